/* SPDX-License-Identifier: Apache-2.0 */
/* The controls that many kinds share. */
#include "bio/control_table.h"

#include "bio/frame.h"

long bio_control_no(BIO *b, long number, void *pointer)
{
	(void)b, (void)number, (void)pointer;
	return 0;
}

long bio_control_yes(BIO *b, long number, void *pointer)
{
	(void)b, (void)number, (void)pointer;
	return 1;
}

long bio_control_get_close(BIO *b, long number, void *pointer)
{
	(void)number, (void)pointer;
	return frame_closes(b);
}

long bio_control_set_close(BIO *b, long number, void *pointer)
{
	(void)pointer;
	frame_set_closes(b, (int)number);
	return 1;
}
