/* SPDX-License-Identifier: Apache-2.0 */
/* Many descriptors and one wait, by whichever file of src/sys this is linked with. */
#include <errno.h>
#include <stdbool.h>

#include <poll.h>
#include <sys/socket.h>

#include <openssl/bio.h>

#include "support/contract.h"
#include "support/peer.h"
#include "support/system.h"
#include "sys/watch.h"

enum { SOON_MS = 20000, MANY = 150 };

/* A connection to oneself: what is written to the one is read from the other. */
struct pair {
	int own, other;
};

static struct pair connected(void)
{
	union peer_addr at;
	int listener = peer_listen(AF_INET, 8, &at);
	struct pair p = { .other = peer_dial(&at) };

	p.own = peer_accept(listener);
	peer_close(listener, -1, -1);
	return p;
}

static void end(struct pair p)
{
	peer_close(p.own, p.other, -1);
}

static void say(int fd)
{
	CHECK_INT(send(fd, "x", 1, 0), 1);
}

static void hear(int fd)
{
	char byte;

	CHECK_INT(recv(fd, &byte, 1, 0), 1);
}

/* What one look says: of one descriptor at most. */
static unsigned look(struct sys_watch *watch, void *want, int ms)
{
	struct sys_watch_event events[4];
	int n = sys_watch_wait(watch, events, 4, ms);

	CHECK(n == 0 || n == 1);
	if (n != 1)
		return 0;
	CHECK(events[0].data == want);
	return events[0].is;
}

static void what_can_be_read_is_told_until_it_is_read(void)
{
	struct pair p = connected();
	struct sys_watch watch;

	CHECK_INT(sys_watch_init(&watch), 0);
	CHECK_INT(sys_watch_add(&watch, p.own, SYS_WATCH_READ, &p), 0);
	CHECK_INT(look(&watch, &p, 0), 0);
	say(p.other);
	CHECK_INT(look(&watch, &p, SOON_MS), SYS_WATCH_READ);
	CHECK_INT(look(&watch, &p, -1), SYS_WATCH_READ);
	hear(p.own);
	CHECK_INT(look(&watch, &p, 0), 0);
	sys_watch_fini(&watch);
	end(p);
}

static void a_wish_is_changed(void)
{
	struct pair p = connected();
	struct sys_watch watch;
	int other;

	CHECK_INT(sys_watch_init(&watch), 0);
	CHECK_INT(sys_watch_add(&watch, p.own, SYS_WATCH_READ, &p), 0);
	CHECK_INT(sys_watch_change(&watch, p.own, SYS_WATCH_WRITE, &other), 0);
	CHECK_INT(look(&watch, &other, SOON_MS), SYS_WATCH_WRITE);
	CHECK_INT(sys_watch_change(&watch, p.own, SYS_WATCH_READ, &p), 0);
	CHECK_INT(look(&watch, &p, 0), 0);
	say(p.other);
	CHECK_INT(look(&watch, &p, SOON_MS), SYS_WATCH_READ);
	sys_watch_fini(&watch);
	end(p);
}

/* In one event or in two. */
static void both_wishes_are_told(void)
{
	struct pair p = connected();
	struct sys_watch watch;
	struct sys_watch_event events[4];
	unsigned is = 0;
	int n;

	say(p.other);
	CHECK(peer_poll(p.own, POLLIN) != 0);
	CHECK_INT(sys_watch_init(&watch), 0);
	CHECK_INT(sys_watch_add(&watch, p.own, SYS_WATCH_READ | SYS_WATCH_WRITE, &p), 0);
	n = sys_watch_wait(&watch, events, 4, SOON_MS);
	CHECK(n == 1 || n == 2);
	for (int i = 0; i < n; i++)
		is |= events[i].is;
	CHECK_INT(is, SYS_WATCH_READ | SYS_WATCH_WRITE);
	sys_watch_fini(&watch);
	end(p);
}

