/* SPDX-License-Identifier: Apache-2.0 */
/* The version of the library that the program runs with. */
#include <biosock.h>

const char *biosock_version(void)
{
	return BIOSOCK_VERSION;
}
