/* SPDX-License-Identifier: Apache-2.0 */
/* <unistd.h>, for tests that run on Windows. */
#include_next <unistd.h>

#include <posix.h>
