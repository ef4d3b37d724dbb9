/* SPDX-License-Identifier: Apache-2.0 */
/* <poll.h>, for tests that run on Windows. */
#include <posix.h>
