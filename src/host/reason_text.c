/* SPDX-License-Identifier: Apache-2.0 */
/* Reasons that the host does not have: their numbers are ours, and it has no text for them. */
#include <stddef.h>

#include "host/record.h"

static const struct {
	int reason;
	const char *text;
} texts[] = {
#include "host_reasons.h"
	{ 0, NULL },
};

const char *host_reason_text(int reason)
{
	size_t i = 0;

	while (texts[i].text != NULL && texts[i].reason != reason)
		i++;
	return texts[i].text;
}
