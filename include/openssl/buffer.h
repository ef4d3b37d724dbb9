/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The drop-in <openssl/buffer.h>: BUF_MEM, memory that grows, which memory BIOs hold
 * their bytes in.
 */
#if defined(OPENSSL_BUFFER_H) && !defined(BIOSOCK_NAMES_H)
#error "this source has a TLS library's <openssl/buffer.h> already: see biosock-tls(7)"
#endif
#ifndef OPENSSL_BUFFER_H
#define OPENSSL_BUFFER_H

#include <openssl/macros.h>
#ifndef OPENSSL_NO_DEPRECATED_3_0
#define HEADER_BUFFER_H
#endif

#include <stddef.h>
#include <sys/types.h>

#include <openssl/crypto.h>
#include <openssl/types.h>

#ifdef __cplusplus
extern "C" {
#endif

#ifndef OPENSSL_NO_DEPRECATED_3_0
#define BUF_strdup(s)               OPENSSL_strdup(s)
#define BUF_strndup(s, size)        OPENSSL_strndup(s, size)
#define BUF_memdup(data, size)      OPENSSL_memdup(data, size)
#define BUF_strlcpy(dst, src, size) OPENSSL_strlcpy(dst, src, size)
#define BUF_strlcat(dst, src, size) OPENSSL_strlcat(dst, src, size)
#define BUF_strnlen(str, maxlen)    OPENSSL_strnlen(str, maxlen)
#endif

/*
 * `length` bytes in use at `data`, of `max` allocated. data is NULL until something has grown it. A
 * program may take data away by setting it to NULL; it is then freed with OPENSSL_free().
 */
struct buf_mem_st {
	size_t length;
	char *data;
	size_t max;
	unsigned long flags;
};

/*
 * The bytes are secret. All memory is wiped before it is freed, and what this flag is set for
 * before it is moved too.
 */
#define BUF_MEM_FLAG_SECURE 0x01

/* A new, empty one, freed with BUF_MEM_free(); NULL with a record if memory runs out. */
BUF_MEM *BUF_MEM_new(void);
BUF_MEM *BUF_MEM_new_ex(unsigned long flags);
/* Wipes and frees it with its data; NULL is fine. */
void BUF_MEM_free(BUF_MEM *a);

/*
 * Sets the length to `len`, allocating a third more than that where it needs to; bytes that are new
 * are 0. The clean form wipes the memory that it no longer uses. Returns len. WARNING: on failure
 * it returns 0, with everything as it was and a record: (CRYPTO, ERR_R_MALLOC_FAILURE), (BUF,
 * ERR_R_MALLOC_FAILURE) for more than 0x5ffffffc bytes, (BUF, ERR_R_PASSED_NULL_PARAMETER); but 0
 * is also what success with a len of 0 returns. Source: BUF_MEM_new(3).
 */
size_t BUF_MEM_grow(BUF_MEM *str, size_t len);
size_t BUF_MEM_grow_clean(BUF_MEM *str, size_t len);

/*
 * Copies `siz` bytes from `in` to `out`, the last one first; with `in` NULL turns those
 * of `out` round.
 */
void BUF_reverse(unsigned char *out, const unsigned char *in, size_t siz);

#ifdef __cplusplus
}
#endif

#endif
