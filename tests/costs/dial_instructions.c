/* SPDX-License-Identifier: Apache-2.0 */
/*
 * dial_instructions raw_dial|own_dial N: N connections to a listener whose queue has room for them,
 * by the calls that biosock_dial(3) makes of the system, and by itself, in a function of that name,
 * for who counts its instructions.
 */
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <biosock.h>

struct there {
	struct sockaddr_in at;
	char port[8];
};

bool raw_dial(const struct there *there, long n), own_dial(const struct there *there, long n);

static int connect_by_hand(const struct sockaddr_in *at)
{
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), err = 0, off = 0;
	struct pollfd one = { .fd = fd, .events = POLLOUT };
	struct sockaddr_in name;
	socklen_t err_len = sizeof(err), local_len = sizeof(name), peer_len = sizeof(name);

	(void)connect(fd, (const struct sockaddr *)at, sizeof(*at));
	if (poll(&one, 1, -1) == 1 && getsockopt(fd, SOL_SOCKET, SO_ERROR, &err, &err_len) == 0 &&
	    err == 0 && getsockname(fd, (struct sockaddr *)&name, &local_len) == 0 &&
	    getpeername(fd, (struct sockaddr *)&name, &peer_len) == 0 &&
	    ioctl(fd, FIONBIO, &off) == 0)
		return fd;
	return -1;
}

__attribute__((noinline)) bool raw_dial(const struct there *there, long n)
{
	bool well = true;

	for (long i = 0; i < n; i++) {
		int fd = connect_by_hand(&there->at);

		well &= fd != -1 && close(fd) == 0;
	}
	return well;
}

__attribute__((noinline)) bool own_dial(const struct there *there, long n)
{
	bool well = true;

	for (long i = 0; i < n; i++) {
		int fd = biosock_dial("127.0.0.1", there->port, NULL, NULL);

		well &= fd != -1 && close(fd) == 0;
	}
	return well;
}

static bool listen_there(struct there *there)
{
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	socklen_t len = sizeof(there->at);

	there->at = (struct sockaddr_in){ .sin_family = AF_INET };
	there->at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (bind(fd, (const struct sockaddr *)&there->at, len) != 0 || listen(fd, 4096) != 0 ||
	    getsockname(fd, (struct sockaddr *)&there->at, &len) != 0)
		return false;
	snprintf(there->port, sizeof(there->port), "%d", ntohs(there->at.sin_port));
	return true;
}

/* Once before that, and uncounted, for what only the first one does. */
static bool warm(const struct there *there)
{
	return close(biosock_dial("127.0.0.1", there->port, NULL, NULL)) == 0;
}

int main(int argc, char **argv)
{
	struct there there;

	if (argc != 3 || !listen_there(&there) || !warm(&there))
		return 2;
	if (strcmp(argv[1], "raw_dial") == 0)
		return !raw_dial(&there, strtol(argv[2], NULL, 10));
	return !own_dial(&there, strtol(argv[2], NULL, 10));
}
