/* SPDX-License-Identifier: Apache-2.0 */
/* Accepting a burst: biosock by its acceptor, libcrypto by what it has. */
#ifndef BIOSOCK_BENCH_ACCEPT_MANY_H
#define BIOSOCK_BENCH_ACCEPT_MANY_H

#include "operations.h"

operation_fn bench_accept_many;

#endif
