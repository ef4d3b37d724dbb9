/* SPDX-License-Identifier: Apache-2.0 */
#include "half.h"

#include <stddef.h>
#include <stdio.h>

static const char *errors_apart(const struct half *one, const struct half *other)
{
	one->fail();
	if (other->errors() != 0)
		return "an error of one library is on the other's stack";
	if (one->errors() == 0)
		return "an error is not on the stack of its library";
	if (one->errors() != 0)
		return "an error that was taken is still there";
	return NULL;
}

const char *halves_beside(const struct half *one, const struct half *other)
{
	const struct half *turns[] = { one, other, one, other };
	const char *wrong = NULL;

	for (size_t i = 0; wrong == NULL && i < sizeof(turns) / sizeof(turns[0]); i++)
		wrong = turns[i]->work();
	if (wrong == NULL)
		wrong = errors_apart(one, other);
	if (wrong == NULL)
		wrong = errors_apart(other, one);
	return wrong;
}

int halves_verdict(const char *wrong)
{
	if (wrong != NULL)
		fprintf(stderr, "%s\n", wrong);
	return wrong != NULL;
}
