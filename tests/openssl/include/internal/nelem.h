/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BIOSOCK_TESTS_OPENSSL_NELEM_H
#define BIOSOCK_TESTS_OPENSSL_NELEM_H

#define OSSL_NELEM(array) (sizeof(array) / sizeof((array)[0]))

#endif
