/* SPDX-License-Identifier: Apache-2.0 */
/* Many descriptors waited for, by whichever file of src/sys this is linked with. */
#include <errno.h>

#include "support/contract.h"
#include "support/peer.h"
#include "support/system.h"
#include "sys/readiness.h"
#include "sys/wake.h"
#include "sys/watch.h"

static struct sys_watch watch;
static struct sys_wake wakes[3];

static void open_all(void)
{
	CHECK(sys_watch_init(&watch));
	for (int i = 0; i < 3; i++)
		CHECK(sys_wake_init(&wakes[i]));
}

static void close_all(void)
{
	for (int i = 0; i < 3; i++)
		sys_wake_fini(&wakes[i]);
	sys_watch_fini(&watch);
}

/* The events of wakes[i], of all that is ready now; 0 if it is not. */
static unsigned int ready_of(int i)
{
	struct sys_watched list[8];
	int n = sys_watch_wait(&watch, list, 8, 0);
	unsigned int events = 0;

	for (int k = 0; k < n; k++)
		events |= list[k].fd == wakes[i].fd ? list[k].events : 0;
	return events;
}

static int how_many(void)
{
	struct sys_watched list[8];

	return sys_watch_wait(&watch, list, 8, 0);
}

static void what_is_ready_is_told_until_it_is_not(void)
{
	open_all();
	CHECK_INT(how_many(), 0);
	for (int i = 0; i < 3; i++)
		CHECK(sys_watch_add(&watch, wakes[i].fd, SYS_READABLE));
	CHECK_INT(how_many(), 0);
	sys_wake_raise(&wakes[1]);
	CHECK_INT(how_many(), 1);
	CHECK_INT(ready_of(1), SYS_READABLE);
	sys_wake_raise(&wakes[2]);
	CHECK_INT(how_many(), 2);
	sys_wake_clear(&wakes[1]);
	CHECK_INT(ready_of(1), 0);
	CHECK_INT(ready_of(2), SYS_READABLE);
	close_all();
}

static void no_more_are_told_than_there_is_room_for(void)
{
	struct sys_watched list[2];

	open_all();
	for (int i = 0; i < 3; i++) {
		CHECK(sys_watch_add(&watch, wakes[i].fd, SYS_READABLE));
		sys_wake_raise(&wakes[i]);
	}
	CHECK_INT(sys_watch_wait(&watch, list, 2, 0), 2);
	CHECK(list[0].fd != list[1].fd);
	CHECK_INT(sys_watch_wait(&watch, list, 1, 0), 1);
	close_all();
}

static void what_is_removed_is_told_no_more(void)
{
	open_all();
	CHECK(sys_watch_add(&watch, wakes[0].fd, SYS_READABLE));
	CHECK(sys_watch_add(&watch, wakes[1].fd, SYS_READABLE));
	sys_wake_raise(&wakes[0]);
	sys_wake_raise(&wakes[1]);
	CHECK(sys_watch_remove(&watch, wakes[0].fd));
	CHECK_INT(ready_of(0), 0);
	CHECK_INT(ready_of(1), SYS_READABLE);
	CHECK(sys_watch_add(&watch, wakes[0].fd, SYS_READABLE));
	CHECK_INT(ready_of(0), SYS_READABLE);
	close_all();
}

static void what_is_asked_for_can_be_changed(void)
{
	struct sys_watched list[4];
	union peer_addr at;
	int l = peer_listen(AF_INET, 1, &at), ends[2];

	open_all();
	ends[0] = peer_dial(&at);
	ends[1] = peer_accept(l);
	CHECK(sys_watch_add(&watch, ends[0], SYS_READABLE));
	CHECK_INT(how_many(), 0);
	CHECK(sys_watch_change(&watch, ends[0], SYS_WRITABLE));
	CHECK_INT(sys_watch_wait(&watch, list, 4, 1000), 1);
	CHECK_INT(list[0].fd, ends[0]);
	CHECK_INT(list[0].events, SYS_WRITABLE);
	CHECK(sys_watch_change(&watch, ends[0], SYS_READABLE));
	CHECK_INT(how_many(), 0);
	CHECK(sys_watch_change(&watch, ends[0], SYS_READABLE | SYS_WRITABLE));
	CHECK_INT(how_many(), 1);
	CHECK(sys_watch_remove(&watch, ends[0]));
	close_all();
	peer_close(ends[0], ends[1], l);
}

