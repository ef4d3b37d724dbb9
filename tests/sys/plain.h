/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Included before all else by the files that are compiled under other names: fortified, poll()
 * would be the C library's own inline function whatever it is called. Undefined here, because
 * what a distribution asks of the preprocessor (-Wp,-D_FORTIFY_SOURCE=3) comes after -U.
 */
#ifndef BIOSOCK_TESTS_SYS_PLAIN_H
#define BIOSOCK_TESTS_SYS_PLAIN_H

#undef _FORTIFY_SOURCE

#endif
