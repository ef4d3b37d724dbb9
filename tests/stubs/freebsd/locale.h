/* SPDX-License-Identifier: Apache-2.0 */
/* ISO C's locales: setlocale(3). */
#ifndef STUBS_FREEBSD_LOCALE_H
#define STUBS_FREEBSD_LOCALE_H

#define LC_ALL 0

char *setlocale(int, const char *);

#endif
