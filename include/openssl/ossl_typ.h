/* SPDX-License-Identifier: Apache-2.0 */
/* <openssl/types.h> by its name before OpenSSL 3.0. */
#ifndef OPENSSL_OSSL_TYP_H
#define OPENSSL_OSSL_TYP_H

#include <openssl/types.h>

#endif
