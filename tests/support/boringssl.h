/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What tests written for OpenSSL use of it that BoringSSL does not have and that is not
 * biosock's to have either: enough for the sources to compile. A case that needs more of it
 * stands in tests/host/differences.tsv.
 */
#ifndef BIOSOCK_TESTS_BORINGSSL_H
#define BIOSOCK_TESTS_BORINGSSL_H

#include <openssl/bio.h>
#include <openssl/err.h>

#define OPENSSL_LINE __LINE__
#define OPENSSL_FILE __FILE__

typedef int BIO_info_cb(BIO *, int, int);
typedef void *CRYPTO_function(size_t, const char *, int);

#define BIO_CTRL_GET_KTLS_SEND           73
#define BIO_CTRL_GET_KTLS_RECV           76

#define ERR_SYSTEM_ERROR(e)              (ERR_GET_LIB(e) == ERR_LIB_SYS)
#define ERR_raise(lib, reason)           ERR_put_error(lib, 0, reason, __FILE__, __LINE__)
#define ERR_raise_data(lib, reason, ...) (ERR_raise(lib, reason), ERR_add_error_dataf(__VA_ARGS__))
#define ERR_clear_last_mark()            0

#undef BIO_callback_ctrl
#define BIO_callback_ctrl(b, command, callback) ((void)(callback), 0L)
#define BIO_set_info_callback(b, callback)      BIO_callback_ctrl(b, BIO_CTRL_SET_CALLBACK, callback)
#define BIO_get_info_callback(b, callback)      BIO_ctrl(b, BIO_CTRL_GET_CALLBACK, 0, callback)
#define BIO_get_flags(b)                        BIO_test_flags(b, ~0)

/* As OpenSSL's, of what BoringSSL's objects have. */
BIO *BIO_dup_chain(BIO *in);

static inline BIO *BIO_get_retry_BIO(BIO *bio, int *reason)
{
	*reason = BIO_get_retry_reason(bio);
	return bio;
}

static inline int BIO_read_ex(BIO *b, void *data, size_t n, size_t *got)
{
	int ret = BIO_read(b, data, (int)n);

	*got = ret > 0 ? (size_t)ret : 0;
	return ret > 0;
}

static inline int BIO_write_ex(BIO *b, const void *data, size_t n, size_t *sent)
{
	int ret = BIO_write(b, data, (int)n);

	*sent = ret > 0 ? (size_t)ret : 0;
	return ret > 0;
}

/* A filter that passes everything on. */
const BIO_METHOD *BIO_f_null(void);
#define BIO_f_buffer BIO_f_null

static inline const char *BIO_method_name(const BIO *b)
{
	return b->method->name;
}

static inline unsigned long ERR_get_error_all(
    const char **file, int *line, const char **func, const char **data, int *flags)
{
	if (func != NULL)
		*func = "";
	return ERR_get_error_line_data(file, line, data, flags);
}

/* No record of BoringSSL's names a function. */
static inline unsigned long ERR_peek_error_all(
    const char **file, int *line, const char **func, const char **data, int *flags)
{
	if (func != NULL)
		*func = "";
	return ERR_peek_error_line_data(file, line, data, flags);
}

static inline unsigned long ERR_peek_error_func(const char **func)
{
	return ERR_peek_error_all(NULL, NULL, func, NULL, NULL);
}

static inline unsigned long ERR_peek_last_error_func(const char **func)
{
	*func = "";
	return ERR_peek_last_error();
}

/* 1: from now on; nothing is made larger or smaller by anything but the first and the last. */
int CRYPTO_set_mem_functions(CRYPTO_function *allocate,
    void *(*reallocate)(void *, size_t, const char *, int),
    void (*release)(void *, const char *, int));

#endif
