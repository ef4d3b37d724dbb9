/* SPDX-License-Identifier: Apache-2.0 */
/* The words that a program was started with. */
#ifndef BIOSOCK_CMD_SYS_ARGUMENTS_H
#define BIOSOCK_CMD_SYS_ARGUMENTS_H

#include <stdbool.h>

/*
 * Has *argc and *argv, which main() got, be UTF-8 where the system does not just have bytes. They
 * stay for as long as the program runs. False with errno: there is no memory, or a word is no text.
 */
bool sys_utf8_arguments(int *argc, char ***argv);

#endif
