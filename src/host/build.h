/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What each source of libbiosock-host is compiled behind: the host's own headers, and then, by the
 * header that programs have, our names for all that they are not to call of the host.
 */
#ifndef BIOSOCK_HOST_BUILD_H
#define BIOSOCK_HOST_BUILD_H

#include <string.h>

#define OPENSSL_SUPPRESS_DEPRECATED
#define BIOSOCK_REPLACE
#include <biosock/host.h>

#include "host_config.h"

/* The contents are ours: addr/address.h has them. */
#ifndef HOST_HAS_BIO_ADDR
#define bio_addr_st biosock_bio_addr_st
#endif
#define bio_addrinfo_st biosock_bio_addrinfo_st

/* Functions are called biosock_BIO_... here: records have the names that programs know. */
#define BIOSOCK_NAMES_ARE_MACROS
#ifdef __PRAGMA_REDEFINE_EXTNAME
#define BIOSOCK_NAME_PREFIX "biosock_"
#else
#define BIOSOCK_NAME_PREFIX HOST_PREFIX
#endif

#ifndef OPENSSL_FILE
#define OPENSSL_FILE __FILE__
#define OPENSSL_LINE __LINE__
#endif
#ifndef OPENSSL_FUNC
#define OPENSSL_FUNC __func__
#endif

#ifndef ERR_SYSTEM_ERROR
#define ERR_SYSTEM_ERROR(code) (ERR_GET_LIB(code) == ERR_LIB_SYS)
#endif

/* Not every host checks that there is a method. */
static inline BIO *host_new(const BIO_METHOD *method)
{
	return method != NULL ? BIO_new(method) : NULL;
}
#define BIO_new host_new

BIO *host_dup_chain(BIO *in);
#ifndef HOST_HAS_BIO_dup_chain
#define BIO_dup_chain host_dup_chain
#endif

/* In the name of where it is written; the host's own may say nothing when they fail. */
#undef OPENSSL_malloc
#undef OPENSSL_zalloc
#undef OPENSSL_realloc
#undef OPENSSL_strdup
#undef OPENSSL_strndup
#define OPENSSL_malloc(n)          host_malloc(n, ERR_PLACE_OF(NULL))
#define OPENSSL_zalloc(n)          host_zalloc(n, ERR_PLACE_OF(NULL))
#define OPENSSL_realloc(before, n) host_realloc(before, n, ERR_PLACE_OF(NULL))
#define OPENSSL_strdup(text)       host_strdup(text, ERR_PLACE_OF(NULL))
#define OPENSSL_strndup(text, n)   host_strndup(text, n, ERR_PLACE_OF(NULL))
#include "host/host_memory.h"

#ifndef HOST_HAS_BIO_info_cb
typedef int BIO_info_cb(BIO *, int, int);
#endif

#endif
