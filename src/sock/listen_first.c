/* SPDX-License-Identifier: Apache-2.0 */
/* Listening on the first address of a name that can be had (D9). */
#include "addr/info.h"
#include "sock/made.h"
#include "sock/untold.h"

static int listen_at(const BIO_ADDRINFO *at, int options, struct sock_failure *out_failure)
{
	int fd = sock_socket(at->addr.sa.sa_family, at->socktype, at->protocol, 0, out_failure);

	if (fd == -1 || sock_listen(fd, &at->addr, options, out_failure))
		return fd;
	sock_discard(fd);
	return -1;
}

/* Where there is one address, its record is that of the call that failed. */
int sock_listen_first(
    struct err_place place, const BIO_ADDRINFO *list, int options, const BIO_ADDRINFO **out_entry)
{
	struct sock_failures failures = { .n = 0 };
	struct sock_failure failure;

	*out_entry = list;
	do {
		int fd = listen_at(*out_entry, options, &failure);

		if (fd != -1)
			return fd;
		sock_failures_keep(&failures, &failure, &(*out_entry)->addr);
		*out_entry = (*out_entry)->next;
	} while (*out_entry != NULL);
	if (list->next == NULL)
		sock_tell(place, &failure);
	else
		sock_failures_tell(place, &failures);
	return -1;
}
