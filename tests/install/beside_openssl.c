/* SPDX-License-Identifier: Apache-2.0 */
/*
 * biosock and a real libssl in one process: the program's BIO_* and ERR_* are biosock's, libssl's
 * are libcrypto's, and neither's errors show on the other's stack.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#include <openssl/bio.h>
#include <openssl/err.h>

/* Of libssl, whose headers cannot be had together with ours. */
extern const void *TLS_client_method(void);
extern void *SSL_CTX_new(const void *method);
extern int SSL_CTX_load_verify_file(void *ctx, const char *file);
extern void SSL_CTX_free(void *ctx);

static int failed(const char *what)
{
	fprintf(stderr, "beside_openssl: %s\n", what);
	return 1;
}

int main(void)
{
	void *crypto = dlopen("libcrypto.so.3", RTLD_NOW | RTLD_NOLOAD);
	unsigned long (*their_get_error)(void) = NULL;
	void *ctx = SSL_CTX_new(TLS_client_method());

	if (crypto == NULL || ctx == NULL)
		return failed("no libssl here");
	*(void **)&their_get_error = dlsym(crypto, "ERR_get_error");
	if (their_get_error == ERR_get_error)
		return failed("ERR_get_error is libcrypto's");
	if (strstr(OpenSSL_version(OPENSSL_VERSION), "biosock") == NULL)
		return failed("OpenSSL_version is libcrypto's");
	if (SSL_CTX_load_verify_file(ctx, "/nonexistent") || ERR_peek_error() != 0)
		return failed("libssl's error is on biosock's stack");
	if (their_get_error() == 0)
		return failed("libssl's error is not on libcrypto's stack");
	while (their_get_error() != 0)
		;
	if (BIO_socket(-1, SOCK_STREAM, 0, 0) != -1 || ERR_get_error() == 0)
		return failed("biosock's error is not on its stack");
	if (their_get_error() != 0)
		return failed("biosock's error is on libcrypto's stack");
	SSL_CTX_free(ctx);
	return 0;
}
