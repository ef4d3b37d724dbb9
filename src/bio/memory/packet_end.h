/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where datagrams in memory are written and read: half of BIO_s_dgram_pair(3), or
 * a whole BIO_s_dgram_mem().
 */
#ifndef BIOSOCK_BIO_MEMORY_PACKET_END_H
#define BIOSOCK_BIO_MEMORY_PACKET_END_H

#include "bio/memory/packet_queue.h"
#include "bio/object.h"

struct bio_dgram_end {
	struct bio_dgram_queue written;
	struct bio_dgram_end *other; /* whose written datagrams this one reads; NULL: not paired */
	BIO *owner;
	BIO_ADDR *local; /* what datagrams are sent from that say nothing of it, or NULL */
	uint32_t caps;   /* BIO_DGRAM_CAP_*, as promised to the other */
	unsigned int mtu;
	bool local_enabled;
	bool whole; /* datagrams are read whole or not at all */
};

struct bio_dgram_end *bio_dgram_end(const BIO *b);

/* The operations of both kinds; the caller of create and destroy pairs and parts. */
int bio_dgram_create(BIO *b);
int bio_dgram_destroy(BIO *b);
int bio_dgram_read(BIO *b, char *buf, size_t n, size_t *out_n);
int bio_dgram_write(BIO *b, const char *buf, size_t n, size_t *out_n);
int bio_dgram_sendmmsg(
    BIO *b, BIO_MSG *msg, size_t stride, size_t n, uint64_t flags, size_t *out_done);
int bio_dgram_recvmmsg(
    BIO *b, BIO_MSG *msg, size_t stride, size_t n, uint64_t flags, size_t *out_done);

/* All controls but those that pair and part. */
long bio_dgram_control(BIO *b, int command, long number, void *pointer);

#endif
