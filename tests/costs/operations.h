/* SPDX-License-Identifier: Apache-2.0 */
/* Operations whose system calls are counted: each makes its own marks round the library's calls. */
#ifndef BIOSOCK_TESTS_OPERATIONS_H
#define BIOSOCK_TESTS_OPERATIONS_H

#include <stdbool.h>

#include "support/peer.h"

/* What they are done on: a loose stream, and a listener at `at` to which the dialer connected. */
struct site {
	union peer_addr at;
	int fd;
	int listener;
	int dialer;
};

/* Whether the operation did what it should. */
typedef bool operation(struct site *site);

operation cost_lookup_v4, cost_lookup_v6, cost_lookup_any, cost_lookup_path, cost_make,
    cost_make_nonblocking, cost_bind_reuseaddr, cost_connect_flags, cost_connect_plain,
    cost_listen_flags, cost_accept_nonblocking, cost_accept_blocking, cost_accept_nobody,
    cost_sock_info, cost_numeric_text, cost_close_socket, cost_close_nothing, cost_bind_in_use,
    cost_connect_refused, cost_errors_read_and_cleared, cost_refused_argument, cost_connect_bio,
    cost_connect_bio_nonblocking, cost_free_connect_bio, cost_accept_bio, cost_read_bio,
    cost_write_bio, cost_wait_bio, cost_send_many, cost_sendmmsg, cost_dial, cost_dial_nonblocking;

#endif
