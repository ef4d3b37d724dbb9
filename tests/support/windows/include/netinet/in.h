/* SPDX-License-Identifier: Apache-2.0 */
/* <netinet/in.h>, for tests that run on Windows. */
#include <posix.h>
