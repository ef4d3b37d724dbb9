/* SPDX-License-Identifier: Apache-2.0 */
/* BIO_s_accept(): connections that peers make (BIO_s_accept(3)). */
#include <limits.h>

#include "bio/accept/accept_bio.h"
#include "bio/put_text.h"
#include "bio/socket/socket_bio.h"

static int create(BIO *b)
{
	struct bio_accept *a = OPENSSL_zalloc(sizeof(*a));

	if (a == NULL)
		return 0;
	a->state = ACCEPT_BEFORE;
	a->family = BIO_FAMILY_IPANY;
	if (frame_set_up(b, a))
		return 1;
	OPENSSL_free(a);
	return 0;
}

/* The descriptor may be another's by BIO_NOCLOSE; the rest is ours (D17). */
static int destroy(BIO *b)
{
	struct bio_accept *a = frame_data(b);

	bio_accept_close(b, frame_closes(b) != 0);
	BIO_ADDRINFO_free(a->first);
	BIO_free_all(a->chain);
	OPENSSL_free(a->host);
	OPENSSL_free(a->service);
	OPENSSL_free(a->local_name);
	OPENSSL_free(a->local_port);
	OPENSSL_free(a->peer_name);
	OPENSSL_free(a->peer_port);
	OPENSSL_free(a);
	frame_tear_down(b);
	return 1;
}

/* A connection to read from or write to: the next of the chain. */
static int ensure_connection(BIO *b)
{
	frame_no_retry(b);
	while (frame_next(b) == NULL) {
		int r = bio_accept_run(b);

		if (r <= 0)
			return r;
	}
	return 1;
}

/*
 * A size for BIO_read() and BIO_write(), which tell the next BIO's 0 from its -1, as the _ex
 * calls do not.
 */
static int int_size(size_t n)
{
	return n > INT_MAX ? INT_MAX : (int)n;
}

static int counted(int r, size_t *out_n)
{
	if (r <= 0)
		return r;
	*out_n = (size_t)r;
	return 1;
}

static int read_connection(BIO *b, char *out, size_t n, size_t *out_n)
{
	int r = ensure_connection(b);

	*out_n = 0;
	if (r <= 0)
		return r;
	r = BIO_read(frame_next(b), out, int_size(n));
	BIO_copy_next_retry(b);
	return counted(r, out_n);
}

static int write_connection(BIO *b, const char *bytes, size_t n, size_t *out_n)
{
	int r = ensure_connection(b);

	*out_n = 0;
	if (r <= 0)
		return r;
	r = BIO_write(frame_next(b), bytes, int_size(n));
	BIO_copy_next_retry(b);
	return counted(r, out_n);
}

static int puts_connection(BIO *b, const char *text)
{
	return bio_put_text(b, text, write_connection);
}

static const struct frame_kind kind = FRAME_KIND(.type = BIO_TYPE_ACCEPT, .name = "socket accept",
    .write = write_connection, .read = read_connection, .puts = puts_connection,
    .ctrl = bio_accept_control, .create = create, .destroy = destroy);

const BIO_METHOD *BIO_s_accept(void)
{
	return frame_method(&kind);
}

BIO *bio_accept_in(BIO *chain)
{
	BIO *b = BIO_find_type(chain, BIO_TYPE_ACCEPT);

	return b != NULL && frame_is_of_kind(b, &kind) ? b : NULL;
}

BIO *BIO_new_accept(const char *host_port)
{
	BIO *b = BIO_new(BIO_s_accept());

	if (b != NULL && BIO_set_accept_name(b, host_port) > 0)
		return b;
	BIO_free(b);
	return NULL;
}
