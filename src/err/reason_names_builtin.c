/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The built-in names of errors, in the order of their codes, as programs and their logs know them.
 */
#include <stdatomic.h>
#include <stdbool.h>

#include <openssl/bioerr.h>
#include <openssl/cryptoerr.h>

#include "err/reason_names.h"

/* clang-format off */
#define COMMON(reason, text) { ERR_PACK(0, 0, reason), text }
#define LIBRARY(lib, text)   { ERR_PACK(lib, 0, 0), text }
#define BIO(reason, text)    { ERR_PACK(ERR_LIB_BIO, 0, reason), text }
#define CRYPTO(reason, text) { ERR_PACK(ERR_LIB_CRYPTO, 0, reason), text }

/*
 * Sorted by code, for the search below: a library follows what has a smaller number, its reasons
 * follow it. OpenSSL leaves a dozen common reasons without a name ("CONF lib" and others), and
 * BIO_R_NULL_PARAMETER, which nothing raises; so they have none here.
 */
static const ERR_STRING_DATA names[] = {
	COMMON(ERR_R_SYS_LIB, "system lib"),
	COMMON(ERR_R_BN_LIB, "BN lib"),
	COMMON(ERR_R_RSA_LIB, "RSA lib"),
	COMMON(ERR_R_DH_LIB, "DH lib"),
	COMMON(ERR_R_EVP_LIB, "EVP lib"),
	COMMON(ERR_R_BUF_LIB, "BUF lib"),
	COMMON(ERR_R_OBJ_LIB, "OBJ lib"),
	COMMON(ERR_R_PEM_LIB, "PEM lib"),
	COMMON(ERR_R_DSA_LIB, "DSA lib"),
	COMMON(ERR_R_X509_LIB, "X509 lib"),
	COMMON(ERR_R_ASN1_LIB, "ASN1 lib"),
	COMMON(ERR_R_CRYPTO_LIB, "CRYPTO lib"),
	COMMON(ERR_R_EC_LIB, "EC lib"),
	COMMON(ERR_R_BIO_LIB, "BIO lib"),
	COMMON(ERR_R_PKCS7_LIB, "PKCS7 lib"),
	COMMON(ERR_R_X509V3_LIB, "X509V3 lib"),
	COMMON(ERR_R_ENGINE_LIB, "ENGINE lib"),
	COMMON(ERR_R_UI_LIB, "UI lib"),
	COMMON(ERR_R_ECDSA_LIB, "ECDSA lib"),
	COMMON(ERR_R_OSSL_STORE_LIB, "OSSL_STORE lib"),
	COMMON(ERR_R_OSSL_DECODER_LIB, "OSSL_DECODER lib"),
	COMMON(ERR_R_PASSED_INVALID_ARGUMENT, "passed invalid argument"),
	COMMON(ERR_R_INTERRUPTED_OR_CANCELLED, "interrupted or cancelled"),
	COMMON(ERR_R_NESTED_ASN1_ERROR, "nested asn1 error"),
	COMMON(ERR_R_MISSING_ASN1_EOS, "missing asn1 eos"),
	COMMON(ERR_R_UNSUPPORTED, "unsupported"),
	COMMON(ERR_R_FETCH_FAILED, "fetch failed"),
	COMMON(ERR_R_INVALID_PROPERTY_DEFINITION, "invalid property definition"),
	COMMON(ERR_R_FATAL, "fatal"),
	COMMON(ERR_R_MALLOC_FAILURE, "malloc failure"),
	COMMON(ERR_R_SHOULD_NOT_HAVE_BEEN_CALLED, "called a function you should not call"),
	COMMON(ERR_R_PASSED_NULL_PARAMETER, "passed a null parameter"),
	COMMON(ERR_R_INTERNAL_ERROR, "internal error"),
	COMMON(ERR_R_DISABLED, "called a function that was disabled at compile-time"),
	COMMON(ERR_R_INIT_FAIL, "init fail"),
	COMMON(ERR_R_OPERATION_FAIL, "operation fail"),
	COMMON(ERR_R_INVALID_PROVIDER_FUNCTIONS, "invalid provider functions"),
	COMMON(ERR_R_UNABLE_TO_GET_READ_LOCK, "unable to get read lock"),
	COMMON(ERR_R_UNABLE_TO_GET_WRITE_LOCK, "unable to get write lock"),
	LIBRARY(ERR_LIB_NONE, "unknown library"),
	LIBRARY(ERR_LIB_SYS, "system library"),
	LIBRARY(ERR_LIB_BN, "bignum routines"),
	LIBRARY(ERR_LIB_RSA, "rsa routines"),
	LIBRARY(ERR_LIB_DH, "Diffie-Hellman routines"),
	LIBRARY(ERR_LIB_EVP, "digital envelope routines"),
	LIBRARY(ERR_LIB_BUF, "memory buffer routines"),
	LIBRARY(ERR_LIB_OBJ, "object identifier routines"),
	LIBRARY(ERR_LIB_PEM, "PEM routines"),
	LIBRARY(ERR_LIB_DSA, "dsa routines"),
	LIBRARY(ERR_LIB_X509, "x509 certificate routines"),
	LIBRARY(ERR_LIB_ASN1, "asn1 encoding routines"),
	LIBRARY(ERR_LIB_CONF, "configuration file routines"),
	LIBRARY(ERR_LIB_CRYPTO, "common libcrypto routines"),
	CRYPTO(CRYPTO_R_ILLEGAL_HEX_DIGIT, "illegal hex digit"),
	CRYPTO(CRYPTO_R_ODD_NUMBER_OF_DIGITS, "odd number of digits"),
	CRYPTO(CRYPTO_R_TOO_MANY_BYTES, "too many bytes"),
	CRYPTO(CRYPTO_R_TOO_SMALL_BUFFER, "too small buffer"),
	CRYPTO(CRYPTO_R_HEX_STRING_TOO_SHORT, "hex string too short"),
	LIBRARY(ERR_LIB_EC, "elliptic curve routines"),
	LIBRARY(ERR_LIB_SSL, "SSL routines"),
	LIBRARY(ERR_LIB_BIO, "BIO routines"),
	BIO(BIO_R_ACCEPT_ERROR, "accept error"),
	BIO(BIO_R_BAD_FOPEN_MODE, "bad fopen mode"),
	BIO(BIO_R_LENGTH_TOO_LONG, "length too long"),
	BIO(BIO_R_CONNECT_ERROR, "connect error"),
	BIO(BIO_R_TRANSFER_ERROR, "transfer error"),
	BIO(BIO_R_TRANSFER_TIMEOUT, "transfer timeout"),
	BIO(BIO_R_TFO_DISABLED, "tfo disabled"),
	BIO(BIO_R_GETHOSTBYNAME_ADDR_IS_NOT_AF_INET, "gethostbyname addr is not af inet"),
	BIO(BIO_R_TFO_NO_KERNEL_SUPPORT, "tfo no kernel support"),
	BIO(BIO_R_UNABLE_TO_TFO, "unable to tfo"),
	BIO(BIO_R_NBIO_CONNECT_ERROR, "nbio connect error"),
	BIO(BIO_R_LOCAL_ADDR_NOT_AVAILABLE, "local address not available"),
	BIO(BIO_R_NON_FATAL, "non-fatal or transient error"),
	BIO(BIO_R_NO_PORT_DEFINED, "no port defined"),
	BIO(BIO_R_UNABLE_TO_BIND_SOCKET, "unable to bind socket"),
	BIO(BIO_R_UNABLE_TO_CREATE_SOCKET, "unable to create socket"),
	BIO(BIO_R_UNABLE_TO_LISTEN_SOCKET, "unable to listen socket"),
	BIO(BIO_R_UNINITIALIZED, "uninitialized"),
	BIO(BIO_R_UNSUPPORTED_METHOD, "unsupported method"),
	BIO(BIO_R_WSASTARTUP, "WSAStartup"),
	BIO(BIO_R_IN_USE, "in use"),
	BIO(BIO_R_BROKEN_PIPE, "broken pipe"),
	BIO(BIO_R_INVALID_ARGUMENT, "invalid argument"),
	BIO(BIO_R_WRITE_TO_READ_ONLY_BIO, "write to read only BIO"),
	BIO(BIO_R_NO_SUCH_FILE, "no such file"),
	BIO(BIO_R_AMBIGUOUS_HOST_OR_SERVICE, "ambiguous host or service"),
	BIO(BIO_R_MALFORMED_HOST_OR_SERVICE, "malformed host or service"),
	BIO(BIO_R_UNSUPPORTED_PROTOCOL_FAMILY, "unsupported protocol family"),
	BIO(BIO_R_GETSOCKNAME_ERROR, "getsockname error"),
	BIO(BIO_R_GETSOCKNAME_TRUNCATED_ADDRESS, "getsockname truncated address"),
	BIO(BIO_R_GETTING_SOCKTYPE, "getting socktype"),
	BIO(BIO_R_INVALID_SOCKET, "invalid socket"),
	BIO(BIO_R_LISTEN_V6_ONLY, "listen v6 only"),
	BIO(BIO_R_UNABLE_TO_KEEPALIVE, "unable to keepalive"),
	BIO(BIO_R_UNABLE_TO_NODELAY, "unable to nodelay"),
	BIO(BIO_R_UNABLE_TO_REUSEADDR, "unable to reuseaddr"),
	BIO(BIO_R_UNKNOWN_INFO_TYPE, "unknown info type"),
	BIO(BIO_R_ADDRINFO_ADDR_IS_NOT_AF_INET, "addrinfo addr is not af inet"),
	BIO(BIO_R_LOOKUP_RETURNED_NOTHING, "lookup returned nothing"),
	BIO(BIO_R_NO_ACCEPT_ADDR_OR_SERVICE_SPECIFIED, "no accept addr or service specified"),
	BIO(BIO_R_NO_HOSTNAME_OR_SERVICE_SPECIFIED, "no hostname or service specified"),
	BIO(BIO_R_UNAVAILABLE_IP_FAMILY, "unavailable ip family"),
	BIO(BIO_R_UNSUPPORTED_IP_FAMILY, "unsupported ip family"),
	BIO(BIO_R_CONNECT_TIMEOUT, "connect timeout"),
	BIO(BIO_R_PORT_MISMATCH, "port mismatch"),
	BIO(BIO_R_PEER_ADDR_NOT_AVAILABLE, "peer address not available"),
	LIBRARY(ERR_LIB_PKCS7, "PKCS7 routines"),
	LIBRARY(ERR_LIB_X509V3, "X509 V3 routines"),
	LIBRARY(ERR_LIB_PKCS12, "PKCS12 routines"),
	LIBRARY(ERR_LIB_RAND, "random number generator"),
	LIBRARY(ERR_LIB_DSO, "DSO support routines"),
	LIBRARY(ERR_LIB_ENGINE, "engine routines"),
	LIBRARY(ERR_LIB_OCSP, "OCSP routines"),
	LIBRARY(ERR_LIB_UI, "UI routines"),
	LIBRARY(ERR_LIB_ECDSA, "ECDSA routines"),
	LIBRARY(ERR_LIB_ECDH, "ECDH routines"),
	LIBRARY(ERR_LIB_OSSL_STORE, "STORE routines"),
	LIBRARY(ERR_LIB_FIPS, "FIPS routines"),
	LIBRARY(ERR_LIB_CMS, "CMS routines"),
	LIBRARY(ERR_LIB_TS, "time stamp routines"),
	LIBRARY(ERR_LIB_HMAC, "HMAC routines"),
	LIBRARY(ERR_LIB_CT, "CT routines"),
	LIBRARY(ERR_LIB_ASYNC, "ASYNC routines"),
	LIBRARY(ERR_LIB_KDF, "KDF routines"),
	LIBRARY(ERR_LIB_SM2, "SM2 routines"),
	LIBRARY(ERR_LIB_ESS, "ESS routines"),
	LIBRARY(ERR_LIB_CRMF, "CRMF routines"),
	LIBRARY(ERR_LIB_PROV, "Provider routines"),
	LIBRARY(ERR_LIB_CMP, "CMP routines"),
	LIBRARY(ERR_LIB_OSSL_ENCODER, "ENCODER routines"),
	LIBRARY(ERR_LIB_OSSL_DECODER, "DECODER routines"),
	LIBRARY(ERR_LIB_HTTP, "HTTP routines"),
};
/* clang-format on */

static atomic_bool known;

void err_names_know(void)
{
	atomic_store_explicit(&known, true, memory_order_relaxed);
}

const char *err_builtin_name(unsigned long code)
{
	const size_t all = sizeof(names) / sizeof(names[0]);
	size_t low = 0, count = all;

	if (!atomic_load_explicit(&known, memory_order_relaxed))
		return NULL;
	while (count > 0) {
		size_t half = count / 2;

		if (names[low + half].error < code) {
			low += half + 1;
			count -= half + 1;
		} else {
			count = half;
		}
	}
	if (low < all && names[low].error == code)
		return names[low].string;
	return NULL;
}
