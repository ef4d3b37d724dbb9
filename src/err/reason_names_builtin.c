/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The built-in names of errors, in the order of their codes, as programs and their logs know them.
 */
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <openssl/bioerr.h>
#include <openssl/cryptoerr.h>

#include "err/reason_names.h"

/*
 * Library, reason and name, sorted by code, for the search below: a library follows what has a
 * smaller number, its reasons follow it. OpenSSL leaves a dozen common reasons without a name
 * ("CONF lib" and others), and BIO_R_NULL_PARAMETER, which nothing raises; so they have none here.
 */
/* clang-format off */
#define NAMES(ROW) \
	ROW(0, ERR_R_SYS_LIB, "system lib") \
	ROW(0, ERR_R_BN_LIB, "BN lib") \
	ROW(0, ERR_R_RSA_LIB, "RSA lib") \
	ROW(0, ERR_R_DH_LIB, "DH lib") \
	ROW(0, ERR_R_EVP_LIB, "EVP lib") \
	ROW(0, ERR_R_BUF_LIB, "BUF lib") \
	ROW(0, ERR_R_OBJ_LIB, "OBJ lib") \
	ROW(0, ERR_R_PEM_LIB, "PEM lib") \
	ROW(0, ERR_R_DSA_LIB, "DSA lib") \
	ROW(0, ERR_R_X509_LIB, "X509 lib") \
	ROW(0, ERR_R_ASN1_LIB, "ASN1 lib") \
	ROW(0, ERR_R_CRYPTO_LIB, "CRYPTO lib") \
	ROW(0, ERR_R_EC_LIB, "EC lib") \
	ROW(0, ERR_R_BIO_LIB, "BIO lib") \
	ROW(0, ERR_R_PKCS7_LIB, "PKCS7 lib") \
	ROW(0, ERR_R_X509V3_LIB, "X509V3 lib") \
	ROW(0, ERR_R_ENGINE_LIB, "ENGINE lib") \
	ROW(0, ERR_R_UI_LIB, "UI lib") \
	ROW(0, ERR_R_ECDSA_LIB, "ECDSA lib") \
	ROW(0, ERR_R_OSSL_STORE_LIB, "OSSL_STORE lib") \
	ROW(0, ERR_R_OSSL_DECODER_LIB, "OSSL_DECODER lib") \
	ROW(0, ERR_R_PASSED_INVALID_ARGUMENT, "passed invalid argument") \
	ROW(0, ERR_R_INTERRUPTED_OR_CANCELLED, "interrupted or cancelled") \
	ROW(0, ERR_R_NESTED_ASN1_ERROR, "nested asn1 error") \
	ROW(0, ERR_R_MISSING_ASN1_EOS, "missing asn1 eos") \
	ROW(0, ERR_R_UNSUPPORTED, "unsupported") \
	ROW(0, ERR_R_FETCH_FAILED, "fetch failed") \
	ROW(0, ERR_R_INVALID_PROPERTY_DEFINITION, "invalid property definition") \
	ROW(0, ERR_R_FATAL, "fatal") \
	ROW(0, ERR_R_MALLOC_FAILURE, "malloc failure") \
	ROW(0, ERR_R_SHOULD_NOT_HAVE_BEEN_CALLED, "called a function you should not call") \
	ROW(0, ERR_R_PASSED_NULL_PARAMETER, "passed a null parameter") \
	ROW(0, ERR_R_INTERNAL_ERROR, "internal error") \
	ROW(0, ERR_R_DISABLED, "called a function that was disabled at compile-time") \
	ROW(0, ERR_R_INIT_FAIL, "init fail") \
	ROW(0, ERR_R_OPERATION_FAIL, "operation fail") \
	ROW(0, ERR_R_INVALID_PROVIDER_FUNCTIONS, "invalid provider functions") \
	ROW(0, ERR_R_UNABLE_TO_GET_READ_LOCK, "unable to get read lock") \
	ROW(0, ERR_R_UNABLE_TO_GET_WRITE_LOCK, "unable to get write lock") \
	ROW(ERR_LIB_NONE, 0, "unknown library") \
	ROW(ERR_LIB_SYS, 0, "system library") \
	ROW(ERR_LIB_BN, 0, "bignum routines") \
	ROW(ERR_LIB_RSA, 0, "rsa routines") \
	ROW(ERR_LIB_DH, 0, "Diffie-Hellman routines") \
	ROW(ERR_LIB_EVP, 0, "digital envelope routines") \
	ROW(ERR_LIB_BUF, 0, "memory buffer routines") \
	ROW(ERR_LIB_OBJ, 0, "object identifier routines") \
	ROW(ERR_LIB_PEM, 0, "PEM routines") \
	ROW(ERR_LIB_DSA, 0, "dsa routines") \
	ROW(ERR_LIB_X509, 0, "x509 certificate routines") \
	ROW(ERR_LIB_ASN1, 0, "asn1 encoding routines") \
	ROW(ERR_LIB_CONF, 0, "configuration file routines") \
	ROW(ERR_LIB_CRYPTO, 0, "common libcrypto routines") \
	ROW(ERR_LIB_CRYPTO, CRYPTO_R_ILLEGAL_HEX_DIGIT, "illegal hex digit") \
	ROW(ERR_LIB_CRYPTO, CRYPTO_R_ODD_NUMBER_OF_DIGITS, "odd number of digits") \
	ROW(ERR_LIB_CRYPTO, CRYPTO_R_TOO_MANY_BYTES, "too many bytes") \
	ROW(ERR_LIB_CRYPTO, CRYPTO_R_TOO_SMALL_BUFFER, "too small buffer") \
	ROW(ERR_LIB_CRYPTO, CRYPTO_R_HEX_STRING_TOO_SHORT, "hex string too short") \
	ROW(ERR_LIB_EC, 0, "elliptic curve routines") \
	ROW(ERR_LIB_SSL, 0, "SSL routines") \
	ROW(ERR_LIB_BIO, 0, "BIO routines") \
	ROW(ERR_LIB_BIO, BIO_R_ACCEPT_ERROR, "accept error") \
	ROW(ERR_LIB_BIO, BIO_R_BAD_FOPEN_MODE, "bad fopen mode") \
	ROW(ERR_LIB_BIO, BIO_R_LENGTH_TOO_LONG, "length too long") \
	ROW(ERR_LIB_BIO, BIO_R_CONNECT_ERROR, "connect error") \
	ROW(ERR_LIB_BIO, BIO_R_TRANSFER_ERROR, "transfer error") \
	ROW(ERR_LIB_BIO, BIO_R_TRANSFER_TIMEOUT, "transfer timeout") \
	ROW(ERR_LIB_BIO, BIO_R_TFO_DISABLED, "tfo disabled") \
	ROW(ERR_LIB_BIO, BIO_R_GETHOSTBYNAME_ADDR_IS_NOT_AF_INET, \
	    "gethostbyname addr is not af inet") \
	ROW(ERR_LIB_BIO, BIO_R_TFO_NO_KERNEL_SUPPORT, "tfo no kernel support") \
	ROW(ERR_LIB_BIO, BIO_R_UNABLE_TO_TFO, "unable to tfo") \
	ROW(ERR_LIB_BIO, BIO_R_NBIO_CONNECT_ERROR, "nbio connect error") \
	ROW(ERR_LIB_BIO, BIO_R_LOCAL_ADDR_NOT_AVAILABLE, "local address not available") \
	ROW(ERR_LIB_BIO, BIO_R_NON_FATAL, "non-fatal or transient error") \
	ROW(ERR_LIB_BIO, BIO_R_NO_PORT_DEFINED, "no port defined") \
	ROW(ERR_LIB_BIO, BIO_R_UNABLE_TO_BIND_SOCKET, "unable to bind socket") \
	ROW(ERR_LIB_BIO, BIO_R_UNABLE_TO_CREATE_SOCKET, "unable to create socket") \
	ROW(ERR_LIB_BIO, BIO_R_UNABLE_TO_LISTEN_SOCKET, "unable to listen socket") \
	ROW(ERR_LIB_BIO, BIO_R_UNINITIALIZED, "uninitialized") \
	ROW(ERR_LIB_BIO, BIO_R_UNSUPPORTED_METHOD, "unsupported method") \
	ROW(ERR_LIB_BIO, BIO_R_WSASTARTUP, "WSAStartup") \
	ROW(ERR_LIB_BIO, BIO_R_IN_USE, "in use") \
	ROW(ERR_LIB_BIO, BIO_R_BROKEN_PIPE, "broken pipe") \
	ROW(ERR_LIB_BIO, BIO_R_INVALID_ARGUMENT, "invalid argument") \
	ROW(ERR_LIB_BIO, BIO_R_WRITE_TO_READ_ONLY_BIO, "write to read only BIO") \
	ROW(ERR_LIB_BIO, BIO_R_NO_SUCH_FILE, "no such file") \
	ROW(ERR_LIB_BIO, BIO_R_AMBIGUOUS_HOST_OR_SERVICE, "ambiguous host or service") \
	ROW(ERR_LIB_BIO, BIO_R_MALFORMED_HOST_OR_SERVICE, "malformed host or service") \
	ROW(ERR_LIB_BIO, BIO_R_UNSUPPORTED_PROTOCOL_FAMILY, "unsupported protocol family") \
	ROW(ERR_LIB_BIO, BIO_R_GETSOCKNAME_ERROR, "getsockname error") \
	ROW(ERR_LIB_BIO, BIO_R_GETSOCKNAME_TRUNCATED_ADDRESS, "getsockname truncated address") \
	ROW(ERR_LIB_BIO, BIO_R_GETTING_SOCKTYPE, "getting socktype") \
	ROW(ERR_LIB_BIO, BIO_R_INVALID_SOCKET, "invalid socket") \
	ROW(ERR_LIB_BIO, BIO_R_LISTEN_V6_ONLY, "listen v6 only") \
	ROW(ERR_LIB_BIO, BIO_R_UNABLE_TO_KEEPALIVE, "unable to keepalive") \
	ROW(ERR_LIB_BIO, BIO_R_UNABLE_TO_NODELAY, "unable to nodelay") \
	ROW(ERR_LIB_BIO, BIO_R_UNABLE_TO_REUSEADDR, "unable to reuseaddr") \
	ROW(ERR_LIB_BIO, BIO_R_UNKNOWN_INFO_TYPE, "unknown info type") \
	ROW(ERR_LIB_BIO, BIO_R_ADDRINFO_ADDR_IS_NOT_AF_INET, "addrinfo addr is not af inet") \
	ROW(ERR_LIB_BIO, BIO_R_LOOKUP_RETURNED_NOTHING, "lookup returned nothing") \
	ROW(ERR_LIB_BIO, BIO_R_NO_ACCEPT_ADDR_OR_SERVICE_SPECIFIED, \
	    "no accept addr or service specified") \
	ROW(ERR_LIB_BIO, BIO_R_NO_HOSTNAME_OR_SERVICE_SPECIFIED, \
	    "no hostname or service specified") \
	ROW(ERR_LIB_BIO, BIO_R_UNAVAILABLE_IP_FAMILY, "unavailable ip family") \
	ROW(ERR_LIB_BIO, BIO_R_UNSUPPORTED_IP_FAMILY, "unsupported ip family") \
	ROW(ERR_LIB_BIO, BIO_R_CONNECT_TIMEOUT, "connect timeout") \
	ROW(ERR_LIB_BIO, BIO_R_PORT_MISMATCH, "port mismatch") \
	ROW(ERR_LIB_BIO, BIO_R_PEER_ADDR_NOT_AVAILABLE, "peer address not available") \
	ROW(ERR_LIB_PKCS7, 0, "PKCS7 routines") \
	ROW(ERR_LIB_X509V3, 0, "X509 V3 routines") \
	ROW(ERR_LIB_PKCS12, 0, "PKCS12 routines") \
	ROW(ERR_LIB_RAND, 0, "random number generator") \
	ROW(ERR_LIB_DSO, 0, "DSO support routines") \
	ROW(ERR_LIB_ENGINE, 0, "engine routines") \
	ROW(ERR_LIB_OCSP, 0, "OCSP routines") \
	ROW(ERR_LIB_UI, 0, "UI routines") \
	ROW(ERR_LIB_ECDSA, 0, "ECDSA routines") \
	ROW(ERR_LIB_ECDH, 0, "ECDH routines") \
	ROW(ERR_LIB_OSSL_STORE, 0, "STORE routines") \
	ROW(ERR_LIB_FIPS, 0, "FIPS routines") \
	ROW(ERR_LIB_CMS, 0, "CMS routines") \
	ROW(ERR_LIB_TS, 0, "time stamp routines") \
	ROW(ERR_LIB_HMAC, 0, "HMAC routines") \
	ROW(ERR_LIB_CT, 0, "CT routines") \
	ROW(ERR_LIB_ASYNC, 0, "ASYNC routines") \
	ROW(ERR_LIB_KDF, 0, "KDF routines") \
	ROW(ERR_LIB_SM2, 0, "SM2 routines") \
	ROW(ERR_LIB_ESS, 0, "ESS routines") \
	ROW(ERR_LIB_CRMF, 0, "CRMF routines") \
	ROW(ERR_LIB_PROV, 0, "Provider routines") \
	ROW(ERR_LIB_CMP, 0, "CMP routines") \
	ROW(ERR_LIB_OSSL_ENCODER, 0, "ENCODER routines") \
	ROW(ERR_LIB_OSSL_DECODER, 0, "DECODER routines") \
	ROW(ERR_LIB_HTTP, 0, "HTTP routines")
/* clang-format on */

/* One object, and offsets into it: pointers would have to be relocated in each process. */
#define MEMBER(lib, reason, text) char at_##lib##_##reason[sizeof(text)];
#define TEXT(lib, reason, text)   text,
#define NAME(lib, reason, text)                                                                    \
	{ ERR_PACK(lib, 0, reason), offsetof(struct texts, at_##lib##_##reason) },

struct texts {
	NAMES(MEMBER)
};
static const struct texts texts = { NAMES(TEXT) };
static const struct {
	uint32_t code;
	uint16_t text;
} names[] = { NAMES(NAME) };

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

		if (names[low + half].code < code) {
			low += half + 1;
			count -= half + 1;
		} else {
			count = half;
		}
	}
	if (low < all && names[low].code == code)
		return (const char *)&texts + names[low].text;
	return NULL;
}
