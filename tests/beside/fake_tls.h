/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BESIDE_FAKE_TLS_H
#define BESIDE_FAKE_TLS_H

/* Some that biosock has too, and calls. */
#define FAKE_FUNCTIONS(one)                                                                        \
	one(BIO_new) one(BIO_free) one(BIO_free_all) one(BIO_read) one(BIO_write) one(BIO_ctrl)    \
	    one(BIO_s_connect) one(BIO_new_connect) one(BIO_new_accept) one(BIO_lookup)            \
	        one(BIO_socket) one(BIO_connect) one(BIO_closesocket) one(CRYPTO_malloc)           \
	            one(CRYPTO_free) one(ERR_set_debug) one(ERR_set_error) one(OpenSSL_version)

#define DECLARED(name) int name(void);
FAKE_FUNCTIONS(DECLARED)
int ERR_new(void);
int ERR_get_error(void);

#endif
