/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a program hangs on a BIO is freed when the kind has destroyed what is its own, and may ask
 * the BIO what it still is.
 */
#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>

#include "support/contract.h"

/* What is asked, and what came of it. */
static int command;
static long told;
static int told_type;

static void ask(void *parent, void *ptr, CRYPTO_EX_DATA *ad, int idx, long argl, void *argp)
{
	(void)ad, (void)idx, (void)argl, (void)argp;
	if (ptr == NULL)
		return;
	told = BIO_ctrl(parent, command, 0, NULL);
	told_type = BIO_method_type(parent);
}

/* Descriptor 0 would be one, which the program might close. */
static const struct {
	const BIO_METHOD *(*kind)(void);
	int command;
	long want;
} questions[] = {
	{ BIO_s_socket, BIO_C_GET_FD, -1 },
	{ BIO_s_socket, BIO_CTRL_PENDING, 0 },
	{ BIO_s_socket, BIO_CTRL_EOF, 0 },
	{ BIO_s_connect, BIO_C_GET_FD, -1 },
	{ BIO_s_connect, BIO_CTRL_PENDING, 0 },
	{ BIO_s_connect, BIO_CTRL_EOF, 0 },
	{ BIO_s_connect, BIO_CTRL_WPENDING, 0 },
	{ BIO_s_connect, BIO_C_GET_CONNECT, 0 },
	{ BIO_s_accept, BIO_C_GET_FD, -1 },
	{ BIO_s_accept, BIO_CTRL_PENDING, 0 },
	{ BIO_s_accept, BIO_CTRL_EOF, 0 },
	{ BIO_s_datagram, BIO_C_GET_FD, -1 },
	{ BIO_s_datagram, BIO_CTRL_PENDING, 0 },
	{ BIO_s_bio, BIO_CTRL_WPENDING, 0 },
	{ BIO_s_bio, BIO_CTRL_RESET, 0 },
	{ BIO_f_prefix, BIO_CTRL_RESET, 0 },
};

static void it_is_there_to_be_asked(void)
{
	int index = BIO_get_ex_new_index(0, NULL, NULL, NULL, ask);

	for (size_t i = 0; i < sizeof(questions) / sizeof(questions[0]); i++) {
		BIO *b = BIO_new(questions[i].kind());
		int type = BIO_method_type(b);

		CHECK_INT(BIO_set_ex_data(b, index, b), 1);
		command = questions[i].command;
		told = 4242;
		told_type = 0;
		BIO_free(b);
		CHECK_INT(told, questions[i].want);
		CHECK_INT(told_type, type);
		ERR_clear_error();
	}
}

static const struct contract_case cases[] = {
	{ "it is there to be asked", it_is_there_to_be_asked, 0, 0 },
};

int main(void)
{
	return contract_main("last controls", cases, sizeof(cases) / sizeof(cases[0]));
}
