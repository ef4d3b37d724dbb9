/* SPDX-License-Identifier: Apache-2.0 */
/* The scope of an address where an interface has a number for its name. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <net/if.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "support/contract.h"
#include "support/netns.h"

/* No network that has just been made has so many interfaces. */
#define NAME   "777"
#define NUMBER 777

static bool set_flags(int fd, const char *name, short flags)
{
	struct ifreq request;

	memset(&request, 0, sizeof(request));
	snprintf(request.ifr_name, sizeof(request.ifr_name), "%s", name);
	request.ifr_flags = flags;
	return ioctl(fd, SIOCSIFFLAGS, &request) == 0;
}

static bool set_name(int fd, const char *name, const char *new_name)
{
	struct ifreq request;

	memset(&request, 0, sizeof(request));
	snprintf(request.ifr_name, sizeof(request.ifr_name), "%s", name);
	snprintf(request.ifr_newname, sizeof(request.ifr_newname), "%s", new_name);
	return ioctl(fd, SIOCSIFNAME, &request) == 0;
}

/* An interface that is up keeps its name on some kernels. */
static bool rename_loopback(void)
{
	int fd = socket(AF_INET, SOCK_DGRAM, 0);
	bool renamed = fd != -1 && set_flags(fd, "lo", 0) && set_name(fd, "lo", NAME) &&
	               set_flags(fd, NAME, IFF_UP | IFF_RUNNING);

	if (fd != -1)
		close(fd);
	return renamed;
}

static long long scope_of(const char *host)
{
	BIO_ADDRINFO *list = NULL;
	long long scope = -1;

	if (BIO_lookup(host, "80", BIO_LOOKUP_CLIENT, AF_UNSPEC, SOCK_STREAM, &list)) {
		const void *addr = BIO_ADDRINFO_address(list);

		scope = ((const struct sockaddr_in6 *)addr)->sin6_scope_id;
	}
	BIO_ADDRINFO_free(list);
	CHECK_ERRORS("-");
	return scope;
}

static void look_where_the_name_is_a_number(void)
{
	CHECK_INT(scope_of("fe80::1%" NAME), NUMBER);
	if (!rename_loopback()) /* qemu does not pass the request on */
		netns_cannot();
	CHECK_INT(scope_of("fe80::1%" NAME), if_nametoindex(NAME));
	CHECK_INT(scope_of("ff02::1%" NAME), if_nametoindex(NAME));
	CHECK_INT(scope_of("fe80::1%0" NAME), NUMBER);
	CHECK_INT(scope_of("fe80::1%" NAME "7"), 7777);
	CHECK_INT(scope_of("2001:db8::1%" NAME), NUMBER);
}

/*
 * As in getaddrinfo(3). Of an address that is not of a link it is a number, whoever has the name.
 */
static void a_name_comes_before_a_number(void)
{
	netns_run(look_where_the_name_is_a_number);
}

static const struct contract_case cases[] = {
	{ "a name comes before a number", a_name_comes_before_a_number, 0, 0 },
};

int main(void)
{
	return contract_main("addr.scope", cases, sizeof(cases) / sizeof(cases[0]));
}
