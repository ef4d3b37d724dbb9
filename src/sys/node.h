/* SPDX-License-Identifier: Apache-2.0 */
/* The name of this machine. */
#ifndef BIOSOCK_SYS_NODE_H
#define BIOSOCK_SYS_NODE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * The name of this node, cut to out[size], without a domain; false if it has none. errno is kept.
 */
bool sys_node_name(char *out, size_t size);

#endif
