/* SPDX-License-Identifier: Apache-2.0 */
/* The addresses of a listener, one after the other. */
#include "sock/made.h"
#include "sock/untold.h"

static int listen_on(const BIO_ADDRINFO *entry, int options, struct sock_failure *out_failure)
{
	int fd = sock_socket(BIO_ADDRINFO_family(entry), BIO_ADDRINFO_socktype(entry),
	    BIO_ADDRINFO_protocol(entry), 0, out_failure);

	if (fd != -1 && !sock_listen(fd, BIO_ADDRINFO_address(entry), options, out_failure)) {
		sock_discard(fd);
		return -1;
	}
	return fd;
}

int sock_listen_first(
    struct err_place place, const BIO_ADDRINFO *list, int options, const BIO_ADDRINFO **out_entry)
{
	struct sock_failures failures = { .n = 0 };
	struct sock_failure failure;

	for (const BIO_ADDRINFO *at = list; at != NULL; at = BIO_ADDRINFO_next(at)) {
		int fd = listen_on(at, options, &failure);

		*out_entry = at;
		if (fd != -1)
			return fd;
		if (BIO_ADDRINFO_next(list) == NULL) {
			sock_tell(place, &failure);
			return -1;
		}
		sock_failures_keep(&failures, &failure, BIO_ADDRINFO_address(at));
	}
	*out_entry = NULL;
	sock_failures_tell(place, &failures);
	return -1;
}
