/* SPDX-License-Identifier: Apache-2.0 */
/* Text of Windows, which is UTF-16, from ours, which is UTF-8, and back. */
#ifndef BIOSOCK_CMD_SYS_WIDE_H
#define BIOSOCK_CMD_SYS_WIDE_H

#include <wchar.h>

/*
 * A copy of the text, to be freed by free(3). NULL with errno: EILSEQ is text that is no UTF-8, or,
 * the other way, half a pair of surrogates.
 */
wchar_t *sys_widen(const char *text);
char *sys_narrow(const wchar_t *text);

#endif
