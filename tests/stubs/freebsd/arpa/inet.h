/* SPDX-License-Identifier: Apache-2.0 */
/* Internet addresses as text: inet(3). */
#ifndef STUBS_FREEBSD_ARPA_INET_H
#define STUBS_FREEBSD_ARPA_INET_H

#include <sys/types.h>

/* As netinet/in.h has them, which it does not include. */
typedef uint32_t in_addr_t;
typedef uint16_t in_port_t;
typedef uint32_t socklen_t;
#ifndef STUBS_FREEBSD_IN_ADDR
#define STUBS_FREEBSD_IN_ADDR
struct in_addr {
	in_addr_t s_addr;
};
#endif

in_addr_t inet_addr(const char *);
char *inet_ntoa(struct in_addr);
const char *inet_ntop(int, const void *, char *, socklen_t);
int inet_pton(int, const char *, void *);

#endif
