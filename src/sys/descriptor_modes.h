/* SPDX-License-Identifier: Apache-2.0 */
/* Descriptors whose modes are set behind the call that makes them: for the files of src/sys. */
#ifndef BIOSOCK_SYS_DESCRIPTOR_MODES_H
#define BIOSOCK_SYS_DESCRIPTOR_MODES_H

/*
 * Has the descriptor be what the flags of descriptor.h say. It, or -1 with errno: then it is
 * closed. -1 stays -1.
 *
 * WARNING: a program that another thread starts in between inherits it.
 */
int sys_descriptor_with_modes(int fd, unsigned flags);

#endif
