/* SPDX-License-Identifier: Apache-2.0 */
/* The controls of BIO_s_datagram(): peers, timeouts, modes (BIO_s_datagram(3)). */
#include <string.h>

#include "bio/control_table.h"
#include "bio/datagram/datagram_bio.h"
#include "bio/socket/socket_bio.h"
#include "sock/failure.h"
#include "sys/calls.h"

void bio_datagram_set_peer(struct bio_datagram *d, const BIO_ADDR *peer)
{
	if (BIO_ADDR_family(peer) == AF_UNSPEC || !BIO_ADDR_copy(&d->peer, peer))
		BIO_ADDR_clear(&d->peer);
}

static long set_peer(BIO *b, long number, void *pointer)
{
	(void)number;
	if (pointer == NULL)
		return bio_datagram_refuse_null();
	bio_datagram_set_peer(frame_data(b), pointer);
	return 1;
}

/* The socket is not connected any more, and there is no peer to write to. */
static long set_connected(BIO *b, long number, void *pointer)
{
	struct bio_datagram *d = frame_data(b);

	(void)number;
	d->connected = pointer != NULL;
	if (d->connected)
		bio_datagram_set_peer(d, pointer);
	else
		BIO_ADDR_clear(&d->peer);
	return 1;
}

static size_t whole_size(const BIO_ADDR *addr)
{
	switch (BIO_ADDR_family(addr)) {
	case AF_INET:
		return sizeof(addr->s_in);
	case AF_INET6:
		return sizeof(addr->s_in6);
	case AF_UNIX:
		return sizeof(addr->s_un);
	default:
		return sizeof(*addr);
	}
}

/*
 * Copies as much of the peer as there is room for; a number of 0 or less means enough room. Returns
 * how much that was.
 */
static long give(const BIO_ADDR *addr, long room, void *out)
{
	size_t size = whole_size(addr);

	if (room > 0 && (unsigned long)room < size)
		size = (size_t)room;
	memcpy(out, addr, size);
	return (long)size;
}

static long get_peer(BIO *b, long number, void *pointer)
{
	const struct bio_datagram *d = frame_data(b);

	if (pointer == NULL)
		return bio_datagram_refuse_null();
	return give(&d->peer, number, pointer);
}

/* Writes the peer that was set, or, if there is none, the one that the socket is connected to. */
static long detect_peer(BIO *b, long number, void *pointer)
{
	const struct bio_datagram *d = frame_data(b);
	BIO_ADDR peer = { 0 };
	socklen_t len = sizeof(peer);

	if (pointer == NULL)
		return bio_datagram_refuse_null();
	if (d->peer.sa.sa_family != AF_UNSPEC)
		return give(&d->peer, number, pointer);
	if (sys_getpeername(frame_fd(b), &peer.sa, &len) == -1 || peer.sa.sa_family == AF_UNSPEC)
		return 0;
	return give(&peer, number, pointer);
}

/* WARNING: 0 for success, as of setsockopt(2), and -1 for failure. */
static long set_timeout(BIO *b, enum sys_wait_for what, const struct timeval *time)
{
	if (sys_timeout_set(frame_fd(b), what, time) == 0)
		return 0;
	sock_fail(ERR_PLACE_OF("BIO_ctrl"), "setsockopt", 0);
	return -1;
}

/* WARNING: the size of what it wrote, or -1. */
static long get_timeout(BIO *b, enum sys_wait_for what, struct timeval *out_time)
{
	if (sys_timeout_get(frame_fd(b), what, out_time) == 0)
		return (long)sizeof(*out_time);
	sock_fail(ERR_PLACE_OF("BIO_ctrl"), "getsockopt", 0);
	return -1;
}

static long set_nonblocking(BIO *b, long number, void *pointer)
{
	(void)pointer;
	return BIO_socket_nbio(frame_fd(b), number != 0);
}

static long set_receive_timeout(BIO *b, long number, void *pointer)
{
	(void)number;
	return set_timeout(b, SYS_TO_RECEIVE, pointer);
}

static long get_receive_timeout(BIO *b, long number, void *pointer)
{
	(void)number;
	return get_timeout(b, SYS_TO_RECEIVE, pointer);
}

static long set_send_timeout(BIO *b, long number, void *pointer)
{
	(void)number;
	return set_timeout(b, SYS_TO_SEND, pointer);
}

static long get_send_timeout(BIO *b, long number, void *pointer)
{
	(void)number;
	return get_timeout(b, SYS_TO_SEND, pointer);
}

/* A time of day, although its name and page make it an interval: DTLS gives the first. */
static long set_next_timeout(BIO *b, long number, void *pointer)
{
	struct bio_datagram *d = frame_data(b);

	(void)number;
	if (pointer == NULL)
		return bio_datagram_refuse_null();
	memcpy(&d->deadline, pointer, sizeof(d->deadline));
	return 1;
}

