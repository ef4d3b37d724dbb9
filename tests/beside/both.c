/* SPDX-License-Identifier: Apache-2.0 */
/* Both halves in one program. With an argument the half with TLS comes first. */
#include "half.h"

int main(int argc, char **argv)
{
	(void)argv;
	if (argc > 1)
		return halves_verdict(halves_beside(&tls_half, &sockets_half));
	return halves_verdict(halves_beside(&sockets_half, &tls_half));
}
