/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Calls of the C library defined by the test executable, in front of the library's own:
 * INTERPOSED(socket) is the name to define, NEXT(socket) the one behind it, of the type that the
 * headers declare. biosock_interpose() of tests/CMakeLists.txt has to be told each. In a static
 * program nothing is behind a definition: there the linker gives the calls other names.
 */
#ifndef BIOSOCK_TESTS_INTERPOSE_H
#define BIOSOCK_TESTS_INTERPOSE_H

#ifdef BIOSOCK_TESTS_STATIC
#define JOINED(prefix, name) prefix##name
#define INTERPOSED(name)     JOINED(__wrap_, name) /* of a macro: what it stands for */
#define NEXT(name)                                                                                 \
	__extension__({                                                                            \
		extern __typeof__(name) JOINED(__real_, name);                                     \
		&JOINED(__real_, name);                                                            \
	})
#else
#define INTERPOSED(name) name
#define NEXT(name)       ((__typeof__(&(name)))interpose_next(#name))
#endif

/* What ioctl() has its request in: an int, or an unsigned long. */
#define INTERPOSED_REQUEST __typeof__(_Generic(&ioctl, int (*)(int, int, ...) : 0, default : 0UL))

/* What getnameinfo() has its sizes in: a socklen_t, or a size_t. */
#define INTERPOSED_SIZE                                                                            \
	__typeof__(_Generic(&getnameinfo, int (*)(const struct sockaddr *, socklen_t, char *,      \
	                                      size_t, char *, size_t, int)                         \
	                    : (size_t)0, default                                                   \
	                    : (socklen_t)0))

/* The function of this name behind the executable's own. */
void *interpose_next(const char *name);

#endif
