/* SPDX-License-Identifier: Apache-2.0 */
/* What the six calls share about descriptors. */
#ifndef BIOSOCK_SOCK_MADE_H
#define BIOSOCK_SOCK_MADE_H

#include "sys/descriptor.h"

/* The page's options as the system layer's, for a descriptor that is to be made. */
unsigned sock_descriptor_flags(int options);

/* Closes a descriptor that the failed call made and the caller will never see. errno is kept. */
void sock_discard(int fd);

#endif
