/* SPDX-License-Identifier: Apache-2.0 */
/* BIO_do_connect_retry() and the marks that the program has set on its error stack. */
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "bio/wire.h"
#include "support/contract.h"
#include "support/system.h"

/* Reasons of the program's own. */
enum { FIRST = 101, SECOND };

static void raise_own(int reason)
{
	ERR_raise(ERR_LIB_USER, reason);
}

/* The program's records: a mark is on the first, and there is a second or not. */
static void begin(bool has_second)
{
	ERR_clear_error();
	raise_own(FIRST);
	CHECK_INT(ERR_set_mark(), 1);
	if (has_second)
		raise_own(SECOND);
}

static void check_only_the_first_is_left(void)
{
	CHECK_INT(ERR_pop_to_mark(), 1);
	CHECK_INT(ERR_GET_REASON(ERR_peek_last_error()), FIRST);
	CHECK_INT(ERR_GET_REASON(ERR_get_error()), FIRST);
	CHECK(ERR_get_error() == 0);
}

/* What failed is told of behind the program's own, and goes with it. */
static void stay_where_they_are_when_it_fails(void)
{
	int port, refuses = wire_refuse(&port);

	for (int second = 0; second < 2; second++) {
		BIO *b = BIO_new_connect(wire_name(port));

		begin(second);
		CHECK_INT(BIO_do_connect_retry(b, 30, 1), -1);
		CHECK_INT(ERR_GET_REASON(ERR_peek_error()), FIRST);
		CHECK_INT(ERR_GET_LIB(ERR_peek_last_error()), ERR_LIB_BIO);
		CHECK_INT(ERR_GET_REASON(ERR_peek_last_error()), BIO_R_NBIO_CONNECT_ERROR);
		check_only_the_first_is_left();
		BIO_free(b);
	}
	wire_close(refuses);
}

static void stay_where_they_are_when_it_connects(void)
{
	int port, listener = wire_listen(&port);

	for (int second = 0; second < 2; second++) {
		BIO *b = BIO_new_connect(wire_name(port));

		BIO_set_nbio(b, 1);
		begin(second);
		CHECK_INT(BIO_do_connect_retry(b, 30, 1), 1);
		CHECK_INT(ERR_GET_REASON(ERR_peek_last_error()), second ? SECOND : FIRST);
		check_only_the_first_is_left();
		BIO_free(b);
	}
	wire_close(listener);
}

/* Each try that is to be repeated is forgotten, and nothing else is. */
static void stay_where_they_are_when_time_is_up(void)
{
	int port, filler, listener = wire_full(&port, &filler);

	for (int second = 0; second < 2; second++) {
		BIO *b = BIO_new_connect(wire_name(port));

		begin(second);
		CHECK_INT(BIO_do_connect_retry(b, 1, 1), 0);
		CHECK_INT(ERR_GET_REASON(ERR_peek_last_error()), BIO_R_CONNECT_TIMEOUT);
		check_only_the_first_is_left();
		BIO_free(b);
	}
	wire_close(filler);
	wire_close(listener);
}

/* A path whose listener has no room: each try leaves records of its own. */
static void stay_where_they_are_when_there_is_no_room(void)
{
	char path[100];
	int listener = wire_listen_unix(path, sizeof(path)), filler;
	BIO_ADDR *addr = BIO_ADDR_new();

	system_need_family(AF_UNIX);
	listen(listener, 0);
	filler = wire_dial_unix(path);
	CHECK_INT(BIO_ADDR_rawmake(addr, AF_UNIX, path, strlen(path), 0), 1);
	for (int second = 0; second < 2; second++) {
		BIO *b = BIO_new(BIO_s_connect());

		CHECK_INT(BIO_set_conn_address(b, addr), 1);
		begin(second);
		CHECK_INT(BIO_do_connect_retry(b, 1, 1), 0);
		CHECK_INT(ERR_GET_REASON(ERR_peek_last_error()), BIO_R_CONNECT_TIMEOUT);
		check_only_the_first_is_left();
		BIO_free(b);
	}
	BIO_ADDR_free(addr);
	wire_close(filler);
	wire_close(listener);
	unlink(path);
}

/* The records of an attempt that is told of are those that there were, in their order. */
static void records_are_in_their_order(void)
{
	int port, refuses = wire_refuse(&port);
	BIO *b = BIO_new_connect(wire_name(port));

	CHECK_INT(BIO_do_connect_retry(b, 30, 1), -1);
	CHECK_ERRORS(
	    "system library:ECONNREFUSED(calling connect());BIO routines:nbio connect error");
	BIO_free(b);
	wire_close(refuses);
}

static const struct contract_case cases[] = {
	{ "stay where they are when it fails", stay_where_they_are_when_it_fails, 0, 0 },
	{ "stay where they are when it connects", stay_where_they_are_when_it_connects, 0, 0 },
	{ "stay where they are when time is up", stay_where_they_are_when_time_is_up, 0, 0 },
	{ "stay where they are when there is no room", stay_where_they_are_when_there_is_no_room, 0,
	    0 },
	{ "records are in their order", records_are_in_their_order, 0, 0 },
};

int main(void)
{
	return contract_main("marks of a retry", cases, sizeof(cases) / sizeof(cases[0]));
}
