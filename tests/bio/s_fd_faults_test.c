/* SPDX-License-Identifier: Apache-2.0 */
/*
 * BIO_s_fd(3) when read(2) and write(2), which are this file's own, fail, stop short or
 * give one byte.
 */
#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "support/contract.h"
#include "support/interpose.h"

/* No descriptor of the system's has it. */
enum { FD = 1000000 };

static struct {
	ssize_t ret;
	int err;
	int n; /* calls so far */
	size_t size;
	const char *bytes;
} answer;

static ssize_t give(size_t size)
{
	answer.n++;
	answer.size = size;
	if (answer.ret < 0)
		errno = answer.err;
	return answer.ret < (ssize_t)size ? answer.ret : (ssize_t)size;
}

ssize_t INTERPOSED(read)(int fd, void *out, size_t size)
{
	ssize_t n = give(size);

	CHECK_INT(fd, FD);
	if (n > 0 && answer.bytes != NULL) {
		memcpy(out, answer.bytes, (size_t)n);
		answer.bytes += n;
	}
	return n;
}

ssize_t INTERPOSED(write)(int fd, const void *in, size_t size)
{
	if (fd != FD) /* what the test itself prints */
		return (ssize_t)size;
	(void)in;
	return give(size);
}

static BIO *answering(ssize_t ret, int err)
{
	memset(&answer, 0, sizeof(answer));
	answer.ret = ret;
	answer.err = err;
	return BIO_new_fd(FD, BIO_NOCLOSE);
}

static const struct {
	int err;
	int retries;
} failures[] = { { EAGAIN, 1 }, { EINTR, 1 }, { EINPROGRESS, 1 }, { EALREADY, 1 }, { ENOTCONN, 1 },
	{ EPROTO, 1 }, { EIO, 0 }, { EBADF, 0 }, { EPIPE, 0 }, { ECONNRESET, 0 }, { ENOSPC, 0 },
	{ EISDIR, 0 }, { EINVAL, 0 }, { EFAULT, 0 } };

static void tells_retries_from_failures(void)
{
	char out[8];

	for (size_t i = 0; i < sizeof(failures) / sizeof(failures[0]); i++) {
		int retry = failures[i].retries ? BIO_FLAGS_SHOULD_RETRY : 0;
		BIO *b = answering(-1, failures[i].err);

		CHECK_INT(BIO_read(b, out, 8), -1);
		CHECK_INT(errno, failures[i].err);
		CHECK_INT(BIO_test_flags(b, ~0), retry != 0 ? retry | BIO_FLAGS_READ : 0);
		CHECK_INT(BIO_write(b, out, 8), -1);
		CHECK_INT(errno, failures[i].err);
		CHECK_INT(BIO_test_flags(b, ~0), retry != 0 ? retry | BIO_FLAGS_WRITE : 0);
		CHECK_INT(BIO_puts(b, "abc"), -1);
		CHECK_INT(BIO_gets(b, out, 8), 0);
		CHECK_STR(out, "");
		CHECK_INT(BIO_test_flags(b, ~0), retry != 0 ? retry | BIO_FLAGS_READ : 0);
		CHECK_INT(BIO_eof(b), 0);
		CHECK_INT(answer.n, 4);
		CHECK_ERRORS("-");
		BIO_free(b);
	}
}

static void counts_what_went_through(void)
{
	BIO *b = answering(3, 0);
	char out[8];

	CHECK_INT(BIO_read(b, out, 8), 3);
	CHECK_INT(BIO_write(b, out, 8), 3);
	CHECK_INT(BIO_puts(b, "abcdef"), 3);
	CHECK_INT(BIO_number_read(b), 3);
	CHECK_INT(BIO_number_written(b), 6);
	CHECK_INT(BIO_test_flags(b, ~0), 0);
	BIO_free(b);
}

/* A stale errno is no reason to retry after an end, nor after a write of nothing. */
static void is_not_misled_by_errno(void)
{
	BIO *b = answering(0, 0);
	char out[8];

	errno = EAGAIN;
	CHECK_INT(BIO_write(b, out, 8), 0);
	CHECK_INT(BIO_test_flags(b, ~0), 0);
	errno = EAGAIN;
	CHECK_INT(BIO_read(b, out, 8), 0);
	CHECK_INT(BIO_test_flags(b, ~0), BIO_FLAGS_IN_EOF);
	BIO_free(b);
}

/* As of a FIFO whose last writer went, and to which another came. */
static void nothing_yet_is_no_end(void)
{
	BIO *b = answering(0, 0);
	char out[8];

	CHECK_INT(BIO_read(b, out, 8), 0);
	CHECK_INT(BIO_eof(b), 1);
	answer.ret = -1;
	answer.err = EAGAIN;
	CHECK_INT(BIO_read(b, out, 8), -1);
	CHECK_INT(BIO_eof(b), 0);
	BIO_free(b);
}

/*
 * Lines are read a byte at a time, so that nothing behind them is lost, and end at a
 * NUL for strlen(3).
 */
static void reads_lines_byte_by_byte(void)
{
	BIO *b = answering(1, 0);
	char out[8] = "";

	answer.bytes = "ab\nc\0d\n\0e\n";
	CHECK_INT(BIO_gets(b, out, 8), 3);
	CHECK_STR(out, "ab\n");
	CHECK_INT(answer.n, 3);
	CHECK_INT(answer.size, 1);
	CHECK_INT(BIO_gets(b, out, 8), 1);
	CHECK_MEM(out, "c\0d\n\0", 5);
	CHECK_INT(BIO_gets(b, out, 8), 0);
	CHECK_MEM(out, "\0e\n\0", 4);
	CHECK_INT(answer.n, 10);
	BIO_free(b);
}

static void asks_for_no_more_than_an_int(void)
{
	BIO *b = answering(1, 0);
	char byte = 'x';
	size_t n = 0;

	CHECK_INT(BIO_read_ex(b, &byte, SIZE_MAX, &n), 1);
	CHECK_INT(answer.size, 0x7fffffff);
	CHECK_INT(BIO_write_ex(b, &byte, SIZE_MAX, &n), 1);
	CHECK_INT(answer.size, 0x7fffffff);
	BIO_free(b);
}

int main(void)
{
	static const struct contract_case cases[] = {
		{ "tells retries from failures", tells_retries_from_failures, 0, 0 },
		{ "counts what went through", counts_what_went_through, 0, 0 },
		{ "is not misled by errno", is_not_misled_by_errno, 0, 0 },
		{ "nothing yet is no end", nothing_yet_is_no_end, 23, 0 },
		{ "reads lines byte by byte", reads_lines_byte_by_byte, 0, 0 },
		{ "asks for no more than an int", asks_for_no_more_than_an_int, 0, 0 },
	};

	return contract_main("s_fd_faults", cases, sizeof(cases) / sizeof(cases[0]));
}
