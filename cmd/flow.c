/* SPDX-License-Identifier: Apache-2.0 */
/* Flows: bounded, so that a slow reader slows the writer. */
#include "cmd/flow.h"

#include <errno.h>

enum { FLOW_SIZE = 64 * 1024, DIRECTLY = 1024 * 1024, FD_INPUT = 0, FD_OUTPUT = 1 };

struct end end_of_input(void)
{
	return (struct end){
		.fd = FD_INPUT, .name = "standard input", .reading = "read", .read = sys_read
	};
}

struct end end_of_output(void)
{
	return (struct end){ .fd = FD_OUTPUT,
		.name = "standard output",
		.writing = "write",
		.write = sys_write,
		.write_from = sys_write_from,
		.finish = sys_end_writing,
		.unwaiting = sys_write_never_waits(FD_OUTPUT) };
}

/* Where the peer is gone, telling it of the end fails, but it misses nothing. */
static int end_sending(int sock)
{
	sys_end_sending(sock);
	return 0;
}

struct end end_of_peer(int sock, const char *text)
{
	return (struct end){ .fd = sock,
		.name = text,
		.reading = "receive from",
		.writing = "send to",
		.read = sys_receive,
		.write = sys_send,
		.finish = end_sending,
		.unwaiting = true,
		.opens_by_sending = true };
}

bool flow_init(struct flow *f, const struct end *from, const struct end *to)
{
	*f = (struct flow){ .from = from, .to = to };
	return buffer_init(&f->buffer, FLOW_SIZE);
}

void flow_fini(struct flow *f)
{
	buffer_fini(&f->buffer);
}

/* With line ends to be made longer there has to be room for two bytes. */
bool flow_wants_read(const struct flow *f)
{
	return !f->ended && !f->closed && f->buffer.used + f->crlf < f->buffer.size;
}

/* Telling of the end waits for room too: shutdown(2) during a connect would cancel it. */
bool flow_wants_write(const struct flow *f)
{
	return !f->closed && (f->buffer.used > 0 || f->ended);
}

size_t flow_crlf(char *to, const char *from, size_t n, char *last)
{
	char *at = to;

	for (size_t i = 0; i < n; i++) {
		char c = from[i];

		if (c == '\n' && *last != '\r')
			*at++ = '\r';
		*at++ = c;
		*last = c;
	}
	return (size_t)(at - to);
}

static ssize_t read_lines(struct flow *f, char *at, size_t room)
{
	size_t half = room / 2;
	ssize_t n = f->from->read(f->from->fd, at + half, half);

	return n > 0 ? (ssize_t)flow_crlf(at, at + half, (size_t)n, &f->last) : n;
}

/* n is 0, or -1 with errno. */
static void end_reading(struct flow *f, ssize_t n)
{
	f->read_err = n == -1 ? errno : 0;
	f->ended = true;
}

void flow_read(struct flow *f)
{
	size_t room;
	char *at = buffer_room(&f->buffer, &room);
	ssize_t n = f->crlf ? read_lines(f, at, room) : f->from->read(f->from->fd, at, room);

	if (n > 0) {
		buffer_put(&f->buffer, (size_t)n);
		f->taken += (size_t)n;
	} else if (n != SYS_LATER) {
		end_reading(f, n);
	}
}

static void finish(struct flow *f)
{
	if (f->to->opens_by_sending && !f->opened) {
		f->opened = true;
		f->to->write(f->to->fd, "", 0);
		return;
	}
	f->closed = true;
	if (f->to->finish(f->to->fd) == -1)
		f->write_err = errno;
}

void flow_write(struct flow *f)
{
	ssize_t n;

	if (f->buffer.used == 0) {
		finish(f);
		return;
	}
	n = f->to->write(f->to->fd, f->buffer.bytes + f->buffer.start, f->buffer.used);
	if (n >= 0) {
		f->opened = true;
		f->given += (size_t)n;
		buffer_drop(&f->buffer, (size_t)n);
	} else if (n != SYS_LATER) {
		f->write_err = errno;
		f->closed = true;
	}
}

/* Past the buffer. False: it has to go through it. */
static bool move_directly(struct flow *f)
{
	ssize_t n;

	if (f->to->write_from == NULL || f->buffer.used > 0)
		return false;
	n = f->to->write_from(f->to->fd, f->from->fd, DIRECTLY);
	if (n == SYS_LATER)
		return false;
	if (n <= 0) {
		end_reading(f, n);
	} else {
		f->taken += (size_t)n;
		f->given += (size_t)n;
	}
	return true;
}

void flow_move(struct flow *f)
{
	if (move_directly(f))
		return;
	flow_read(f);
	if (f->to->unwaiting && f->buffer.used > 0 && !f->closed)
		flow_write(f);
}
