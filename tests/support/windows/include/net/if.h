/* SPDX-License-Identifier: Apache-2.0 */
/* <net/if.h>, for tests that run on Windows. */
#include <posix.h>
