/* SPDX-License-Identifier: Apache-2.0 */
/* The reasons an error of library ERR_LIB_CRYPTO can have here: those of texts in hexadecimal. */
#ifndef OPENSSL_CRYPTOERR_H
#define OPENSSL_CRYPTOERR_H

#define CRYPTO_R_ILLEGAL_HEX_DIGIT    102
#define CRYPTO_R_ODD_NUMBER_OF_DIGITS 103
#define CRYPTO_R_TOO_MANY_BYTES       113
#define CRYPTO_R_TOO_SMALL_BUFFER     116
#define CRYPTO_R_HEX_STRING_TOO_SHORT 121

#endif
