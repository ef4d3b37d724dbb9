/* SPDX-License-Identifier: Apache-2.0 */
/* <netdb.h>, for tests that run on Windows. */
#include <posix.h>