/*
 * WARNING: there is one answer for reading and writing, and the control that asks first takes it.
 */
static long timed_out(BIO *b, long number, void *pointer)
{
	struct bio_datagram *d = frame_data(b);
	bool expired = d->timed_out;

	(void)number;
	(void)pointer;
	d->timed_out = false;
	return expired;
}

static long set_peek(BIO *b, long number, void *pointer)
{
	struct bio_datagram *d = frame_data(b);

	(void)pointer;
	d->peek = number != 0;
	return 1;
}

static long set_no_trunc(BIO *b, long number, void *pointer)
{
	struct bio_datagram *d = frame_data(b);

	(void)pointer;
	d->whole = number != 0;
	return 1;
}

static long get_no_trunc(BIO *b, long number, void *pointer)
{
	const struct bio_datagram *d = frame_data(b);

	(void)number;
	(void)pointer;
	return d->whole;
}

static const struct bio_control controls[] = {
	{ BIO_C_GET_FD, bio_socket_get_fd },
	{ BIO_C_SET_NBIO, set_nonblocking },
	{ BIO_CTRL_GET_CLOSE, bio_control_get_close },
	{ BIO_CTRL_SET_CLOSE, bio_control_set_close },
	{ BIO_CTRL_DUP, bio_control_yes },
	{ BIO_CTRL_FLUSH, bio_control_yes },
	{ BIO_CTRL_GET_RPOLL_DESCRIPTOR, bio_socket_poll_descriptor },
	{ BIO_CTRL_GET_WPOLL_DESCRIPTOR, bio_socket_poll_descriptor },
	{ BIO_CTRL_DGRAM_CONNECT, set_peer },
	{ BIO_CTRL_DGRAM_SET_CONNECTED, set_connected },
	{ BIO_CTRL_DGRAM_SET_PEER, set_peer },
	{ BIO_CTRL_DGRAM_GET_PEER, get_peer },
	{ BIO_CTRL_DGRAM_DETECT_PEER_ADDR, detect_peer },
	{ BIO_CTRL_DGRAM_SET_NEXT_TIMEOUT, set_next_timeout },
	{ BIO_CTRL_DGRAM_SET_RECV_TIMEOUT, set_receive_timeout },
	{ BIO_CTRL_DGRAM_GET_RECV_TIMEOUT, get_receive_timeout },
	{ BIO_CTRL_DGRAM_SET_SEND_TIMEOUT, set_send_timeout },
	{ BIO_CTRL_DGRAM_GET_SEND_TIMEOUT, get_send_timeout },
	{ BIO_CTRL_DGRAM_GET_RECV_TIMER_EXP, timed_out },
	{ BIO_CTRL_DGRAM_GET_SEND_TIMER_EXP, timed_out },
	{ BIO_CTRL_DGRAM_MTU_DISCOVER, bio_datagram_mtu_discover },
	{ BIO_CTRL_DGRAM_QUERY_MTU, bio_datagram_query_mtu },
	{ BIO_CTRL_DGRAM_GET_MTU, bio_datagram_get_mtu },
	{ BIO_CTRL_DGRAM_SET_MTU, bio_datagram_set_mtu },
	{ BIO_CTRL_DGRAM_MTU_EXCEEDED, bio_datagram_mtu_exceeded },
	{ BIO_CTRL_DGRAM_GET_FALLBACK_MTU, bio_datagram_fallback_mtu },
	{ BIO_CTRL_DGRAM_GET_MTU_OVERHEAD, bio_datagram_mtu_overhead },
	{ BIO_CTRL_DGRAM_SET_DONT_FRAG, bio_datagram_dont_fragment },
	/* SCTP's: other sockets have nothing to set up for a handshake. */
	{ BIO_CTRL_DGRAM_SCTP_SET_IN_HANDSHAKE, bio_control_yes },
	{ BIO_CTRL_DGRAM_SET_PEEK_MODE, set_peek },
	{ BIO_CTRL_DGRAM_SET_NO_TRUNC, set_no_trunc },
	{ BIO_CTRL_DGRAM_GET_NO_TRUNC, get_no_trunc },
	{ BIO_CTRL_DGRAM_GET_LOCAL_ADDR_CAP, bio_datagram_local_cap },
	{ BIO_CTRL_DGRAM_GET_LOCAL_ADDR_ENABLE, bio_datagram_get_local_enable },
	{ BIO_CTRL_DGRAM_SET_LOCAL_ADDR_ENABLE, bio_datagram_set_local_enable },
	{ BIO_CTRL_DGRAM_SET0_LOCAL_ADDR, bio_datagram_set0_local },
	{ BIO_CTRL_DGRAM_GET_EFFECTIVE_CAPS, bio_datagram_effective_caps },
};

long bio_datagram_control(BIO *b, int command, long number, void *pointer)
{
	return bio_control(
	    controls, sizeof(controls) / sizeof(controls[0]), b, command, number, pointer);
}
