/* SPDX-License-Identifier: Apache-2.0 */
/* pidfds are Linux's. */
#include "dial/own_pidfd.h"

unsigned long long own_pidfd(void)
{
	return 0;
}
