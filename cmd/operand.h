/* SPDX-License-Identifier: Apache-2.0 */
/* What people write where an ADDRESS is to be. */
#ifndef BIOSOCK_CMD_OPERAND_H
#define BIOSOCK_CMD_OPERAND_H

#include <stdbool.h>

enum { OPERAND_ROOM = 1200 };

/* Whether two words can be a host and a port. */
bool operand_is_pair(const char *host, const char *port);

/*
 * The ADDRESS that is meant, either the word itself or written to out[OPERAND_ROOM]:
 *	8080		:8080
 *	host 80		host:80, with `port` the second word, which is else NULL
 *	::1 80		[::1]:80
 *	/run/x ./x	unix:/run/x, unix:./x
 * NULL, after saying what to write, for what could be meant in two ways or is something else:
 *	::1:80		[::1]:80?
 *	http://host/	host:80
 */
const char *operand_address(const char *word, const char *port, char out[OPERAND_ROOM]);
/* The same where the port may be left out, as after --bind: ::1 is whole then. */
const char *operand_own_address(const char *word, char out[OPERAND_ROOM]);

#endif
