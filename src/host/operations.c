/* SPDX-License-Identifier: Apache-2.0 */
/* Operations that not all hosts take. */
#include "host/operations.h"

#ifdef HOST_HAS_BIO_meth_set_sendmmsg
bool host_set_mmsg(BIO_METHOD *method, const struct frame_kind *kind)
{
	return BIO_meth_set_sendmmsg(method, kind->sendmmsg) &&
	       BIO_meth_set_recvmmsg(method, kind->recvmmsg);
}
#else
bool host_set_mmsg(BIO_METHOD *method, const struct frame_kind *kind)
{
	(void)method, (void)kind;
	return true;
}
#endif

#if defined(HOST_HAS_BIO_meth_set_callback_ctrl) && defined(HOST_HAS_BIO_info_cb)
bool host_set_callback_ctrl(BIO_METHOD *method, const struct frame_kind *kind)
{
	return BIO_meth_set_callback_ctrl(method, kind->callback_ctrl);
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
