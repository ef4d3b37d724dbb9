/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of BIO_s_datagram() share; the socket is the BIO's descriptor. */
#ifndef BIOSOCK_BIO_DATAGRAM_DATAGRAM_BIO_H
#define BIOSOCK_BIO_DATAGRAM_DATAGRAM_BIO_H

#include <stdbool.h>

#include "addr/address.h"
#include "bio/frame.h"
#include "err/raise.h"
#include "sys/pktinfo.h"
#include "sys/timeouts.h"

/* The BIO's data. */
struct bio_datagram {
	BIO_ADDR peer;           /* where writes go; AF_UNSPEC: nobody yet */
	BIO_ADDR *local;         /* where from, unless the message says; NULL: no matter */
	struct timeval deadline; /* when reads give up; not beyond 1970: never */
	unsigned mtu;            /* what was set, or found out; 0: neither */
	int local_family;    /* of the socket that tells local addresses; AF_UNSPEC: it does not */
	unsigned short port; /* the port it was bound to then, in network byte order; 0: none yet */
	bool connected;      /* the socket has a peer of its own */
	bool peek, whole;    /* reads leave the datagram; refuse to cut it */
	bool timed_out, too_large; /* for their controls */
};

/* The read and write operations. */
int bio_datagram_read(BIO *b, char *out, size_t size, size_t *out_n);
int bio_datagram_write(BIO *b, const char *bytes, size_t size, size_t *out_n);

/* The controls, together the kind's ctrl operation. */
long bio_datagram_control(BIO *b, int command, long number, void *pointer);

/* Takes the address over; of family AF_UNSPEC, or one unknown, it makes the peer nobody. */
void bio_datagram_set_peer(struct bio_datagram *d, const BIO_ADDR *peer);

/*
 * A control's NULL that must not be one: ERR_R_PASSED_NULL_PARAMETER, in the name of BIO_ctrl().
 * Returns 0.
 */
static inline long bio_datagram_refuse_null(void)
{
	return err_refuse(ERR_PLACE_OF("BIO_ctrl"), ERR_LIB_BIO, ERR_R_PASSED_NULL_PARAMETER, 0);
}

/*
 * The family of the socket, and if out is not NULL its whole name; AF_UNSPEC with errno if it
 * cannot be asked.
 */
int bio_datagram_family(const BIO *b, BIO_ADDR *out_name);

/* Controls: what they are called in BIO_s_datagram(3) and BIO_sendmmsg(3). */
long bio_datagram_mtu_discover(BIO *b, long number, void *pointer);
long bio_datagram_query_mtu(BIO *b, long number, void *pointer);
long bio_datagram_get_mtu(BIO *b, long number, void *pointer);
long bio_datagram_set_mtu(BIO *b, long number, void *pointer);
long bio_datagram_mtu_exceeded(BIO *b, long number, void *pointer);
long bio_datagram_fallback_mtu(BIO *b, long number, void *pointer);
long bio_datagram_mtu_overhead(BIO *b, long number, void *pointer);
long bio_datagram_dont_fragment(BIO *b, long number, void *pointer);
long bio_datagram_local_cap(BIO *b, long number, void *pointer);
long bio_datagram_get_local_enable(BIO *b, long number, void *pointer);
long bio_datagram_set_local_enable(BIO *b, long number, void *pointer);
long bio_datagram_set0_local(BIO *b, long number, void *pointer);
long bio_datagram_effective_caps(BIO *b, long number, void *pointer);

/*
 * The local address that a message to be sent asks for, or if it does not the BIO's; AF_UNSPEC if
 * neither does. 0, or the reason why it cannot be.
 */
int bio_datagram_source(BIO *b, const BIO_ADDR *wanted, struct sys_pktinfo *out_local);
/* The other way: *out is cleared if it is not known. */
void bio_datagram_destination(BIO *b, const struct sys_pktinfo *local, BIO_ADDR *out);

/* BIO_sendmmsg(3). */
int bio_datagram_sendmmsg(
    BIO *b, BIO_MSG *msg, size_t stride, size_t n_msg, uint64_t flags, size_t *out_done);
int bio_datagram_recvmmsg(
    BIO *b, BIO_MSG *msg, size_t stride, size_t n_msg, uint64_t flags, size_t *out_done);

#endif
