/* SPDX-License-Identifier: Apache-2.0 */
/* What a BIO and its kind are inside. Kinds use the public calls where there is one. */
#ifndef BIOSOCK_BIO_OBJECT_H
#define BIOSOCK_BIO_OBJECT_H

#include <stdatomic.h>
#include <stdbool.h>

#include <openssl/bio.h>
#include <openssl/crypto.h>

/*
 * What each BIO of this library begins with, twice, and each kind once, by which they are told from
 * another library's. That one, given a BIO of ours, finds in the mark, where it looks for the BIO's
 * kind (OpenSSL second, BoringSSL first), a kind that has no operations, and answers with an error.
 */
extern const char bio_mark[256];

/*
 * The operations of a kind; any may be NULL. Reads and writes are held in their _ex form: 1 and the
 * number of bytes, or 0 or less. A program's old-style function (BIO_meth_set_read) sits in the
 * _old member, and an adapter in the other.
 */
struct bio_method_st {
	const char *mark;        /* a kind of another library does not begin with it */
	char no_operations[120]; /* what another library finds in it */
	int type;
	const char *name;
	int (*write)(BIO *, const char *, size_t, size_t *);
	int (*write_old)(BIO *, const char *, int);
	int (*read)(BIO *, char *, size_t, size_t *);
	int (*read_old)(BIO *, char *, int);
	int (*puts)(BIO *, const char *);
	int (*gets)(BIO *, char *, int);
	long (*ctrl)(BIO *, int, long, void *);
	int (*create)(BIO *);
	int (*destroy)(BIO *);
	long (*callback_ctrl)(BIO *, int, BIO_info_cb *);
	int (*sendmmsg)(BIO *, BIO_MSG *, size_t, size_t, uint64_t, size_t *);
	int (*recvmmsg)(BIO *, BIO_MSG *, size_t, size_t, uint64_t, size_t *);
};

/* So many references to a BIO another library sees that none of them is its last. */
enum { BIO_STRANGERS_COUNT = 1 << 30 };

/*
 * A socket BIO, with all it allocates, is at most 160 bytes: mind what is added. Where OpenSSL and
 * BoringSSL, in 64-bit builds, count references there is a number that they may change, and what
 * else they change unasked, which is retry flags and the place in a chain, does no harm here.
 */
struct bio_st {
	const char *mark, *mark_too;
	int flags;
	int retry_reason;
	int num; /* a descriptor, or what else a kind wants with a number */
	int boringssl_references;
	const BIO_METHOD *method;
	BIO *next;
	uint64_t bytes_read, bytes_written;
	void *data;
	BIO *prev;
	char *callback_arg;
	int openssl_references;
	atomic_int references;
	CRYPTO_EX_DATA ex_data;
	int init;
	int shutdown; /* BIO_CLOSE or BIO_NOCLOSE */
	BIO_callback_fn_ex callback_ex;
	BIO_callback_fn callback;
	void *state; /* a socket kind's own: `data` may be set by a program that uses it */
};

static inline bool bio_is_ours(const BIO *b)
{
	return b->mark == bio_mark;
}

/* This public function was given what is not ours: (BIO, ERR_R_PASSED_INVALID_ARGUMENT). */
__attribute__((cold)) void bio_refuse_other(const char *function);

/* Whether there is a BIO to work on: NULL is none, and another library's is refused. */
static inline bool bio_is_usable(const char *function, const BIO *b)
{
	if (b == NULL || bio_is_ours(b))
		return b != NULL;
	bio_refuse_other(function);
	return false;
}

/* BIO_clear_retry_flags() without a call, for operations that cost little more. */
static inline void bio_clear_retry(BIO *b)
{
	b->flags &= ~(BIO_FLAGS_RWS | BIO_FLAGS_SHOULD_RETRY);
}

#endif
