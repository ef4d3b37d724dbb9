/* SPDX-License-Identifier: Apache-2.0 */
/* Addresses that are paths: unix(4). */
#ifndef STUBS_FREEBSD_SYS_UN_H
#define STUBS_FREEBSD_SYS_UN_H

#include <sys/socket.h>

struct sockaddr_un {
	unsigned char sun_len;
	sa_family_t sun_family;
	char sun_path[104];
};

#endif
