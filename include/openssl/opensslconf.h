/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What this library was built to offer, in the macros that programs ask OpenSSL's configuration
 * with.
 */
#ifndef OPENSSL_OPENSSLCONF_H
#define OPENSSL_OPENSSLCONF_H

/* Threads are always supported: every thread has an error stack of its own. */
#define OPENSSL_THREADS
/*
 * The newest API level a program may ask for with OPENSSL_API_COMPAT: 3.6, as MAJOR * 10000 + MINOR
 * * 100.
 */
#define OPENSSL_CONFIGURED_API 30600
/* Loadable engines are no part of sockets. */
#define OPENSSL_NO_ENGINE

#include <openssl/macros.h>

#endif