static void what_is_removed_is_not_told_of(void)
{
	struct pair p = connected();
	struct sys_watch watch;

	say(p.other);
	CHECK_INT(sys_watch_init(&watch), 0);
	CHECK_INT(sys_watch_add(&watch, p.own, SYS_WATCH_READ | SYS_WATCH_WRITE, &p), 0);
	CHECK_INT(sys_watch_remove(&watch, p.own), 0);
	CHECK_INT(look(&watch, &p, 20), 0);
	CHECK_INT(sys_watch_add(&watch, p.own, SYS_WATCH_READ, &p), 0);
	CHECK_INT(look(&watch, &p, SOON_MS), SYS_WATCH_READ);
	sys_watch_fini(&watch);
	end(p);
}

/* The number is the next one's, which is not told of until it is watched itself. */
static void what_is_closed_is_not_told_of(void)
{
	struct pair p = connected(), next;
	struct sys_watch watch;
	int before = p.own;

	say(p.other);
	CHECK_INT(sys_watch_init(&watch), 0);
	CHECK_INT(sys_watch_add(&watch, p.own, SYS_WATCH_READ, &p), 0);
	sys_watch_closing(&watch, p.own);
	peer_close(p.own, -1, -1);
	peer_close(p.other, -1, -1);
	next = connected();
	CHECK(before == next.own || before == next.other);
	say(next.own);
	say(next.other);
	CHECK_INT(look(&watch, &p, 20), 0);
	CHECK_INT(sys_watch_add(&watch, before, SYS_WATCH_READ, &next), 0);
	CHECK_INT(look(&watch, &next, SOON_MS), SYS_WATCH_READ);
	sys_watch_fini(&watch);
	end(next);
}

static void an_end_is_told(void)
{
	struct pair p = connected();
	struct sys_watch watch;

	CHECK_INT(sys_watch_init(&watch), 0);
	CHECK_INT(sys_watch_add(&watch, p.own, SYS_WATCH_READ, &p), 0);
	peer_close(p.other, -1, -1);
	CHECK((look(&watch, &p, SOON_MS) & SYS_WATCH_READ) != 0);
	sys_watch_fini(&watch);
	peer_close(p.own, -1, -1);
}

static void a_refused_connect_ends_the_wait(void)
{
	union peer_addr at;
	int bound = peer_refuse(AF_INET, &at), fd = peer_socket(AF_INET, SOCK_STREAM);
	struct sys_watch watch;

	CHECK_INT(sys_watch_init(&watch), 0);
	peer_set_nonblocking(fd);
	connect(fd, &at.sa, peer_len(&at));
	CHECK_INT(sys_watch_add(&watch, fd, SYS_WATCH_WRITE, &watch), 0);
	CHECK((look(&watch, &watch, SOON_MS) & SYS_WATCH_WRITE) != 0);
	CHECK_INT(BIO_sock_error(fd), ECONNREFUSED);
	sys_watch_fini(&watch);
	peer_close(bound, fd, -1);
}

static void what_is_no_descriptor_is_not_watched(void)
{
	struct pair p = connected();
	struct sys_watch watch;

	CHECK_INT(sys_watch_init(&watch), 0);
	CHECK_INT(sys_watch_add(&watch, system_closed_descriptor(), SYS_WATCH_READ, &p), -1);
	CHECK_INT(errno, EBADF);
	errno = 0;
	CHECK_INT(sys_watch_remove(&watch, p.own), -1);
	CHECK_INT(errno, ENOENT);
	CHECK_INT(look(&watch, &p, 0), 0);
	sys_watch_fini(&watch);
	end(p);
}

/* A few at a time, and none of them is passed over. */
static void many_take_turns(void)
{
	static struct pair pairs[MANY];
	static int told[MANY];
	struct sys_watch_event events[7];
	struct sys_watch watch;
	int found = 0;

	CHECK_INT(sys_watch_init(&watch), 0);
	for (int i = 0; i < MANY; i++) {
		pairs[i] = connected();
		say(pairs[i].other);
		CHECK(peer_poll(pairs[i].own, POLLIN) != 0);
		CHECK_INT(sys_watch_add(&watch, pairs[i].own, SYS_WATCH_READ, &told[i]), 0);
	}
	for (int round = 0; round < MANY && found < MANY; round++) {
		int n = sys_watch_wait(&watch, events, 7, SOON_MS);

		CHECK(n > 0 && n <= 7);
		for (int i = 0; i < n; i++) {
			int at = (int)((int *)events[i].data - told);

			CHECK_INT(told[at]++, 0);
			hear(pairs[at].own);
			found++;
		}
	}
	CHECK_INT(found, MANY);
	CHECK_INT(look(&watch, NULL, 0), 0);
	sys_watch_fini(&watch);
	for (int i = 0; i < MANY; i++)
		end(pairs[i]);
}

