/* SPDX-License-Identifier: Apache-2.0 */
/* Libraries and symbols by name: dlopen(3), dlsym(3). */
#ifndef STUBS_FREEBSD_DLFCN_H
#define STUBS_FREEBSD_DLFCN_H

#define RTLD_LOCAL    0
#define RTLD_NOW      2
#define RTLD_NEXT     ((void *)-1)
#define RTLD_NODELETE 0x1000
#define RTLD_NOLOAD   0x2000

typedef struct {
	const char *dli_fname;
	void *dli_fbase;
	const char *dli_sname;
	void *dli_saddr;
} Dl_info;

int dladdr(const void *, Dl_info *);

int dlclose(void *);
char *dlerror(void);
void *dlopen(const char *, int);
void *dlsym(void *, const char *);

#endif
