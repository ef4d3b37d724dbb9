/* SPDX-License-Identifier: Apache-2.0 */
/* The half with biosock, alone. */
#include <stddef.h>

#include "half.h"

int main(void)
{
	const char *wrong = sockets_half.work();

	if (wrong == NULL) {
		sockets_half.fail();
		wrong = sockets_half.errors() > 0 ? NULL : "an error is not on biosock's stack";
	}
	return wrong != NULL;
}
