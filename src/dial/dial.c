/* SPDX-License-Identifier: Apache-2.0 */
/* biosock_dial(3): a dial from beginning to end. */
#include <errno.h>

#include "dial/alone.h"
#include "dial/dialer.h"

int dial_wait(biosock_dialer *d)
{
	int r;

	if (d->plan.set.cancel_fd != -1)
		dial_look(d, 0);
	while ((r = dial_decide(d)) == 0)
		dial_look(d, dial_patience(d));
	return r;
}

int dial_end(biosock_dialer *d, biosock_dial_result *result)
{
	int fd = -1;

	if (!d->race.over) {
		fd = dial_hand_over(d, result);
	} else {
		dial_fill_result(d, result);
		dial_raise_story(d);
	}
	dial_drop_questions(d);
	dial_close_others(d);
	dial_tell_end(d, fd == -1 ? errno : 0);
	biosock_dialer_free(d);
	return fd;
}

static int run(biosock_dialer *d, biosock_dial_result *result)
{
	(void)dial_wait(d);
	return dial_end(d, result);
}

static bool is_result(struct err_place place, const biosock_dial_result *result)
{
	if (result == NULL || result->size == sizeof(*result))
		return true;
	return err_refuse(place, ERR_LIB_BIO, BIO_R_INVALID_ARGUMENT, EINVAL) != 0;
}

/* A success leaves errno as it was. */
static int settle(int fd, int before)
{
	if (fd != -1)
		errno = before;
	return fd;
}

int biosock_dial(const char *host, const char *service, const biosock_dial_options *options,
    biosock_dial_result *result)
{
	struct dial_plan plan;
	biosock_dialer *d;
	BIO_ADDR peer;
	int before = errno;

	if (!is_result(ERR_PLACE, result) || !dial_plan_init(ERR_PLACE, &plan, options))
		return -1;
	if (dial_is_alone(&plan, host, service, &peer))
		return settle(dial_alone(ERR_PLACE, &plan, &peer, result), before);
	d = dial_new_planned(ERR_PLACE, &plan);
	if (d == NULL)
		return -1;
	return settle(dial_begin(d, host, service) ? run(d, result) : dial_give_up(d), before);
}

/* What is of a family that is not to be tried is left out. */
static bool take_all(biosock_dialer *d, const BIO_ADDR *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (!dial_plan_takes(&d->plan, list[i]->sa.sa_family))
			continue;
		if (!dial_take_address(d, list[i]))
			return false;
	}
	dial_took_all(d);
	return true;
}

/* A list of addresses, none of them NULL or of no family. */
static bool is_list(struct err_place place, const BIO_ADDR *const *list, size_t n)
{
	bool good = list != NULL && n > 0;

	for (size_t i = 0; good && i < n; i++)
		good = list[i] != NULL &&
		       (list[i]->sa.sa_family == AF_INET || list[i]->sa.sa_family == AF_INET6 ||
		           list[i]->sa.sa_family == AF_UNIX);
	return good || err_refuse(place, ERR_LIB_BIO, BIO_R_INVALID_ARGUMENT, EINVAL) != 0;
}

int biosock_dial_addresses(const BIO_ADDR *const *list, size_t n,
    const biosock_dial_options *options, biosock_dial_result *result)
{
	biosock_dialer *d;
	int before = errno;

	if (!is_result(ERR_PLACE, result) || !is_list(ERR_PLACE, list, n))
		return -1;
	d = dial_new(ERR_PLACE, options);
	if (d == NULL)
		return -1;
	return settle(take_all(d, list, n) ? run(d, result) : dial_give_up(d), before);
}

int biosock_lookup_limit(int threads)
{
	if (threads < 1)
		return err_refuse(ERR_PLACE, ERR_LIB_BIO, BIO_R_INVALID_ARGUMENT, EINVAL) - 1;
	return dial_ask_limit(threads);
}
