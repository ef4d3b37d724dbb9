/* SPDX-License-Identifier: Apache-2.0 */
/* Sockets of the loopback, for tests that mean Winsock itself. */
#include "windows_peer.h"

void windows_any_port(struct sockaddr_in *out)
{
	*out = (struct sockaddr_in){ .sin_family = AF_INET };
	out->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
}

static SOCKET bound(int type, struct sockaddr_in *at)
{
	SOCKET s = socket(AF_INET, type, 0);
	int len = sizeof(*at);

	bind(s, (struct sockaddr *)at, len);
	getsockname(s, (struct sockaddr *)at, &len);
	return s;
}

void windows_free_port(int type, struct sockaddr_in *out)
{
	BIO_sock_init();
	windows_any_port(out);
	closesocket(bound(type, out));
}

int windows_listen(struct sockaddr_in *out)
{
	SOCKET s;

	BIO_sock_init();
	windows_any_port(out);
	s = bound(SOCK_STREAM, out);
	listen(s, SOMAXCONN);
	return (int)s;
}

int windows_bind_shared(int type, struct sockaddr_in *at)
{
	SOCKET s = socket(AF_INET, type, 0);
	BOOL on = TRUE;

	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, (const char *)&on, sizeof(on));
	if (bind(s, (struct sockaddr *)at, sizeof(*at)) == 0)
		return (int)s;
	closesocket(s);
	return -1;
}

void windows_pair(int out[2])
{
	struct sockaddr_in at;
	int listener = windows_listen(&at);
	SOCKET s = socket(AF_INET, SOCK_STREAM, 0);

	connect(s, (struct sockaddr *)&at, sizeof(at));
	out[0] = (int)s;
	out[1] = (int)accept((SOCKET)listener, NULL, NULL);
	closesocket((SOCKET)listener);
}

const BIO_ADDR *windows_addr(const struct sockaddr_in *at)
{
	return (const BIO_ADDR *)(const void *)at;
}
