/* SPDX-License-Identifier: Apache-2.0 */
/* On this system the network is taken as it is. */
#include "support/machine.h"

#include <stddef.h>

const char *machine_prepare(void)
{
	return NULL;
}
