/* SPDX-License-Identifier: Apache-2.0 */
/* The version of OpenSSL whose BIO socket API these headers offer. */
#ifndef OPENSSL_OPENSSLV_H
#define OPENSSL_OPENSSLV_H

/*
 * Programs compare these to learn which calls exist. The version of biosock itself
 * is in <biosock.h>.
 */
#define OPENSSL_VERSION_MAJOR          3
#define OPENSSL_VERSION_MINOR          6
#define OPENSSL_VERSION_PATCH          0
#define OPENSSL_VERSION_PRE_RELEASE    ""
#define OPENSSL_VERSION_BUILD_METADATA ""

/*
 * 0xMNN00PP0: major, minor, patch. A literal, so that build scripts which grep for it
 * find a number.
 */
#define OPENSSL_VERSION_NUMBER 0x30600000L

/* True in #if when these headers offer at least version maj.min. */
#define OPENSSL_VERSION_PREREQ(maj, min)                                                           \
	(((maj) << 16) + (min) <= (OPENSSL_VERSION_MAJOR << 16) + OPENSSL_VERSION_MINOR)

#define OPENSSL_VERSION_STR      "3.6.0"
#define OPENSSL_FULL_VERSION_STR "3.6.0"

/* What OpenSSL_version(OPENSSL_VERSION) says: honestly another library. */
#define OPENSSL_VERSION_TEXT "biosock 0.1.0 (OpenSSL 3.6 BIO socket API)"

#include <openssl/macros.h>
#ifndef OPENSSL_NO_DEPRECATED_3_0
#define HEADER_OPENSSLV_H
#endif

#endif
