/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A program that includes all of <windows.h> first, whose macros are words such as `interface` and
 * `small`, and then what biosock has: it compiles.
 */
#include <windows.h>

#include <biosock.h>

int listens_and_accepts(void);

int listens_and_accepts(void)
{
	biosock_listen_options listening = BIOSOCK_LISTEN_OPTIONS_INIT;
	biosock_acceptor_options accepting = BIOSOCK_ACCEPTOR_OPTIONS_INIT;
	biosock_accepted one = { -1, -1, NULL };
	char *host, *service;
	int sock;

	return biosock_parse_address(":80", &host, &service) &&
	       biosock_listen(host, service, &listening, &sock, 1) == 1 &&
	       biosock_acceptor_wait(
	           biosock_acceptor_new(&sock, 1, &accepting), &one, 1, 0, NULL) == 0;
}
