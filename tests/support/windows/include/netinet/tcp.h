/* SPDX-License-Identifier: Apache-2.0 */
/* <netinet/tcp.h>, for tests that run on Windows. */
#include <posix.h>
