/* SPDX-License-Identifier: Apache-2.0 */
/* <sys/event.h> as FreeBSD has it; kqueue.c answers. */
#include "../../../stubs/freebsd/sys/event.h"
