/* SPDX-License-Identifier: Apache-2.0 */
/* The system's errors, and Linux's that no call has here. */
#include_next <errno.h>

#ifndef ENONET
#define ENONET 19997
#endif
