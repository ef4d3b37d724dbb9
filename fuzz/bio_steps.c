/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Connect and accept BIOs in a system that answers anything (world.h): every call comes to an
 * end, and says what came of it. Connected: there is a socket, and no record. To be repeated: so
 * say the flags, and no record. Failed: there is a record. Every descriptor is closed once, and
 * none is inherited.
 * Input: a byte each of kind, name, mode and family; then a byte a step, mixed with the system's
 * answers as it is asked.
 */
#include <errno.h>
#include <string.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "world.h"

enum { STEPS = 60, CALLS = 40000 };

static const char *const names[] = { "127.0.0.1:80", "[::1]:443", "name.example:80",
	"name.example:https", "*:0", ":1", "nowhere", "[fe80::1%lo]:7" };
static const int families[] = { BIO_FAMILY_IPANY, BIO_FAMILY_IPV4, BIO_FAMILY_IPV6 };

/* What a call says that is to bring a connection. */
static void check_outcome(BIO *b, long ret)
{
	int records = drain_errors(), fd = -1;

	CHECK(world_calls() < CALLS);
	BIO_get_fd(b, &fd);
	CHECK(fd == -1 || world_has(fd));
	if (ret > 0)
		CHECK(records == 0 && world_has_safe(fd));
	else if (BIO_should_retry(b))
		CHECK(records == 0);
	else
		CHECK(records > 0);
}

/* What an earlier call has left there stays, as in OpenSSL, if this one fails early. */
static void connect_it(BIO *b)
{
	BIO_clear_retry_flags(b);
	check_outcome(b, BIO_do_connect(b));
}

static void connect_patiently(BIO *b)
{
	/* No time passes here: a wait without an end would have none. */
	BIO_clear_retry_flags(b);
	if (BIO_do_connect_retry(b, -1, 0) <= 0)
		CHECK(BIO_should_retry(b) || ERR_peek_error() != 0);
	drain_errors();
}

static void read_it(BIO *b)
{
	char bytes[64];
	int n = BIO_read(b, bytes, sizeof(bytes));

	CHECK(n <= (int)sizeof(bytes));
	CHECK(n >= 0 || BIO_should_retry(b) || ERR_peek_error() != 0 || errno != 0);
	drain_errors();
}

static void write_it(BIO *b)
{
	CHECK(BIO_write(b, "some bytes", 10) <= 10);
	drain_errors();
}

static void start_again(BIO *b)
{
	(void)BIO_reset(b);
	drain_errors();
}

static void change_mode(BIO *b)
{
	BIO_set_nbio(b, 1);
	drain_errors();
}

static void ask(BIO *b)
{
	(void)BIO_get_conn_hostname(b);
	(void)BIO_get_conn_address(b);
	(void)BIO_get_peer_name(b);
	(void)BIO_eof(b);
	(void)BIO_pending(b);
	(void)BIO_flush(b);
	drain_errors();
}

static void accept_it(BIO *b)
{
	BIO_clear_retry_flags(b);
	check_outcome(b, BIO_do_accept(b));
}

static void take_connection(BIO *b)
{
	BIO *connection = BIO_pop(b);

	if (connection == NULL)
		return;
	CHECK(world_has_safe((int)BIO_get_fd(connection, NULL)));
	BIO_free_all(connection);
}

static void (*const connecting[])(BIO *) = { connect_it, connect_it, read_it, write_it, start_again,
	change_mode, ask, connect_patiently };
static void (*const accepting[])(BIO *) = { accept_it, accept_it, read_it, write_it, start_again,
	change_mode, ask, take_connection };

static BIO *new_connect(struct input *input)
{
	BIO *b = BIO_new_connect(names[take_byte(input) % (sizeof(names) / sizeof(names[0]))]);

	if (b == NULL)
		return NULL;
	BIO_set_conn_mode(b, take_byte(input) & 0x7f);
	BIO_set_conn_ip_family(b, families[take_byte(input) % 3]);
	if (take_byte(input) % 4 == 1)
		BIO_set_sock_type(b, SOCK_DGRAM);
	return b;
}

static BIO *new_accept(struct input *input)
{
	BIO *b = BIO_new_accept(names[take_byte(input) % (sizeof(names) / sizeof(names[0]))]);
	uint8_t mode = take_byte(input);

	if (b == NULL)
		return NULL;
	BIO_set_bind_mode(b, mode & 0x7f);
	BIO_set_accept_ip_family(b, families[take_byte(input) % 3]);
	if (take_byte(input) % 4 == 1)
		BIO_set_accept_bios(b, BIO_new(BIO_f_buffer()));
	BIO_set_nbio_accept(b, mode >> 7);
	return b;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input input = { data, size };
	bool accepts = take_byte(&input) % 2 == 1;
	BIO *b;

	world_begin(&input);
	b = accepts ? new_accept(&input) : new_connect(&input);
	if (b != NULL)
		drain_errors();
	for (int i = 0; b != NULL && i < STEPS && input.size > 0; i++)
		(accepts ? accepting : connecting)[take_byte(&input) % 8](b);
	BIO_free_all(b);
	ERR_clear_error();
	world_end();
	return 0;
}
