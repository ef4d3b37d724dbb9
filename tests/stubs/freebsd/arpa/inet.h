/* SPDX-License-Identifier: Apache-2.0 */
/* Internet addresses as text: inet(3). */
#ifndef STUBS_FREEBSD_ARPA_INET_H
#define STUBS_FREEBSD_ARPA_INET_H

#include <netinet/in.h>

in_addr_t inet_addr(const char *);
char *inet_ntoa(struct in_addr);
const char *inet_ntop(int, const void *, char *, socklen_t);
int inet_pton(int, const char *, void *);

#endif
