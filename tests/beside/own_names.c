/* SPDX-License-Identifier: Apache-2.0 */
/* A program's own functions, named as some inside the library, which calls none of these. */
#include <stddef.h>
#include <stdio.h>

#include "half.h"

int calls;

#define OWN(name)                                                                                  \
	extern int name(void);                                                                     \
	int name(void)                                                                             \
	{                                                                                          \
		return ++calls;                                                                    \
	}

#include "own_names.h"

int main(void)
{
	const char *wrong = sockets_half.work();

	sockets_half.fail();
	if (wrong == NULL && sockets_half.errors() == 0)
		wrong = "an error is not on biosock's stack";
	if (wrong == NULL && calls != 0)
		wrong = "biosock calls the program's functions";
	if (wrong == NULL && (sys_close() != 1 || err_raise() != 2 || bio_refuse() != 3))
		wrong = "the program calls biosock's functions";
	if (wrong != NULL)
		fprintf(stderr, "%s\n", wrong);
	return wrong != NULL;
}
