/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Controls of datagrams in memory: capabilities, addresses, truncation, sizes. BIO_s_dgram_pair(3).
 */
#include <limits.h>

#include "bio/control_table.h"
#include "bio/memory/packet_end.h"
#include "err/raise.h"

/* No write buffer is smaller. */
enum { LEAST_SIZE = 1024 };

static long length(size_t n)
{
	return n < LONG_MAX ? (long)n : LONG_MAX;
}

static long reset(BIO *b, long number, void *pointer)
{
	(void)number, (void)pointer;
	bio_dgram_queue_clear(&bio_dgram_end(b)->written);
	return 1;
}

/* Memory without a pair is never at its end: it may yet write to itself. */
static long get_eof(BIO *b, long number, void *pointer)
{
	(void)number, (void)pointer;
	return bio_dgram_end(b)->other == NULL;
}

static long get_pending(BIO *b, long number, void *pointer)
{
	struct bio_dgram_end *other = bio_dgram_end(b)->other;
	size_t n = 0;

	(void)number, (void)pointer;
	if (other != NULL)
		bio_dgram_queue_next(&other->written, &n);
	return length(n);
}

static long get_guarantee(BIO *b, long number, void *pointer)
{
	struct bio_dgram_end *end = bio_dgram_end(b);

	(void)number, (void)pointer;
	return end->other == NULL ? 0 : length(bio_dgram_queue_room(&end->written, end->mtu));
}

/*
 * The size of a half can be set only while it is not paired. A negative number counts as a huge
 * one, for which there will be no memory when it is needed.
 */
static long set_size(BIO *b, long number, void *pointer)
{
	struct bio_dgram_end *end = bio_dgram_end(b);
	size_t size = (size_t)number < LEAST_SIZE ? LEAST_SIZE : (size_t)number;

	(void)pointer;
	if (end->other != NULL && end->other != end)
		return err_refuse(ERR_PLACE_OF("BIO_ctrl"), ERR_LIB_BIO, BIO_R_IN_USE, 0);
	return bio_dgram_queue_fix(&end->written, size);
}

static long get_size(BIO *b, long number, void *pointer)
{
	(void)number, (void)pointer;
	return (long)bio_dgram_end(b)->written.size;
}

static long set_no_trunc(BIO *b, long number, void *pointer)
{
	(void)pointer;
	bio_dgram_end(b)->whole = number != 0;
	return 1;
}

static long get_no_trunc(BIO *b, long number, void *pointer)
{
	(void)number, (void)pointer;
	return bio_dgram_end(b)->whole;
}

static long set_mtu(BIO *b, long number, void *pointer)
{
	struct bio_dgram_end *end = bio_dgram_end(b);

	(void)pointer;
	end->mtu = (unsigned int)number;
	if (end->other != NULL)
		end->other->mtu = end->mtu;
	return 1;
}

static long get_mtu(BIO *b, long number, void *pointer)
{
	(void)number, (void)pointer;
	return (long)bio_dgram_end(b)->mtu;
}

static long set_caps(BIO *b, long number, void *pointer)
{
	(void)pointer;
	bio_dgram_end(b)->caps = (uint32_t)number;
	return 1;
}

static long get_caps(BIO *b, long number, void *pointer)
{
	(void)number, (void)pointer;
	return (long)bio_dgram_end(b)->caps;
}

static uint32_t effective_caps(const BIO *b)
{
	const struct bio_dgram_end *other = bio_dgram_end(b)->other;

	return other == NULL ? BIO_DGRAM_CAP_NONE : other->caps;
}

static long get_effective_caps(BIO *b, long number, void *pointer)
{
	(void)number, (void)pointer;
	return (long)effective_caps(b);
}

/*
 * Local addresses are of use if the other half heeds those it gets and gives those it is asked for.
 */
static long get_local_cap(BIO *b, long number, void *pointer)
{
	const uint32_t needed = BIO_DGRAM_CAP_HANDLES_SRC_ADDR | BIO_DGRAM_CAP_PROVIDES_DST_ADDR;

	(void)number, (void)pointer;
	return (effective_caps(b) & needed) == needed;
}

/* Where local addresses are of no use, they can be turned neither on nor off. */
static long set_local_enable(BIO *b, long number, void *pointer)
{
	if (!get_local_cap(b, 0, pointer))
		return 0;
	bio_dgram_end(b)->local_enabled = number != 0;
	return 1;
}

static long get_local_enable(BIO *b, long number, void *pointer)
{
	(void)number;
	if (pointer == NULL)
		return err_refuse(
		    ERR_PLACE_OF("BIO_ctrl"), ERR_LIB_BIO, ERR_R_PASSED_NULL_PARAMETER, 0);
	*(int *)pointer = bio_dgram_end(b)->local_enabled;
	return 1;
}

/* The address is the BIO's from now on. */
static long set0_local(BIO *b, long number, void *pointer)
{
	struct bio_dgram_end *end = bio_dgram_end(b);

	(void)number;
	if (end->local != pointer)
		BIO_ADDR_free(end->local);
	end->local = pointer;
	return 1;
}

static const struct bio_control controls[] = {
	{ BIO_CTRL_PENDING, get_pending },
	{ BIO_CTRL_FLUSH, bio_control_yes },
	{ BIO_CTRL_EOF, get_eof },
	{ BIO_CTRL_RESET, reset },
	{ BIO_C_SET_WRITE_BUF_SIZE, set_size },
	{ BIO_C_GET_WRITE_BUF_SIZE, get_size },
	{ BIO_C_GET_WRITE_GUARANTEE, get_guarantee },
	{ BIO_CTRL_DGRAM_SET_NO_TRUNC, set_no_trunc },
	{ BIO_CTRL_DGRAM_GET_NO_TRUNC, get_no_trunc },
	{ BIO_CTRL_DGRAM_SET_MTU, set_mtu },
	{ BIO_CTRL_DGRAM_GET_MTU, get_mtu },
	{ BIO_CTRL_DGRAM_SET_CAPS, set_caps },
	{ BIO_CTRL_DGRAM_GET_CAPS, get_caps },
	{ BIO_CTRL_DGRAM_GET_EFFECTIVE_CAPS, get_effective_caps },
	{ BIO_CTRL_DGRAM_GET_LOCAL_ADDR_CAP, get_local_cap },
	{ BIO_CTRL_DGRAM_SET_LOCAL_ADDR_ENABLE, set_local_enable },
	{ BIO_CTRL_DGRAM_GET_LOCAL_ADDR_ENABLE, get_local_enable },
	{ BIO_CTRL_DGRAM_SET0_LOCAL_ADDR, set0_local },
};

/* At its end a BIO has nothing any more, which a program may ask that frees what it hung on it. */
long bio_dgram_control(BIO *b, int command, long number, void *pointer)
{
	if (b->data == NULL)
		return command == BIO_CTRL_EOF || command == BIO_CTRL_FLUSH;
	return bio_control(
	    controls, sizeof(controls) / sizeof(controls[0]), b, command, number, pointer);
}
