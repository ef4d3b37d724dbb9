/* SPDX-License-Identifier: Apache-2.0 */
/* ISO C's and POSIX's utilities. */
#ifndef STUBS_FREEBSD_STDLIB_H
#define STUBS_FREEBSD_STDLIB_H

#include <stddef.h>

#define EXIT_FAILURE 1
#define EXIT_SUCCESS 0

_Noreturn void abort(void);
int abs(int);
int atexit(void (*)(void));
int atoi(const char *);
long atol(const char *);
void *bsearch(const void *, const void *, size_t, size_t, int (*)(const void *, const void *));
void *calloc(size_t, size_t);
_Noreturn void exit(int);
_Noreturn void _Exit(int);
void free(void *);
char *getenv(const char *);
void *malloc(size_t);
char *mkdtemp(char *);
int mkstemp(char *);
void qsort(void *, size_t, size_t, int (*)(const void *, const void *));
int rand(void);
void *realloc(void *, size_t);
int setenv(const char *, const char *, int);
void srand(unsigned);
double strtod(const char *, char **);
long strtol(const char *, char **, int);
long long strtoll(const char *, char **, int);
unsigned long strtoul(const char *, char **, int);
unsigned long long strtoull(const char *, char **, int);
int system(const char *);
int unsetenv(const char *);
unsigned int arc4random(void);

#endif