/* Those that stay ready are all told of in turn, though there is room for one only. */
static void none_waits_for_ever(void)
{
	struct pair pairs[3];
	int told[3] = { 0, 0, 0 };
	struct sys_watch_event event;
	struct sys_watch watch;

	CHECK_INT(sys_watch_init(&watch), 0);
	for (int i = 0; i < 3; i++) {
		pairs[i] = connected();
		say(pairs[i].other);
		CHECK(peer_poll(pairs[i].own, POLLIN) != 0);
		CHECK_INT(sys_watch_add(&watch, pairs[i].own, SYS_WATCH_READ, &told[i]), 0);
	}
	for (int i = 0; i < 9 && sys_watch_wait(&watch, &event, 1, SOON_MS) == 1; i++)
		++*(int *)event.data;
	CHECK(told[0] > 0 && told[1] > 0 && told[2] > 0);
	sys_watch_fini(&watch);
	for (int i = 0; i < 3; i++)
		end(pairs[i]);
}

static void a_signal_is_an_error(void)
{
	struct pair p = connected();
	struct sys_watch watch;
	struct sys_watch_event event;

	if (!system_interrupt())
		contract_skip("no signal interrupts a call here");
	CHECK_INT(sys_watch_init(&watch), 0);
	CHECK_INT(sys_watch_add(&watch, p.own, SYS_WATCH_READ, &p), 0);
	CHECK_INT(sys_watch_wait(&watch, &event, 1, SOON_MS), -1);
	CHECK_INT(errno, EINTR);
	system_interrupt_stop();
	sys_watch_fini(&watch);
	end(p);
}

/* Where the kernel keeps the list, it is itself something to wait for. */
static void a_watch_is_watched(void)
{
	struct pair p = connected();
	struct sys_watch inner, outer;

	CHECK_INT(sys_watch_init(&inner), 0);
	if (sys_watch_init(&outer) == -1)
		contract_skip("one queue at a time is all that this kernel has");
	if (sys_watch_fd(&inner) == -1) {
		CHECK_INT(errno, EOPNOTSUPP);
	} else if (sys_watch_add(&outer, sys_watch_fd(&inner), SYS_WATCH_READ, &inner) == 0) {
		CHECK(peer_is_cloexec(sys_watch_fd(&inner)));
		CHECK_INT(sys_watch_add(&inner, p.own, SYS_WATCH_READ, &p), 0);
		CHECK_INT(look(&outer, &inner, 0), 0);
		say(p.other);
		CHECK_INT(look(&outer, &inner, SOON_MS), SYS_WATCH_READ);
	}
	sys_watch_fini(&inner);
	sys_watch_fini(&outer);
	end(p);
}

int main(void)
{
	static const struct contract_case cases[] = {
		{ "what can be read is told until it is read",
		    what_can_be_read_is_told_until_it_is_read, 0, 0 },
		{ "a wish is changed", a_wish_is_changed, 0, 0 },
		{ "both wishes are told", both_wishes_are_told, 0, 0 },
		{ "what is removed is not told of", what_is_removed_is_not_told_of, 0, 0 },
		{ "what is closed is not told of", what_is_closed_is_not_told_of, 0, 0 },
		{ "an end is told", an_end_is_told, 0, 0 },
		{ "a refused connect ends the wait", a_refused_connect_ends_the_wait, 0, 0 },
		{ "what is no descriptor is not watched", what_is_no_descriptor_is_not_watched, 0,
		    0 },
		{ "many take turns", many_take_turns, 0, 0 },
		{ "none waits for ever", none_waits_for_ever, 0, 0 },
		{ "a signal is an error", a_signal_is_an_error, 0, 0 },
		{ "a watch is watched", a_watch_is_watched, 0, 0 },
	};

	return contract_main("watch", cases, sizeof(cases) / sizeof(cases[0]));
}
