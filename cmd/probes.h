/* SPDX-License-Identifier: Apache-2.0 */
/* When a connection that says nothing is asked whether it is still there (RFC 9293, 3.8.4). */
#ifndef BIOSOCK_CMD_PROBES_H
#define BIOSOCK_CMD_PROBES_H

#include "cmd/settings.h"

/*
 * Sets what --keepalive says of a TCP socket, but for 0, which leaves what the system has. A
 * listener's are those of the sockets it accepts. 0, or -1 with errno: ENOPROTOOPT where the system
 * has one such setting for all.
 */
int probes_set(int sock, const struct keepalive_settings *probes);

#endif
