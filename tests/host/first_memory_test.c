/* SPDX-License-Identifier: Apache-2.0 */
/* The first BIOs of a process when memory runs out: what could not be made is made later. */
#include <stddef.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "support/contract.h"
#include "support/memory.h"

static BIO *new_socket(void)
{
	return BIO_new_socket(-1, BIO_NOCLOSE);
}

static BIO *new_connect(void)
{
	return BIO_new_connect("127.0.0.1:1");
}

static BIO *new_accept(void)
{
	return BIO_new_accept("127.0.0.1:0");
}

static BIO *new_dgram(void)
{
	return BIO_new_dgram(-1, BIO_NOCLOSE);
}

static BIO *(*const makers[])(void) = { new_socket, new_connect, new_accept, new_dgram };

/* What a host begins with it may not try twice. */
static void begin(void)
{
	BIO_free(BIO_new(BIO_s_mem()));
	ERR_clear_error();
	CHECK_INT(BIO_bind(-1, NULL, 0), 0);
	ERR_clear_error();
}

static void are_made_when_there_is_memory(void)
{
	begin();
	for (size_t i = 0; i < sizeof(makers) / sizeof(makers[0]); i++) {
		BIO *b = NULL;
		long n;

		for (n = 0; b == NULL && n < 100; n++) {
			memory_fails_at = n;
			b = makers[i]();
			memory_fails_at = -1;
			ERR_clear_error();
		}
		CHECK(b != NULL && n > 2);
		BIO_free(b);
	}
}

static const struct contract_case cases[] = {
	{ "are made when there is memory", are_made_when_there_is_memory, 0, 0 },
};

int main(void)
{
	if (!memory_watch())
		return 1;
	return contract_main("host.first_memory", cases, sizeof(cases) / sizeof(cases[0]));
}
