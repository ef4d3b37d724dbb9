/* SPDX-License-Identifier: Apache-2.0 */
/* Connect BIOs to a host of two addresses, of which the first one does not answer. */
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <arpa/inet.h>

#include <openssl/bio.h>

#include "bio/wire.h"
#include "support/contract.h"
#include "support/half_dead.h"
#include "support/peer.h"

/* Far more than a race takes, and less than a system waits for the first address. */
enum { PATIENCE_S = 30 };

static BIO *new_bio(const struct half_dead *place)
{
	BIO *b = BIO_new(BIO_s_connect());

	CHECK_INT(BIO_set_conn_port(b, place->service), 1);
	return b;
}

/* OpenSSL's waits for the first address as long as the system does, and ends with its process. */
static void do_not_wait_for_oracle(void)
{
	contract_limit_oracle(2);
}

static int family_of_peer(BIO *b)
{
	union peer_addr peer;
	socklen_t len = sizeof(peer);

	return getpeername(wire_fd(b), &peer.sa, &len) == 0 ? peer.sa.sa_family : -1;
}

static void check_connected(BIO *b, const struct half_dead *place, time_t began)
{
	CHECK(time(NULL) - began < PATIENCE_S);
	CHECK_INT(family_of_peer(b), place->alive_family);
	CHECK_INT(BIO_ADDR_family(BIO_get_conn_address(b)), place->alive_family);
	CHECK_INT(BIO_write(b, "x", 1), 1);
	CHECK_ERRORS("-");
}

static void the_second_wins(int (*connect_it)(BIO *b))
{
	time_t began = time(NULL);
	struct half_dead place;
	BIO *b;

	half_dead_open(&place);
	b = new_bio(&place);
	do_not_wait_for_oracle();
	CHECK_INT(connect_it(b), 1);
	check_connected(b, &place, began);
	BIO_free(b);
	half_dead_close(&place);
}

static int by_connect(BIO *b)
{
	return (int)BIO_do_connect(b);
}

static int by_write(BIO *b)
{
	return BIO_write(b, "x", 1);
}

/* OpenSSL's time is up soon. */
static int by_retry(BIO *b)
{
	return BIO_do_connect_retry(b, contract_is_oracle() ? 2 : PATIENCE_S, 10);
}

static int by_retry_without_end(BIO *b)
{
	return BIO_do_connect_retry(b, -1, 10);
}

static void connects_past_a_dead_address(void)
{
	the_second_wins(by_connect);
}

static void the_first_write_does(void)
{
	the_second_wins(by_write);
}

static void a_retry_does(void)
{
	the_second_wins(by_retry);
}

static void a_single_try_does(void)
{
	the_second_wins(by_retry_without_end);
}

/* The mode is the BIO's: it blocks, or does not as after any BIO_do_connect_retry() with a time. */
static void the_mode_is_kept(void)
{
	struct half_dead place;
	BIO *b;

	half_dead_open(&place);
	b = new_bio(&place);
	do_not_wait_for_oracle();
	CHECK_INT(BIO_do_connect(b), 1);
	CHECK(!wire_is_nonblocking(wire_fd(b)));
	CHECK_INT(BIO_reset(b), 0);
	CHECK_INT(by_retry(b), 1);
	CHECK(wire_is_nonblocking(wire_fd(b)));
	BIO_free(b);
	half_dead_close(&place);
}

/*
 * A caller that does not block polls the number it was given: it is the first address', and stays.
 */
static void one_that_does_not_block_has_a_number(void)
{
	struct half_dead place;
	BIO *b;
	int fd;

	half_dead_open(&place);
	b = new_bio(&place);
	BIO_set_nbio(b, 1);
	CHECK(BIO_do_connect(b) <= 0);
	CHECK(BIO_should_retry(b));
	CHECK((fd = wire_fd(b)) != -1);
	CHECK_INT(BIO_ADDR_family(BIO_get_conn_address(b)),
	    place.alive_family == AF_INET ? AF_INET6 : AF_INET);
	BIO_free(b);
	half_dead_close(&place);
}

static const struct contract_case cases[] = {
	{ "a dead first address: it connects to the second", connects_past_a_dead_address, 10, 0 },
	{ "the first write connects to the second", the_first_write_does, 10, 0 },
	{ "BIO_do_connect_retry connects to the second", a_retry_does, 10, 0 },
	{ "BIO_do_connect_retry, one try, connects to the second", a_single_try_does, 10, 0 },
	{ "the mode is kept", the_mode_is_kept, 10, 0 },
	{ "one that does not block has a number", one_that_does_not_block_has_a_number, 0, 0 },
};

int main(void)
{
	return contract_main("bio.connect_race", cases, sizeof(cases) / sizeof(cases[0]));
}
