/* SPDX-License-Identifier: Apache-2.0 */
/* A program that a test starts: its status says whether it was given the socket of this number. */
#include "support/windows/real.h"

#include <stdlib.h>

int main(int argc, char **argv)
{
	if (argc != 2)
		return 2;
	return real_is_socket(atoi(argv[1])) ? 0 : 1;
}
