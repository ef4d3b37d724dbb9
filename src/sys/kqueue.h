/* SPDX-License-Identifier: Apache-2.0 */
/* What files of src/sys for BSD and macOS share of kqueue(2). */
#ifndef BIOSOCK_SYS_KQUEUE_H
#define BIOSOCK_SYS_KQUEUE_H

#include <stdbool.h>
#include <stdint.h>

/* A queue, close-on-exec; no child inherits it anyway, but for an exec(2) without a fork(2). */
int sys_kqueue(void);

/* One change of one filter, `data` being its time. False with errno: ENOENT if it is not there. */
bool sys_kqueue_ask(int queue, int ident, int filter, unsigned int flags, int64_t data);

#endif
