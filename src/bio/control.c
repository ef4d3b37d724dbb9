/* SPDX-License-Identifier: Apache-2.0 */
/* Controls: commands to a BIO, passed to its kind. */
#include "bio/callback.h"
#include "bio/object.h"
#include "err/raise.h"

static long unsupported(struct err_place place)
{
	err_raise(place, ERR_LIB_BIO, BIO_R_UNSUPPORTED_METHOD);
	return -2;
}

/* Told of every control, the callback may forbid it or change its result. */
static long tell(BIO *b, int oper, void *parg, int cmd, long larg, long ret)
{
	if (!bio_has_callback(b))
		return ret;
	return bio_call_callback(b, oper, parg, 0, cmd, larg, ret, NULL);
}

__attribute__((noinline)) static long control_told(BIO *b, int cmd, long larg, void *parg)
{
	long ret;

	if (!bio_is_usable("BIO_ctrl", b))
		return -1;
	if (b->method->ctrl == NULL)
		return unsupported(ERR_PLACE_OF("BIO_ctrl"));
	ret = tell(b, BIO_CB_CTRL, parg, cmd, larg, 1);
	if (ret <= 0)
		return ret;
	ret = b->method->ctrl(b, cmd, larg, parg);
	return tell(b, BIO_CB_CTRL | BIO_CB_RETURN, parg, cmd, larg, ret);
}

/* Mostly there is no callback, and that case must cost little. */
long BIO_ctrl(BIO *bp, int cmd, long larg, void *parg)
{
	if (bp == NULL || !bio_is_ours(bp) || bio_has_callback(bp) || bp->method->ctrl == NULL)
		return control_told(bp, cmd, larg, parg);
	return bp->method->ctrl(bp, cmd, larg, parg);
}

long BIO_int_ctrl(BIO *bp, int cmd, long larg, int iarg)
{
	return BIO_ctrl(bp, cmd, larg, &iarg);
}

void *BIO_ptr_ctrl(BIO *bp, int cmd, long larg)
{
	void *pointer = NULL;

	return BIO_ctrl(bp, cmd, larg, &pointer) <= 0 ? NULL : pointer;
}

/* The only command whose argument is a function. */
long BIO_callback_ctrl(BIO *b, int cmd, BIO_info_cb *fp)
{
	long ret;

	if (!bio_is_usable(ERR_FUNC, b))
		return -2;
	if (b->method->callback_ctrl == NULL || cmd != BIO_CTRL_SET_CALLBACK)
		return unsupported(ERR_PLACE);
	ret = tell(b, BIO_CB_CTRL, &fp, cmd, 0, 1);
	if (ret <= 0)
		return ret;
	ret = b->method->callback_ctrl(b, cmd, fp);
	return tell(b, BIO_CB_CTRL | BIO_CB_RETURN, &fp, cmd, 0, ret);
}

static size_t count(long ret)
{
	return ret < 0 ? 0 : (size_t)ret;
}

size_t BIO_ctrl_pending(BIO *b)
{
	return count(BIO_ctrl(b, BIO_CTRL_PENDING, 0, NULL));
}

size_t BIO_ctrl_wpending(BIO *b)
{
	return count(BIO_ctrl(b, BIO_CTRL_WPENDING, 0, NULL));
}

int BIO_get_rpoll_descriptor(BIO *b, BIO_POLL_DESCRIPTOR *desc)
{
	return (int)BIO_ctrl(b, BIO_CTRL_GET_RPOLL_DESCRIPTOR, 0, desc);
}

int BIO_get_wpoll_descriptor(BIO *b, BIO_POLL_DESCRIPTOR *desc)
{
	return (int)BIO_ctrl(b, BIO_CTRL_GET_WPOLL_DESCRIPTOR, 0, desc);
}
