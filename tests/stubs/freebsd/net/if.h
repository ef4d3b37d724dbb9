/* SPDX-License-Identifier: Apache-2.0 */
/* Interfaces by name and number: if_nametoindex(3). */
#ifndef STUBS_FREEBSD_NET_IF_H
#define STUBS_FREEBSD_NET_IF_H

#define IF_NAMESIZE 16

struct if_nameindex {
	unsigned int if_index;
	char *if_name;
};

void if_freenameindex(struct if_nameindex *);
char *if_indextoname(unsigned int, char *);
struct if_nameindex *if_nameindex(void);
unsigned int if_nametoindex(const char *);

#endif
