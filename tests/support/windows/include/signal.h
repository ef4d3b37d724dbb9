/* SPDX-License-Identifier: Apache-2.0 */
/* <signal.h>, for tests that run on Windows. */
#include_next <signal.h>

#include <posix.h>
