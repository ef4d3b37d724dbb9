/* SPDX-License-Identifier: Apache-2.0 */
/* Sockets for datagram tests. */
#include "datagram_peers.h"

#include <fcntl.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <arpa/inet.h>

static struct end bound(int family, const union address *name, socklen_t len)
{
	struct end end = { .len = sizeof(end.name) };

	end.fd = socket(family, SOCK_DGRAM, 0);
	if (bind(end.fd, &name->sa, len) != 0 || getsockname(end.fd, &end.name.sa, &end.len) != 0) {
		close(end.fd);
		end.fd = -1;
	}
	return end;
}

struct end make_v4_end(const char *ip)
{
	union address name = { .v4 = { .sin_family = AF_INET } };

	inet_pton(AF_INET, ip, &name.v4.sin_addr);
	return bound(AF_INET, &name, sizeof(name.v4));
}

struct end make_end(int family)
{
	union address name = { .v6 = {
		                   .sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT } };

	if (family == AF_INET)
		return make_v4_end("127.0.0.1");
	return bound(AF_INET6, &name, sizeof(name.v6));
}

struct end make_unix_end(const char *path, size_t n)
{
	union address name = { .un = { .sun_family = AF_UNIX } };

	memcpy(name.un.sun_path, path, n);
	if (path[0] != '\0')
		unlink(path);
	else /* a name of this process's own */
		n += (size_t)sprintf(name.un.sun_path + n, " %d", (int)getpid());
	return bound(AF_UNIX, &name, (socklen_t)(offsetof(struct sockaddr_un, sun_path) + n));
}

struct pair make_pair(int family)
{
	struct pair p = { .own = make_end(family), .peer = make_end(family) };

	p.bio = BIO_new_dgram(p.own.fd, BIO_CLOSE);
	return p;
}

void free_pair(struct pair *p)
{
	BIO_free(p->bio);
	close(p->peer.fd);
}

void do_not_block(int fd)
{
	fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
}

void say_to_bio(const struct pair *p, const char *text)
{
	if (sendto(p->peer.fd, text, strlen(text), 0, &p->own.name.sa, p->own.len) == -1)
		close(p->peer.fd); /* and what follows fails */
}

ssize_t heard_by(int fd, char *buf, size_t n)
{
	return recv(fd, buf, n, MSG_DONTWAIT);
}

int has_peer(BIO *b, const struct end *end)
{
	union address got;

	memset(&got, 0xee, sizeof(got));
	if (BIO_dgram_get_peer(b, &got) <= 0)
		return 0;
	return memcmp(&got, &end->name, (size_t)end->len) == 0;
}
