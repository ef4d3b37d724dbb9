/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Runs a program where there is a loopback interface of both families, or ends with 77: skipped.
 * usage: with_network PROGRAM [ARGUMENT]...
 */
#include <stdio.h>
#include <unistd.h>

#include "support/machine.h"

int main(int argc, char **argv)
{
	const char *why = machine_prepare();

	if (argc < 2)
		return 2;
	if (why != NULL) {
		printf("skip  %s: %s\n", argv[1], why);
		return 77;
	}
	execvp(argv[1], argv + 1);
	perror(argv[1]);
	return 1;
}
