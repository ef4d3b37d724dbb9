/* SPDX-License-Identifier: Apache-2.0 */
/* The addresses of interfaces: getifaddrs(3). */
#ifndef STUBS_FREEBSD_IFADDRS_H
#define STUBS_FREEBSD_IFADDRS_H

struct sockaddr;

struct ifaddrs {
	struct ifaddrs *ifa_next;
	char *ifa_name;
	unsigned int ifa_flags;
	struct sockaddr *ifa_addr, *ifa_netmask, *ifa_dstaddr;
	void *ifa_data;
};

int getifaddrs(struct ifaddrs **);
void freeifaddrs(struct ifaddrs *);

#endif
