/* SPDX-License-Identifier: Apache-2.0 */
/* BIO_s_dgram_mem(), of BIO_s_mem(3): one BIO that reads the datagrams that were written to it. */
#include "bio/memory/packet_end.h"

static int create(BIO *b)
{
	struct bio_dgram_end *end;

	if (!bio_dgram_create(b))
		return 0;
	end = bio_dgram_end(b);
	end->other = end;
	end->written.grows = true;
	b->init = 1;
	return 1;
}

static const BIO_METHOD method = {
	.mark = bio_mark,
	.type = BIO_TYPE_DGRAM_MEM,
	.name = "BIO dgram mem",
	.write = bio_dgram_write,
	.read = bio_dgram_read,
	.ctrl = bio_dgram_control,
	.create = create,
	.destroy = bio_dgram_destroy,
	.sendmmsg = bio_dgram_sendmmsg,
	.recvmmsg = bio_dgram_recvmmsg,
};

const BIO_METHOD *BIO_s_dgram_mem(void)
{
	return &method;
}
