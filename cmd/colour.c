/* SPDX-License-Identifier: Apache-2.0 */
/* https://no-color.org: any value that is not empty. */
#include "cmd/colour.h"

#include <stddef.h>
#include <stdlib.h>

#include "cmd/sys/terminal.h"

enum { OUTPUT = 1 };

bool colour_is_wanted(void)
{
	const char *no = getenv("NO_COLOR");

	return (no == NULL || no[0] == '\0') && sys_shows_colours(OUTPUT);
}
