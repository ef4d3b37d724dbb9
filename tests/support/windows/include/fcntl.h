/* SPDX-License-Identifier: Apache-2.0 */
/* <fcntl.h>, for tests that run on Windows. */
#include_next <fcntl.h>

#include <posix.h>