static void what_is_not_there_is_refused(void)
{
	open_all();
	CHECK(sys_watch_add(&watch, wakes[0].fd, SYS_READABLE));
	errno = 0;
	CHECK(!sys_watch_add(&watch, wakes[0].fd, SYS_WRITABLE));
	CHECK_INT(errno, EEXIST);
	errno = 0;
	CHECK(!sys_watch_change(&watch, wakes[1].fd, SYS_READABLE));
	CHECK_INT(errno, ENOENT);
	errno = 0;
	CHECK(!sys_watch_remove(&watch, wakes[1].fd));
	CHECK_INT(errno, ENOENT);
	CHECK(sys_watch_remove(&watch, wakes[0].fd));
	errno = 0;
	CHECK(!sys_watch_remove(&watch, wakes[0].fd));
	CHECK_INT(errno, ENOENT);
	close_all();
}

/* Many, of which some go: each of the others is told of still. */
static void many_are_watched(void)
{
	enum { MANY = 40 };
	struct sys_wake many[MANY];
	struct sys_watched list[MANY];

	open_all();
	for (int i = 0; i < MANY; i++) {
		CHECK(sys_wake_init(&many[i]));
		CHECK(sys_watch_add(&watch, many[i].fd, SYS_READABLE));
		sys_wake_raise(&many[i]);
	}
	for (int i = 0; i < MANY; i += 2)
		CHECK(sys_watch_remove(&watch, many[i].fd));
	CHECK_INT(sys_watch_wait(&watch, list, MANY, 0), MANY / 2);
	for (int i = 0; i < MANY; i++)
		sys_wake_fini(&many[i]);
	close_all();
}

/* Where there is a descriptor for the whole, it is readable while something is ready. */
static void the_whole_can_be_waited_for(void)
{
	int fd;

	open_all();
	CHECK(sys_watch_add(&watch, wakes[0].fd, SYS_READABLE));
	errno = 0;
	fd = sys_watch_fd(&watch);
	if (fd == -1) {
		CHECK_INT(errno, EOPNOTSUPP);
		close_all();
		return;
	}
	CHECK_INT(sys_wait_ready(fd, true, 0), 0);
	sys_wake_raise(&wakes[0]);
	CHECK_INT(sys_wait_ready(fd, true, 1000), 1);
	sys_wake_clear(&wakes[0]);
	CHECK_INT(sys_wait_ready(fd, true, 0), 0);
	close_all();
}

static void the_time_is_up(void)
{
	open_all();
	CHECK(sys_watch_add(&watch, wakes[0].fd, SYS_READABLE));
	CHECK_INT(sys_watch_wait(&watch, &(struct sys_watched){ 0 }, 1, 5), 0);
	close_all();
}

#define CASE(function)                                                                             \
	{                                                                                          \
#function, function, 0, 0                                                          \
	}

static const struct contract_case cases[] = {
	CASE(what_is_ready_is_told_until_it_is_not),
	CASE(no_more_are_told_than_there_is_room_for),
	CASE(what_is_removed_is_told_no_more),
	CASE(what_is_asked_for_can_be_changed),
	CASE(what_is_not_there_is_refused),
	CASE(many_are_watched),
	CASE(the_whole_can_be_waited_for),
	CASE(the_time_is_up),
};

int main(void)
{
	return contract_main("watch", cases, sizeof(cases) / sizeof(cases[0]));
}
