/* SPDX-License-Identifier: Apache-2.0 */
/* The addresses that this host has. */
#ifndef BIOSOCK_SYS_ADDRESSES_H
#define BIOSOCK_SYS_ADDRESSES_H

#include <stdbool.h>

/*
 * Whether an interface has an IPv6 address that is neither loopback's nor good for one link only.
 * True, too, if that cannot be found out. errno is kept.
 */
bool sys_has_v6_address(void);

#endif
