/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Connects to several addresses at once (D10): those of the lookup that the caller's thread has
 * made, or whatever the BIO's own dial options say.
 */
#include <biosock.h>

#include "addr/info.h"
#include "bio/connect/connect_bio.h"
#include "bio/socket/family.h"
#include "bio/socket/socket_bio.h"
#include "dial/dialer.h"
#include "dial/paths.h"
#include "sock/made.h"

/*
 * A connect BIO that does not block keeps to one socket after the other, because its caller
 * polls the number of it, and so does one with an info callback, which is told of each step and
 * the number. Fast Open is never raced: a connect that waits for the first write would win
 * before any packet.
 */
bool bio_connect_races(const struct bio_connect *c)
{
	if (c->race != NULL || c->plan != NULL)
		return true;
	return ((c->mode & BIO_SOCK_NONBLOCK) == 0 || c->is_awaited) && c->info == NULL &&
	       (c->mode & BIO_SOCK_TFO) == 0 && c->socktype == SOCK_STREAM &&
	       c->current == c->first && BIO_ADDRINFO_next(c->first) != NULL;
}

/* Streams are kept alive unasked (D18). */
int bio_connect_options(int mode, int socktype)
{
	bool alive = socktype == SOCK_STREAM && (mode & BIOSOCK_NO_KEEPALIVE) == 0;

	return mode | (alive ? BIO_SOCK_KEEPALIVE : 0);
}

/* The flags of both, of which the BIO's alone say whether it blocks. */
static int flags_of(const struct bio_connect *c, int set)
{
	int mode = c->mode | (set & ~BIO_SOCK_NONBLOCK);

	return bio_connect_options(mode, c->socktype);
}

static bool make_plan(const struct bio_connect *c, struct dial_plan *plan)
{
	if (c->plan != NULL)
		dial_plan_copy(plan, c->plan);
	else if (!dial_plan_init(CONNECT_PLACE, plan, NULL))
		return false;
	plan->set.flags = flags_of(c, plan->set.flags);
	plan->set.socktype = c->socktype;
	if (c->plan == NULL)
		plan->set.protocol = BIO_ADDRINFO_protocol(c->first);
	return plan->set.family != AF_UNSPEC || c->address != NULL ||
	       bio_family(CONNECT_PLACE, c->family, &plan->set.family);
}

/* Without a list the dial looks up by itself. */
static bool begin(const struct bio_connect *c, biosock_dialer *race)
{
	if (c->first == NULL)
		return dial_begin(race, c->host, c->service);
	return dial_take_list(race, c->first);
}

bool bio_connect_begin_race(struct bio_connect *c)
{
	struct dial_plan plan;
	biosock_dialer *race = make_plan(c, &plan) ? dial_new_planned(CONNECT_PLACE, &plan) : NULL;

	if (race == NULL)
		return false;
	if (begin(c, race)) {
		c->race = race;
		return true;
	}
	(void)dial_give_up(race);
	return false;
}

/* The entry of the lookup that the peer came from; NULL if the dial has looked up by itself. */
static const BIO_ADDRINFO *entry_of(const struct bio_connect *c, const BIO_ADDR *peer)
{
	for (const BIO_ADDRINFO *at = c->first; at != NULL; at = BIO_ADDRINFO_next(at)) {
		BIO_ADDR one = *BIO_ADDRINFO_address(at);

		addr_unmap(&one);
		if (addr_is_same(&one, peer))
			return at;
	}
	return NULL;
}

static bool take_winner(struct bio_connect *c, const BIO_ADDR *peer)
{
	struct addr_list list = { NULL, NULL };

	c->current = entry_of(c, peer);
	if (c->current != NULL)
		return true;
	if (!addr_list_add(&list, peer, c->socktype, 0))
		return false;
	BIO_ADDRINFO_free(c->first);
	c->current = c->first = list.first;
	return true;
}

/* BIO_set_nbio() may have been called since it began. */
static void set_mode(const struct bio_connect *c, biosock_dialer *race)
{
	race->plan.set.flags =
	    (race->plan.set.flags & ~BIO_SOCK_NONBLOCK) | (c->mode & BIO_SOCK_NONBLOCK);
}

int bio_connect_race(BIO *b)
{
	struct bio_connect *c = frame_data(b);
	biosock_dialer *race = c->race;
	BIO_ADDR peer;
	biosock_dial_result result = BIOSOCK_DIAL_RESULT_INIT;
	bool waits = (c->mode & BIO_SOCK_NONBLOCK) == 0;
	int r = waits ? dial_wait(race) : dial_step(race), fd;

	if (r == 0)
		return 0;
	c->race = NULL;
	BIO_ADDR_clear(&peer);
	result.peer = &peer;
	set_mode(c, race);
	c->has_path = race->plan.set.local_unix != NULL;
	fd = dial_end(race, &result);
	if (fd == -1)
		return -1;
	frame_set_fd(b, fd);
	if (take_winner(c, &peer))
		return 1;
	bio_connect_close(b, 0);
	return -1;
}

void bio_connect_close(BIO *b, int end)
{
	struct bio_connect *c = frame_data(b);

	if (c->has_path && frame_fd(b) != -1)
		dial_forget_path(frame_fd(b));
	c->has_path = false;
	bio_socket_close(b, end);
}

void bio_connect_set_awaited(BIO *b, bool is_awaited)
{
	struct bio_connect *c = frame_data(b);

	c->is_awaited = is_awaited;
}

bool bio_connect_await(BIO *b, int most_ms)
{
	const struct bio_connect *c = frame_data(b);
	int ms;

	if (c->race == NULL)
		return false;
	ms = dial_patience(c->race);
	dial_look(c->race, most_ms >= 0 && (ms == -1 || ms > most_ms) ? most_ms : ms);
	return true;
}

void bio_connect_tell_of_race(BIO *b)
{
	const struct bio_connect *c = frame_data(b);

	if (c->race != NULL)
		(void)dial_raise_failures(c->race);
}

int bio_connect_race_fd(const struct bio_connect *c)
{
	return biosock_dialer_fd(c->race);
}

void bio_connect_end_race(struct bio_connect *c)
{
	biosock_dialer_free(c->race);
	c->race = NULL;
}
