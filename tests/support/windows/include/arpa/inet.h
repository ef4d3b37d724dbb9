/* SPDX-License-Identifier: Apache-2.0 */
/* <arpa/inet.h>, for tests that run on Windows. */
#include <posix.h>
