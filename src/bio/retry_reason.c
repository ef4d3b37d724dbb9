/* SPDX-License-Identifier: Apache-2.0 */
/* Retrying: which BIO of a chain asked for it, and why. */
#include "bio/object.h"
#include "err/raise.h"

/*
 * Filters copy the retry flags of the BIO behind them, so the last BIO that has them
 * set them first.
 */
BIO *BIO_get_retry_BIO(BIO *bio, int *reason)
{
	BIO *last = bio;

	if (bio != NULL && !bio_is_usable(ERR_FUNC, bio))
		last = bio = NULL;
	for (BIO *b = bio; b != NULL && BIO_should_retry(b); b = b->next)
		last = b;
	if (reason != NULL)
		*reason = BIO_get_retry_reason(last);
	return last;
}

int BIO_get_retry_reason(BIO *bio)
{
	return bio_is_usable(ERR_FUNC, bio) ? bio->retry_reason : 0;
}

void BIO_set_retry_reason(BIO *bio, int reason)
{
	if (bio_is_usable(ERR_FUNC, bio))
		bio->retry_reason = reason;
}

void BIO_copy_next_retry(BIO *b)
{
	if (!bio_is_usable(ERR_FUNC, b) || b->next == NULL)
		return;
	BIO_set_flags(b, BIO_get_retry_flags(b->next));
	b->retry_reason = b->next->retry_reason;
}
