/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Many datagrams at once: BIO_sendmmsg(3). Nothing of the BIO changes here: threads may do it at
 * the same time.
 */
#include <string.h>

#include "bio/datagram/datagram_bio.h"
#include "sock/failure.h"
#include "sys/datagram.h"

#define SEND_PLACE    ERR_PLACE_OF("BIO_sendmmsg")
#define RECEIVE_PLACE ERR_PLACE_OF("BIO_recvmmsg")

/*
 * The caller's messages: each `stride` bytes behind the one before, since a newer caller's
 * may be larger.
 */
struct messages {
	BIO_MSG *first;
	size_t stride;
	size_t n;
};

static BIO_MSG *message(const struct messages *all, size_t i)
{
	return (BIO_MSG *)(void *)((char *)all->first + i * all->stride);
}

/*
 * At most as many as are taken at a time. Messages that would overlap are refused; a single one
 * cannot overlap. No flags are defined yet, so those that are set are ignored.
 */
static int check(struct err_place place, struct messages *all)
{
	if (all->n > 0 && all->first == NULL)
		return err_refuse(place, ERR_LIB_BIO, ERR_R_PASSED_NULL_PARAMETER, 0);
	if (all->n > 1 && all->stride < sizeof(BIO_MSG))
		return err_refuse(place, ERR_LIB_BIO, BIO_R_INVALID_ARGUMENT, 0);
	if (all->n > SYS_DATAGRAMS_MAX)
		all->n = SYS_DATAGRAMS_MAX;
	return 1;
}

static int outgoing(BIO *b, const BIO_MSG *m, struct sys_datagram *out)
{
	*out = (struct sys_datagram){ .bytes = m->data, .n = m->data_len };
	if (m->peer != NULL) {
		out->peer = &m->peer->sa;
		out->peer_size = addr_size(m->peer);
	}
	return bio_datagram_source(b, m->local, &out->local);
}

/*
 * Returns how many messages can be sent, up to the first that cannot; *out_reason says
 * why that cannot.
 */
static size_t gather(BIO *b, const struct messages *all, struct sys_datagram *list, int *out_reason)
{
	for (size_t i = 0; i < all->n; i++) {
		*out_reason = outgoing(b, message(all, i), &list[i]);
		if (*out_reason != 0)
			return i;
	}
	return all->n;
}

static void report(const struct messages *all, size_t done, const struct sys_datagram *list)
{
	for (size_t i = 0; i < done; i++) {
		message(all, i)->data_len = list[i].n;
		message(all, i)->flags = 0;
	}
}

int bio_datagram_sendmmsg(
    BIO *b, BIO_MSG *msg, size_t stride, size_t n_msg, uint64_t flags, size_t *out_done)
{
	struct messages all = { msg, stride, n_msg };
	struct sys_datagram list[SYS_DATAGRAMS_MAX];
	int reason = 0;
	size_t ready;
	int done;

	(void)flags;
	*out_done = 0;
	if (!check(SEND_PLACE, &all))
		return 0;
	ready = gather(b, &all, list, &reason);
	if (ready == 0)
		return reason == 0 || err_refuse(SEND_PLACE, ERR_LIB_BIO, reason, 0);
	done = sys_datagrams_send(frame_fd(b), list, ready);
	if (done < 0) {
		sock_fail(SEND_PLACE, "sendmmsg", 0);
		return 0;
	}
	report(&all, (size_t)done, list);
	*out_done = (size_t)done;
	return 1;
}

/*
 * Returns how many messages can be received, up to the first that wants a local address of a BIO
 * that does not tell any.
 */
static size_t prepare(
    const BIO *b, const struct messages *all, struct sys_datagram *list, BIO_ADDR *peers)
{
	const struct bio_datagram *d = frame_data(b);

	for (size_t i = 0; i < all->n; i++) {
		const BIO_MSG *m = message(all, i);

		if (m->local != NULL && d->local_family == AF_UNSPEC)
			return i;
		list[i] = (struct sys_datagram){ .bytes = m->data, .n = m->data_len };
		if (m->peer == NULL)
			continue;
		memset(&peers[i], 0, sizeof(peers[i]));
		list[i].peer = &peers[i].sa;
		list[i].peer_size = sizeof(peers[i]);
	}
	return all->n;
}

/* A sender without a name: an AF_UNIX socket that is not bound. */
static void hand_out_addresses(
    BIO *b, const BIO_MSG *m, const struct sys_datagram *received, const BIO_ADDR *peer)
{
	if (m->peer != NULL && received->peer_size > 0)
		addr_store(m->peer, peer, received->peer_size);
	else if (m->peer != NULL)
		BIO_ADDR_clear(m->peer);
	if (m->local != NULL)
		bio_datagram_destination(b, &received->local, m->local);
}

int bio_datagram_recvmmsg(
    BIO *b, BIO_MSG *msg, size_t stride, size_t n_msg, uint64_t flags, size_t *out_done)
{
	struct messages all = { msg, stride, n_msg };
	struct sys_datagram list[SYS_DATAGRAMS_MAX];
	BIO_ADDR peers[SYS_DATAGRAMS_MAX];
	size_t ready;
	int done;

	(void)flags;
	*out_done = 0;
	if (!check(RECEIVE_PLACE, &all))
		return 0;
	ready = prepare(b, &all, list, peers);
	if (ready == 0)
		return all.n == 0 ||
		       err_refuse(RECEIVE_PLACE, ERR_LIB_BIO, BIO_R_LOCAL_ADDR_NOT_AVAILABLE, 0);
	done = sys_datagrams_receive(frame_fd(b), list, ready);
	if (done < 0) {
		sock_fail(RECEIVE_PLACE, "recvmmsg", 0);
		return 0;
	}
	report(&all, (size_t)done, list);
	for (int i = 0; i < done; i++)
		hand_out_addresses(b, message(&all, (size_t)i), &list[i], &peers[i]);
	*out_done = (size_t)done;
	return 1;
}
