/* SPDX-License-Identifier: Apache-2.0 */
/* Whether one IPv6 listener can take IPv4 connections too (RFC 3493, 3.7 and 5.3). */
#ifndef BIOSOCK_SYS_DUAL_STACK_H
#define BIOSOCK_SYS_DUAL_STACK_H

#include <stdbool.h>

bool sys_has_dual_stack(void);

#endif
