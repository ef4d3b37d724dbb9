/* SPDX-License-Identifier: Apache-2.0 */
/* What to poll, where the host does not ask it itself: by controls, of one number everywhere. */
#include <openssl/bio.h>

static int ask(BIO *b, int command, BIO_POLL_DESCRIPTOR *desc)
{
	if (b == NULL)
		return -1;
	return BIO_ctrl(b, command, 0, desc) > 0;
}

int BIO_get_rpoll_descriptor(BIO *b, BIO_POLL_DESCRIPTOR *desc)
{
	return ask(b, BIO_CTRL_GET_RPOLL_DESCRIPTOR, desc);
}

int BIO_get_wpoll_descriptor(BIO *b, BIO_POLL_DESCRIPTOR *desc)
{
	return ask(b, BIO_CTRL_GET_WPOLL_DESCRIPTOR, desc);
}
