/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Addresses and BIOs go from the host to biosock and back: compiled without BIOSOCK_REPLACE, so
 * that the plain names are the host's.
 */
#include <malloc.h>

#include <arpa/inet.h>
#include <sys/socket.h>

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>

#include <biosock/host.h>

#include "support/contract.h"
#include "support/memory.h"

/* An address that the host made, of a listener of ours. */
static BIO_ADDR *listening(int *out_fd)
{
	BIO_ADDR *addr = BIO_ADDR_new();
	union BIO_sock_info_u info = { .addr = addr };

	*out_fd = biosock_BIO_socket(AF_INET, SOCK_STREAM, 0, 0);
	CHECK_INT(BIO_ADDR_rawmake(addr, AF_INET, "\x7f\0\0\1", 4, 0), 1);
	CHECK_INT(biosock_BIO_listen(*out_fd, addr, 0), 1);
	CHECK_INT(biosock_BIO_sock_info(*out_fd, BIO_SOCK_INFO_ADDRESS, &info), 1);
	return addr;
}

static void an_address_of_the_host_is_one_of_ours(void)
{
	int listener, fd = biosock_BIO_socket(AF_INET, SOCK_STREAM, 0, 0);
	BIO_ADDR *addr = listening(&listener);

	CHECK(BIO_ADDR_rawport(addr) != 0);
	CHECK_INT(BIO_ADDR_rawport(addr), biosock_BIO_ADDR_rawport(addr));
	CHECK_INT(biosock_BIO_connect(fd, addr, 0), 1);
	biosock_BIO_closesocket(fd);
	biosock_BIO_closesocket(listener);
	BIO_ADDR_free(addr);
}

static void an_address_of_ours_is_one_of_the_host_s(void)
{
	biosock_BIO_ADDRINFO *list = NULL;
	char *host;

	CHECK_INT(
	    biosock_BIO_lookup("::1", "443", BIO_LOOKUP_CLIENT, AF_INET6, SOCK_STREAM, &list), 1);
	CHECK_INT(BIO_ADDR_family(biosock_BIO_ADDRINFO_address(list)), AF_INET6);
	CHECK_INT(BIO_ADDR_rawport(biosock_BIO_ADDRINFO_address(list)), htons(443));
	host = BIO_ADDR_hostname_string(biosock_BIO_ADDRINFO_address(list), 1);
	CHECK_STR(host, "::1");
	OPENSSL_free(host);
	biosock_BIO_ADDRINFO_free(list);
}

/* What ours writes into one of the host's is no more than it has. */
static void both_have_the_same_size(void)
{
	long held = memory_held;
	size_t theirs, ours;
	BIO_ADDR *addr = BIO_ADDR_new(), *other = biosock_BIO_ADDR_new();

	CHECK_INT(memory_held, held + 2);
	theirs = malloc_usable_size(addr);
	ours = malloc_usable_size(other);
	CHECK(ours > 0);
	CHECK_INT(ours, theirs);
	biosock_BIO_ADDR_free(addr);
	BIO_ADDR_free(other);
	CHECK_INT(memory_held, held);
}

static void kinds_are_two(void)
{
	BIO *theirs = BIO_new(BIO_s_socket()), *ours = BIO_new(biosock_BIO_s_socket());

	CHECK(BIO_s_socket() != biosock_BIO_s_socket());
	CHECK(biosock_BIO_s_socket() == biosock_BIO_s_socket());
	CHECK_INT(BIO_method_type(theirs), BIO_method_type(ours));
	CHECK_INT(BIO_set_fd(ours, 5, BIO_NOCLOSE), 1);
	CHECK(BIO_push(ours, theirs) == ours);
	CHECK(BIO_find_type(ours, BIO_TYPE_SOCKET) == ours);
	CHECK_INT(BIO_get_fd(ours, NULL), 5);
	BIO_free_all(ours);
}

static const struct contract_case cases[] = {
	{ "an address of the host's is one of ours", an_address_of_the_host_is_one_of_ours, 0, 0 },
	{ "an address of ours is one of the host's", an_address_of_ours_is_one_of_the_host_s, 0,
	    0 },
	{ "both have the same size", both_have_the_same_size, 0, 0 },
	{ "kinds are two", kinds_are_two, 0, 0 },
};

int main(void)
{
	if (!memory_watch())
		return 1;
	return contract_main("host.types", cases, sizeof(cases) / sizeof(cases[0]));
}
