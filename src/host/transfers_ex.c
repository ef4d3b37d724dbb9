/* SPDX-License-Identifier: Apache-2.0 */
/* Reads and writes for hosts that take them as they are. */
#include "host/operations.h"

bool host_set_transfers(BIO_METHOD *method, const struct frame_kind *kind)
{
	return BIO_meth_set_read_ex(method, kind->read) &&
	       BIO_meth_set_write_ex(method, kind->write);
}
