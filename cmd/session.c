/* SPDX-License-Identifier: Apache-2.0 */
/* What sessions of all kinds have in common: a peer's name, descriptors that are watched. */
#include "cmd/session.h"

#include <openssl/err.h>

#include "cmd/sys/transfer.h"

const char session_failed[] = "failed";

/* Most peers are never named. */
const char *session_name(struct session *x)
{
	if (x->text[0] == '\0')
		address_text(session_peer(x), x->text);
	return x->text;
}

const BIO_ADDR *session_peer(const struct session *x)
{
	return (const BIO_ADDR *)&x->peer;
}

void session_local(const struct session *x, BIO_ADDR *out)
{
	union BIO_sock_info_u info = { .addr = out };

	ERR_set_mark();
	if (BIO_sock_info(x->fds[SESSION_CLIENT], BIO_SOCK_INFO_ADDRESS, &info))
		address_unmap(out);
	ERR_pop_to_mark();
}

const char *session_fail(struct session *x, int err)
{
	x->err = err;
	return session_failed;
}

static int watch_end(struct session *x, int end, unsigned wants)
{
	struct source *source = &x->sources[end];
	int fd = x->fds[end];

	if (wants == 0)
		return sys_watch_remove(x->watch, fd);
	if (source->watched == 0)
		return sys_watch_add(x->watch, fd, wants, source);
	return sys_watch_change(x->watch, fd, wants, source);
}

bool session_watch(struct session *x)
{
	for (int end = 0; end < SESSION_ENDS; end++) {
		unsigned wants = x->fds[end] != -1 ? x->wants[end] : 0;

		if (x->sources[end].watched == wants)
			continue;
		if (watch_end(x, end, wants) == -1)
			return false;
		x->sources[end].watched = wants;
	}
	return true;
}

void session_let_go(struct session *x, int end)
{
	if (x->sources[end].watched != 0)
		sys_watch_closing(x->watch, x->fds[end]);
	x->sources[end].watched = 0;
	x->fds[end] = -1;
}

void session_close(struct session *x, int end)
{
	int fd = x->fds[end];

	if (fd == -1)
		return;
	session_let_go(x, end);
	BIO_closesocket(fd);
}

/* Of a stream of TCP, a close without delay is a reset (RFC 9293, 3.6.1). */
void session_reset(struct session *x, int end)
{
	if (x->fds[end] != -1)
		sys_reset_at_close(x->fds[end]);
	session_close(x, end);
}
