/* SPDX-License-Identifier: Apache-2.0 */
/*
 * BIO_s_dgram_pair(3): a pair of BIOs, each of which reads the datagrams that were written
 * to the other.
 */
#include "bio/memory/packet_end.h"
#include "bio/memory/pair.h"
#include "err/raise.h"

static void part(struct bio_dgram_end *end)
{
	end->other = NULL;
	end->local_enabled = false;
	end->owner->init = 0;
	bio_dgram_queue_clear(&end->written);
}

static long destroy_pair(BIO *b)
{
	struct bio_dgram_end *end = bio_dgram_end(b);

	if (end->other != NULL) {
		part(end->other);
		part(end);
	}
	return 1;
}

static void join(struct bio_dgram_end *end, struct bio_dgram_end *other)
{
	end->other = other;
	end->owner->init = 1;
}

static long fail(int reason, const char *why)
{
	err_raise_data(ERR_PLACE_OF("BIO_ctrl"), ERR_LIB_BIO, reason, "%s", why);
	return 0;
}

static long make_pair(BIO *b, BIO *other)
{
	struct bio_dgram_end *mine = bio_dgram_end(b), *theirs;

	if (other == NULL)
		return err_refuse(ERR_PLACE_OF("BIO_ctrl"), ERR_LIB_BIO, BIO_R_INVALID_ARGUMENT, 0);
	if (other->method != b->method)
		return fail(BIO_R_INVALID_ARGUMENT, "both BIOs must be BIO_dgram_pair");
	theirs = bio_dgram_end(other);
	if (mine->other != NULL || theirs->other != NULL)
		return fail(
		    BIO_R_IN_USE, "cannot associate a BIO_dgram_pair which is already in use");
	if (b == other)
		return fail(BIO_R_INVALID_ARGUMENT, "a BIO_dgram_pair is not its own peer");
	if (!bio_dgram_queue_allocate(&mine->written) ||
	    !bio_dgram_queue_allocate(&theirs->written))
		return err_refuse(ERR_PLACE_OF("BIO_ctrl"), ERR_LIB_BIO, ERR_R_BIO_LIB, 0);
	join(mine, theirs);
	join(theirs, mine);
	return 1;
}

static long pair_ctrl(BIO *b, int command, long number, void *pointer)
{
	if (command == BIO_C_MAKE_BIO_PAIR)
		return make_pair(b, pointer);
	if (command == BIO_C_DESTROY_BIO_PAIR)
		return destroy_pair(b);
	return bio_dgram_control(b, command, number, pointer);
}

static int destroy(BIO *b)
{
	destroy_pair(b);
	return bio_dgram_destroy(b);
}

static const BIO_METHOD method = {
	.mark = bio_mark,
	.type = BIO_TYPE_DGRAM_PAIR,
	.name = "BIO dgram pair",
	.write = bio_dgram_write,
	.read = bio_dgram_read,
	.ctrl = pair_ctrl,
	.create = bio_dgram_create,
	.destroy = destroy,
	.sendmmsg = bio_dgram_sendmmsg,
	.recvmmsg = bio_dgram_recvmmsg,
};

const BIO_METHOD *BIO_s_dgram_pair(void)
{
	return &method;
}

int BIO_new_bio_dgram_pair(BIO **bio1, size_t writebuf1, BIO **bio2, size_t writebuf2)
{
	return bio_pair_new(&method, bio1, writebuf1, bio2, writebuf2);
}
