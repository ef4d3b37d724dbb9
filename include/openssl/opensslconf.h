/* SPDX-License-Identifier: Apache-2.0 */
/* The configuration, and what follows from it, under the name that programs include it by. */
#ifndef OPENSSL_OPENSSLCONF_H
#define OPENSSL_OPENSSLCONF_H

#include <openssl/configuration.h>
#include <openssl/macros.h>

#endif
