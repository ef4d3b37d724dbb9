/* SPDX-License-Identifier: Apache-2.0 */
/* <sys/ioctl.h>, for tests that run on Windows. */
#include <posix.h>
