/* SPDX-License-Identifier: Apache-2.0 */
/*
 * For tests whose cases with a D-number must fail on the BIOs that OpenSSL has itself: these, under
 * the names of biosock's.
 */
#ifndef BIOSOCK_TESTS_HOST_OWN_H
#define BIOSOCK_TESTS_HOST_OWN_H

#include <openssl/bio.h>

#define biosock_BIO_new_connect BIO_new_connect
#define biosock_BIO_s_connect   BIO_s_connect
#define biosock_BIO_new_accept  BIO_new_accept
/* Not before 3.2, where the cases that need them are skipped. */
#ifndef BIO_set_tfo
#define BIO_set_tfo(b, on)        0
#define BIO_set_tfo_accept(b, on) 0
#endif

#endif
