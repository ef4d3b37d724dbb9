/* SPDX-License-Identifier: Apache-2.0 */
/* Where OpenSSL's test utility writes. A test defines these for it; ours writes by stdio alone. */
#ifndef BIOSOCK_TESTS_OPENSSL_OUTPUT_H
#define BIOSOCK_TESTS_OPENSSL_OUTPUT_H

#include <stdarg.h>

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

#endif
