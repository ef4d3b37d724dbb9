/* SPDX-License-Identifier: Apache-2.0 */
/*
 * biosock_listen_adopt() with any variables: what is taken was passed, once, and named so; what is
 * refused leaves records and takes nothing. Input: which variables there are, places, whether the
 * process's number is its own; then LISTEN_FDS, LISTEN_FDNAMES, LISTEN_PID, LISTEN_PIDFDID and the
 * name that is asked for, a line each.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <netinet/in.h>
#include <sys/socket.h>

#include <biosock.h>
#include <openssl/bio.h>

#include "check.h"

enum { FIRST = 3, PASSED = 4, ROOM = 8, OWN_PID = 1 << 5 };

static const char *const variables[] = { "LISTEN_FDS", "LISTEN_FDNAMES", "LISTEN_PID",
	"LISTEN_PIDFDID" };

enum { VARIABLES = sizeof(variables) / sizeof(variables[0]), PID = 2, ROOM_OF_TEXT = 1024 };

/* The fuzzer's own descriptors are elsewhere: these numbers are made sockets that listen. */
static void pass_sockets(void)
{
	for (int fd = FIRST; fd < FIRST + PASSED; fd++) {
		struct sockaddr_in here = { .sin_family = AF_INET };
		int sock = socket(AF_INET, SOCK_STREAM, 0);

		here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
		CHECK(sock != -1);
		CHECK(bind(sock, (const struct sockaddr *)&here, sizeof(here)) == 0);
		CHECK(listen(sock, 1) == 0);
		if (sock == fd)
			continue;
		CHECK(dup2(sock, fd) == fd);
		close(sock);
	}
}

/* The next line of *text, which is cut behind it. */
static char *next_line(char **text)
{
	char *line = *text, *end = strchr(line, '\n');

	if (end == NULL) {
		*text = line + strlen(line);
		return line;
	}
	*end = '\0';
	*text = end + 1;
	return line;
}

/* An environment of these and no others: setenv(3) would keep each value that there ever was. */
static void set_variables(unsigned choices, char **text)
{
	static char texts[VARIABLES][ROOM_OF_TEXT];
	static char *own[VARIABLES + 1];
	int n = 0;

	for (int i = 0; i < VARIABLES; i++) {
		const char *value = next_line(text);

		snprintf(texts[i], sizeof(texts[i]), "%s=%s", variables[i], value);
		if (i == PID && (choices & OWN_PID) != 0)
			snprintf(texts[i], sizeof(texts[i]), "LISTEN_PID=%d", (int)getpid());
		else if ((choices & 1U << i) == 0)
			continue;
		own[n++] = texts[i];
	}
	own[n] = NULL;
	environ = own;
}

/* Of one process a socket is given once: each is put back under a number that was not given. */
static void check_taken(const int *socks, int n)
{
	static unsigned char given[FIRST + PASSED];

	for (int i = 0; i < n; i++) {
		CHECK(socks[i] >= FIRST && socks[i] < FIRST + PASSED);
		CHECK(given[socks[i]]++ == 0);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static int passed;
	struct input input = { data, size };
	unsigned choices = take_byte(&input);
	size_t room = take_byte(&input) % (ROOM + 1);
	char *text = take_text(&input), *at = text, *name;
	int socks[ROOM], n;

	if (!passed)
		pass_sockets();
	passed = 1;
	set_variables(choices, &at);
	name = next_line(&at);
	n = biosock_listen_adopt((choices & 1U << 4) != 0 ? name : NULL, socks, room);
	CHECK(n >= -1 && n <= (int)room);
	CHECK((drain_errors() > 0) == (n == -1));
	if (n > 0)
		check_taken(socks, n);
	free(text);
	return 0;
}
