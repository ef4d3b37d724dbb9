/* SPDX-License-Identifier: Apache-2.0 */
/* Operations that not all hosts take. */
#include "host/operations.h"
#include "err/raise.h"

#ifdef HOST_HAS_BIO_meth_set_sendmmsg
static int send_many(BIO *b, BIO_MSG *msg, size_t stride, size_t n, uint64_t flags, size_t *out_n)
{
	const struct frame_kind *kind = host_bio(b)->kind;

	*out_n = 0;
	if (kind->sendmmsg != NULL)
		return kind->sendmmsg(b, msg, stride, n, flags, out_n);
	return err_refuse(ERR_PLACE_OF("BIO_sendmmsg"), ERR_LIB_BIO, BIO_R_UNSUPPORTED_METHOD, 0);
}

static int receive_many(
    BIO *b, BIO_MSG *msg, size_t stride, size_t n, uint64_t flags, size_t *out_n)
{
	const struct frame_kind *kind = host_bio(b)->kind;

	*out_n = 0;
	if (kind->recvmmsg != NULL)
		return kind->recvmmsg(b, msg, stride, n, flags, out_n);
	return err_refuse(ERR_PLACE_OF("BIO_recvmmsg"), ERR_LIB_BIO, BIO_R_UNSUPPORTED_METHOD, 0);
}

bool host_set_mmsg(BIO_METHOD *method, const struct frame_kind *kind)
{
	return BIO_meth_set_sendmmsg(method, kind->sendmmsg != NULL ? send_many : NULL) &&
	       BIO_meth_set_recvmmsg(method, kind->recvmmsg != NULL ? receive_many : NULL);
}
#else
bool host_set_mmsg(BIO_METHOD *method, const struct frame_kind *kind)
{
	(void)method, (void)kind;
	return true;
}
#endif

#if defined(HOST_HAS_BIO_meth_set_callback_ctrl) && defined(HOST_HAS_BIO_info_cb)
static long callback_control(BIO *b, int command, BIO_info_cb *info)
{
	const struct frame_kind *kind = host_bio(b)->kind;

	return kind->callback_ctrl != NULL ? kind->callback_ctrl(b, command, info) : 0;
}

bool host_set_callback_ctrl(BIO_METHOD *method, const struct frame_kind *kind)
{
	return BIO_meth_set_callback_ctrl(
	    method, kind->callback_ctrl != NULL ? callback_control : NULL);
}
#else
bool host_set_callback_ctrl(BIO_METHOD *method, const struct frame_kind *kind)
{
	(void)method, (void)kind;
	return true;
}
#endif

#if defined(HOST_HAS_BIO_get_callback) && defined(HOST_HAS_BIO_get_callback_ex)
void host_inherit_callback(BIO *to, const BIO *from)
{
	BIO_set_callback(to, BIO_get_callback(from));
	BIO_set_callback_ex(to, BIO_get_callback_ex(from));
	BIO_set_callback_arg(to, BIO_get_callback_arg(from));
}
#else
void host_inherit_callback(BIO *to, const BIO *from)
{
	(void)to, (void)from;
}
#endif
