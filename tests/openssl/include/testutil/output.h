/* SPDX-License-Identifier: Apache-2.0 */
/* Where OpenSSL's test utility writes. A test defines these for it; ours writes by stdio alone. */
#ifndef BIOSOCK_TESTS_OPENSSL_OUTPUT_H
#define BIOSOCK_TESTS_OPENSSL_OUTPUT_H

#include <stdarg.h>
#include <stddef.h>

#include <openssl/bio.h>

extern BIO *bio_out, *bio_err;

void test_open_streams(void);
void test_close_streams(void);
void test_adjust_streams_tap_level(int level);
int test_vprintf_stdout(const char *format, va_list args);
int test_vprintf_stderr(const char *format, va_list args);
int test_vprintf_tapout(const char *format, va_list args);
int test_vprintf_taperr(const char *format, va_list args);
int test_flush_stdout(void);
int test_flush_stderr(void);
int test_flush_tapout(void);
int test_flush_taperr(void);

/*
 * What BIO_snprintf() says is compared with what the C library's snprintf(3) does, and remarked on.
 * That takes glibc before 2.37 seconds where a number of the format has 8 digits or more: it is not
 * asked then, and -1 stands for what it would say.
 */
#define snprintf test_snprintf
int test_snprintf(char *out, size_t size, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
