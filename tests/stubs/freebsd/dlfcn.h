/* SPDX-License-Identifier: Apache-2.0 */
/* Symbols by name: dlsym(3). */
#ifndef STUBS_FREEBSD_DLFCN_H
#define STUBS_FREEBSD_DLFCN_H

#define RTLD_NEXT ((void *)-1)

char *dlerror(void);
void *dlsym(void *, const char *);

#endif
