/* SPDX-License-Identifier: Apache-2.0 */
/* The half that is compiled with biosock's headers: an accept BIO, a connect BIO, and errors. */
#include <string.h>
#include <sys/socket.h>

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>

#include "half.h"

static const char *pass_a_word(BIO *from, BIO *to)
{
	char word[8] = "";

	if (BIO_write(from, "hello", 5) != 5)
		return "biosock: a connected BIO does not write";
	if (BIO_read(to, word, sizeof(word)) != 5 || strcmp(word, "hello") != 0)
		return "biosock: an accepted BIO does not read";
	return NULL;
}

static const char *meet(BIO *listener)
{
	char address[64] = "127.0.0.1:";
	BIO *client, *peer = NULL;
	const char *wrong = "biosock: does not connect and accept";

	strncat(address, BIO_get_accept_port(listener), 8);
	client = BIO_new_connect(address);
	if (client != NULL && BIO_do_connect(client) == 1 && BIO_do_accept(listener) == 1)
		peer = BIO_pop(listener);
	if (peer != NULL)
		wrong = pass_a_word(client, peer);
	if (wrong == NULL)
		wrong = pass_a_word(peer, client);
	BIO_free_all(peer);
	BIO_free_all(client);
	return wrong;
}

static const char *work(void)
{
	BIO *listener;
	const char *wrong = "biosock: does not listen";

	if (strstr(OpenSSL_version(OPENSSL_VERSION), "biosock") == NULL)
		return "biosock: the functions of its headers are another library's";
	listener = BIO_new_accept("127.0.0.1:0");
	if (listener != NULL && BIO_do_accept(listener) == 1)
		wrong = meet(listener);
	BIO_free_all(listener);
	if (wrong == NULL && ERR_peek_error() != 0)
		wrong = "biosock: an error after success";
	return wrong;
}

static void fail(void)
{
	BIO_socket(-1, SOCK_STREAM, 0, 0);
}

static int errors(void)
{
	int n = 0;

	while (ERR_get_error() != 0)
		n++;
	return n;
}

const struct half sockets_half = { work, fail, errors };
