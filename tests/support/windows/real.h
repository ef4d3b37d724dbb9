/* SPDX-License-Identifier: Apache-2.0 */
/* Winsock's own functions, whatever an executable puts in front of them. */
#ifndef BIOSOCK_TESTS_WINDOWS_REAL_H
#define BIOSOCK_TESTS_WINDOWS_REAL_H

#include <stdbool.h>
#include <stdint.h>

#include <winsock2.h>

#include <ws2tcpip.h>

/* Winsock, started, has this function; ends the program if it has not. */
FARPROC real_address(const char *name);
#define REAL(name) ((__typeof__(&name))(uintptr_t)real_address(#name))

/* The same of the C runtime's. */
FARPROC real_runtime_address(const char *name);
#define REAL_RUNTIME(name) ((__typeof__(&name))(uintptr_t)real_runtime_address(#name))

/* The handle of a descriptor of the C runtime's, -1 if it is not open. */
intptr_t real_file(int fd);

#define SOCKET_OF(fd) ((SOCKET)(intptr_t)(fd))

/* What a Winsock call returned, as POSIX has it: on -1, errno from Winsock's code. */
int real_result(int result);
/* A new socket as a descriptor. */
int real_descriptor(SOCKET s);
bool real_is_socket(int fd);
/* Winsock's code for an errno: the way back of errno_of_record(). */
int real_code(int err);

/* Winsock cannot be asked for a socket's mode: what ioctlsocket() was last told, by whomever. */
int WSAAPI modes_ioctl(SOCKET s, long request, u_long *arg);
int WSAAPI modes_close(SOCKET s);
bool modes_is_nonblocking(SOCKET s);

#endif
