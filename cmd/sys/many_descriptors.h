/* SPDX-License-Identifier: Apache-2.0 */
/* How many descriptors this process may have. */
#ifndef BIOSOCK_CMD_SYS_MANY_DESCRIPTORS_H
#define BIOSOCK_CMD_SYS_MANY_DESCRIPTORS_H

/* As many as it may ask for: what is low by default is for programs that use select(2). */
void sys_many_descriptors(void);

/* As many as it was given, which is what a program expects that it becomes. */
void sys_few_descriptors(void);

#endif
