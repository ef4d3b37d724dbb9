/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Uses, or with NAMES_ARE_MINE defines otherwise, what OpenSSL 1.1.0 deprecated: whether this
 * compiles tells whether <openssl/bio.h> declares it, and how.
 */
#include <openssl/bio.h>

#ifdef NAMES_ARE_MINE
static void BIO_gethostbyname(void);
static void BIO_get_port(void);
static void BIO_get_host_ip(void);
static void BIO_get_accept_socket(void);
static void BIO_accept(void);
#endif

typedef void function(void);
extern function *const deprecated[];

#ifdef NAMES_ARE_MINE
static void BIO_gethostbyname(void)
{
}

static void BIO_get_port(void)
{
}

static void BIO_get_host_ip(void)
{
}

static void BIO_get_accept_socket(void)
{
}

static void BIO_accept(void)
{
}
#endif

function *const deprecated[] = {
	(function *)BIO_gethostbyname,
	(function *)BIO_get_port,
	(function *)BIO_get_host_ip,
	(function *)BIO_get_accept_socket,
	(function *)BIO_accept,
};
