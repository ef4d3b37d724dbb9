/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The half that is compiled with the headers of a TLS library: a handshake and a word, over BIOs in
 * memory, and errors.
 */
#define OPENSSL_SUPPRESS_DEPRECATED
#include <string.h>

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include "half.h"

static EVP_PKEY *new_key(void)
{
	EC_KEY *ec = EC_KEY_new_by_curve_name(NID_X9_62_prime256v1);
	EVP_PKEY *key = EVP_PKEY_new();

	if (ec != NULL && key != NULL && EC_KEY_generate_key(ec) && EVP_PKEY_assign_EC_KEY(key, ec))
		return key;
	EC_KEY_free(ec);
	EVP_PKEY_free(key);
	return NULL;
}

/* What the handshake needs of a certificate, and no more. */
static X509 *new_certificate(EVP_PKEY *key)
{
	X509 *certificate = X509_new();

	if (certificate != NULL && X509_set_version(certificate, 2) &&
	    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1) &&
	    X509_gmtime_adj(X509_getm_notBefore(certificate), 0) != NULL &&
	    X509_gmtime_adj(X509_getm_notAfter(certificate), 3600) != NULL &&
	    X509_set_pubkey(certificate, key) && X509_sign(certificate, key, EVP_sha256()))
		return certificate;
	X509_free(certificate);
	return NULL;
}

static int give_certificate(SSL_CTX *ctx)
{
	EVP_PKEY *key = new_key();
	X509 *certificate = key != NULL ? new_certificate(key) : NULL;
	int given = certificate != NULL && SSL_CTX_use_certificate(ctx, certificate) &&
	            SSL_CTX_use_PrivateKey(ctx, key);

	X509_free(certificate);
	EVP_PKEY_free(key);
	return given;
}

static const char *talk(SSL *client, SSL *server)
{
	char word[8] = "";
	int done = 0;

	for (int flight = 0; !done && flight < 10; flight++) {
		int connected = SSL_connect(client) == 1;

		done = SSL_accept(server) == 1 && connected;
	}
	if (!done)
		return "TLS: no handshake";
	if (SSL_write(client, "hello", 5) != 5 || SSL_read(server, word, sizeof(word)) != 5 ||
	    strcmp(word, "hello") != 0)
		return "TLS: what was written is not read";
	return NULL;
}

static const char *meet(SSL_CTX *ctx)
{
	SSL *client = SSL_new(ctx), *server = SSL_new(ctx);
	BIO *one = NULL, *other = NULL;
	const char *wrong = "TLS: no BIOs to talk over";

	if (client != NULL && server != NULL && BIO_new_bio_pair(&one, 0, &other, 0)) {
		SSL_set_bio(client, one, one);
		SSL_set_bio(server, other, other);
		wrong = talk(client, server);
	}
	SSL_free(client);
	SSL_free(server);
	return wrong;
}

static const char *work(void)
{
	SSL_CTX *ctx;
	const char *wrong = "TLS: no certificate";

	if (strstr(OpenSSL_version(OPENSSL_VERSION), "biosock") != NULL)
		return "TLS: the functions of its headers are biosock's";
	ERR_clear_error();
	ctx = SSL_CTX_new(TLS_method());
	if (ctx == NULL)
		return "TLS: no context";
	if (give_certificate(ctx))
		wrong = meet(ctx);
	SSL_CTX_free(ctx);
	if (wrong == NULL && ERR_peek_error() != 0)
		wrong = "TLS: an error after success";
	return wrong;
}

static void fail(void)
{
	SSL_CTX *ctx = SSL_CTX_new(TLS_method());

	SSL_CTX_load_verify_locations(ctx, "/nonexistent/file", NULL);
	SSL_CTX_free(ctx);
}

static int errors(void)
{
	int n = 0;

	while (ERR_get_error() != 0)
		n++;
	return n;
}

const struct half tls_half = { work, fail, errors };
