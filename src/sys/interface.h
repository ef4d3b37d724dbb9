/* SPDX-License-Identifier: Apache-2.0 */
/* Network interfaces by name and number: the scope of an IPv6 address (RFC 4007). errno is kept. */
#ifndef BIOSOCK_SYS_INTERFACE_H
#define BIOSOCK_SYS_INTERFACE_H

#include <stdbool.h>

#include "sys/net.h"

/* Room for any interface's name with its NUL. */
enum { SYS_INTERFACE_NAME = IF_NAMESIZE };

/* The number of the interface, 0 if there is none of that name. */
unsigned sys_interface_index(const char *name);

/* Its name, to out; false if no interface has that number. */
bool sys_interface_name(unsigned index, char out[SYS_INTERFACE_NAME]);

#endif
