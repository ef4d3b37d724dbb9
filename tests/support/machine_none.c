/* SPDX-License-Identifier: Apache-2.0 */
/* The network of this system is taken as it is. */
#include "support/machine.h"

#include <stddef.h>

const char *machine_prepare(void)
{
	return NULL;
}
