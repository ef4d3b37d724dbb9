/* SPDX-License-Identifier: Apache-2.0 */
/* What differs over the forks of OpenSSL, because their TLS or their BIO does. */
#include <stdio.h>
#include <string.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "bio/wire.h"
#include "support/contract.h"

/* TLS asks for the reason first: a read that waits would pass for a connect that does. */
static void the_reason_of_a_connect_does_not_outlive_it(void)
{
	int port, listener = wire_listen(&port), peer;
	BIO *b = BIO_new_connect(wire_name(port));
	char byte;
	int done;

	BIO_set_nbio(b, 1);
	while ((done = (int)BIO_do_connect(b)) <= 0 && BIO_should_retry(b)) {
		CHECK_INT(BIO_get_retry_reason(b), BIO_RR_CONNECT);
		CHECK_INT(BIO_should_read(b), 0);
		CHECK_INT(BIO_wait(b, time(NULL) + 20, 10), 1);
	}
	CHECK_INT(done, 1);
	peer = wire_accept(listener);
	CHECK_INT(BIO_read(b, &byte, 1), -1);
	CHECK(BIO_should_retry(b) && BIO_should_read(b));
	CHECK_INT(BIO_get_retry_reason(b), 0);
	BIO_free(b);
	wire_close(peer);
	wire_close(listener);
}

/* Without BIO_dup_chain() it is said, and the connection is not taken half. */
static void a_chain_cannot_be_copied(void)
{
	BIO *b = BIO_new_accept("127.0.0.1:0"), *chain = BIO_new(BIO_f_null());
	int peer;

	CHECK_INT(BIO_set_accept_bios(b, chain), 1);
	CHECK_INT(BIO_do_accept(b), 1);
	peer = wire_dial(wire_port(wire_fd(b)));
	CHECK_INT(BIO_do_accept(b), -1);
	CHECK(!BIO_should_retry(b));
	CHECK_ERRORS("BIO routines:unsupported method");
	CHECK(BIO_next(b) == NULL);
	wire_close(peer);
	BIO_free_all(b);
}

static const struct contract_case cases[] = {
	{ "the reason of a connect does not outlive it",
	    the_reason_of_a_connect_does_not_outlive_it, 0, 0 },
	{ "a chain cannot be copied", a_chain_cannot_be_copied, 0, 0 },
};

int main(void)
{
	return contract_main("host.forks", cases, sizeof(cases) / sizeof(cases[0]));
}
