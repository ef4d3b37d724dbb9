/* SPDX-License-Identifier: Apache-2.0 */
/* One descriptor that can be read when the next step of a dial is due. */
#include <errno.h>

#include "dial/dialer.h"

static bool is_in(const struct dial_watching *list, size_t n, const struct dial_watching *one)
{
	for (size_t i = 0; i < n; i++) {
		if (list[i].fd == one->fd && list[i].whose == one->whose)
			return true;
	}
	return false;
}

static bool make_room(biosock_dialer *d, size_t n)
{
	struct dial_watching *grown;

	if (n <= d->watching_room)
		return true;
	grown = OPENSSL_realloc(d->watching, n * sizeof(*grown));
	if (grown == NULL)
		return false;
	d->watching = grown;
	d->watching_room = n;
	return true;
}

/* What is not waited for any more. Its socket may be closed already, and its number another's. */
static void drop_old(biosock_dialer *d, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < d->n_watching; i++) {
		bool still = false;

		for (size_t k = 0; k < n && !still; k++)
			still = is_in(&d->watching[i], 1,
			    &(struct dial_watching){ (int)d->polls[k].fd, d->polled[k] });
		if (still)
			d->watching[kept++] = d->watching[i];
		else
			(void)sys_watch_remove(&d->watch, d->watching[i].fd);
	}
	d->n_watching = kept;
}

static void add_new(biosock_dialer *d, size_t n)
{
	for (size_t k = 0; k < n; k++) {
		struct dial_watching one = { (int)d->polls[k].fd, d->polled[k] };
		unsigned wants = d->polls[k].events == POLLIN ? SYS_WATCH_READ : SYS_WATCH_WRITE;

		if (is_in(d->watching, d->n_watching, &one))
			continue;
		if (sys_watch_add(&d->watch, one.fd, wants, NULL) != -1)
			d->watching[d->n_watching++] = one;
		else
			dial_step_soon(d);
	}
}

/* What cannot be watched, for want of memory, is looked at when the timer says so. */
void dial_watch(biosock_dialer *d)
{
	int err = errno;
	size_t n;

	if (!d->watched)
		return;
	n = dial_list_polls(d);
	drop_old(d, n);
	if (make_room(d, n))
		add_new(d, n);
	else
		dial_step_soon(d);
	(void)sys_timer_set(d->timer, d->until == DIAL_NEVER   ? -1
	                              : d->until > dial_now(d) ? d->until - dial_now(d)
	                                                       : 0);
	errno = err;
}

static bool watch_init(biosock_dialer *d)
{
	if (sys_watch_init(&d->watch) == -1)
		return false;
	d->timer = sys_watch_fd(&d->watch) == -1 ? -1 : sys_timer_open();
	if (d->timer != -1 && sys_watch_add(&d->watch, d->timer, SYS_WATCH_READ, NULL) == 0)
		return true;
	dial_watch_fini(d);
	return false;
}

void dial_watch_fini(biosock_dialer *d)
{
	int err = errno;

	if (d->timer != -1)
		sys_timer_close(d->timer);
	d->timer = -1;
	sys_watch_fini(&d->watch);
	OPENSSL_free(d->watching);
	d->watching = NULL;
	errno = err;
}

int biosock_dialer_fd(biosock_dialer *d)
{
	if (d == NULL)
		return err_refuse(ERR_PLACE, ERR_LIB_BIO, ERR_R_PASSED_NULL_PARAMETER, EINVAL) - 1;
	if (!d->watched && !watch_init(d)) {
		sock_fail(ERR_PLACE, "biosock_dialer_fd", 0);
		return -1;
	}
	d->watched = true;
	dial_watch(d);
	return sys_watch_fd(&d->watch);
}
