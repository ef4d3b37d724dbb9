/* SPDX-License-Identifier: Apache-2.0 */
/* How a kind's operations get into a method of the host, where hosts differ in what they take. */
#ifndef BIOSOCK_HOST_OPERATIONS_H
#define BIOSOCK_HOST_OPERATIONS_H

#include "bio/frame.h"

/* Each returns whether the host took it. */
bool host_set_transfers(BIO_METHOD *method, const struct frame_kind *kind);
bool host_set_mmsg(BIO_METHOD *method, const struct frame_kind *kind);
bool host_set_callback_ctrl(BIO_METHOD *method, const struct frame_kind *kind);

#endif
