/* SPDX-License-Identifier: Apache-2.0 */
/*
 * BIO_s_file(3) over a stream whose reads, writes, seeks and close fail when told, and over
 * fopen(3), which is this file's own: each failure is told once, the stream is closed once, and
 * works again when its cause is gone.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "support/contract.h"
#include "support/interpose.h"

static struct {
	int reading, writing, seeking, closing,
	    opening;       /* the errno it fails with; 0: it does not */
	int reading_later; /* the same, when `given` bytes were read one by one */
	size_t given;
	int closes;
	size_t taken;
	size_t room; /* no more is taken; 0: as much as one likes */
} file;

/* "x" for ever. */
static ssize_t give(void *cookie, char *out, size_t n)
{
	(void)cookie;
	if (file.reading_later != 0) {
		n = file.given > 0 ? 1 : 0;
		file.given -= n;
		file.reading = n > 0 ? 0 : file.reading_later;
	}
	if (file.reading != 0) {
		errno = file.reading;
		return -1;
	}
	memset(out, 'x', n);
	return (ssize_t)n;
}

/* What a cookie's write says for a failure: 0 (fopencookie(3)), which is a success to musl. */
static ssize_t failure;

static ssize_t take(void *cookie, const char *bytes, size_t n)
{
	(void)cookie;
	(void)bytes;
	if (file.writing != 0) {
		errno = file.writing;
		return failure;
	}
	if (file.room > 0 && n > file.room - file.taken)
		n = file.room - file.taken;
	file.taken += n;
	errno = ENOSPC;
	return n > 0 ? (ssize_t)n : failure;
}

static int seek(void *cookie, off_t *at, int whence)
{
	(void)cookie;
	(void)whence;
	errno = file.seeking;
	*at = 0;
	return file.seeking != 0 ? -1 : 0;
}

static int end(void *cookie)
{
	(void)cookie;
	file.closes++;
	errno = file.closing;
	return file.closing != 0 ? EOF : 0;
}

FILE *INTERPOSED(fopen)(const char *path, const char *mode)
{
	if (file.opening == 0)
		return NEXT(fopen)(path, mode);
	errno = file.opening;
	return NULL;
}

static FILE *stream(size_t buffer)
{
	FILE *f = fopencookie(NULL, "r+", (cookie_io_functions_t){ give, take, seek, end });

	setvbuf(f, NULL, buffer > 0 ? _IOFBF : _IONBF, buffer);
	return f;
}

static void find_failure(void)
{
	FILE *f = stream(512);

	file.writing = EIO;
	if (fputc('x', f) == 'x' && fflush(f) == 0)
		failure = -1;
	file.writing = 0;
	fclose(f);
}

static const int errnos[] = { EIO, EINTR, EAGAIN, ENOSPC, EBADF, ENOMEM, EISDIR };
enum { ERRNOS = sizeof(errnos) / sizeof(errnos[0]) };

static const char *told(const char *call, int err)
{
	static char text[100];

	snprintf(text, sizeof(text), "system library:%s(calling %s());BIO routines:system lib",
	    contract_errno_name(err), call);
	return text;
}

static BIO *fresh(size_t buffer)
{
	memset(&file, 0, sizeof(file));
	return BIO_new_fp(stream(buffer), BIO_CLOSE);
}

static void reading_fails(void)
{
	char in[8];

	for (int i = 0; i < ERRNOS; i++) {
		BIO *b = fresh(0);

		file.reading = errnos[i];
		CHECK_INT(BIO_read(b, in, 4), -1);
		CHECK_INT(errno, errnos[i]);
		CHECK_ERRORS(told("fread", errnos[i]));
		CHECK_INT(BIO_should_retry(b), 0);
		CHECK_INT(BIO_gets(b, in, 4), 0);
		file.reading = 0;
		CHECK_INT(BIO_read(b, in, 4), 4);
		CHECK_ERRORS("-");
		CHECK_INT(BIO_free(b), 1);
		CHECK_INT(file.closes, 1);
	}
}

static void writing_fails(void)
{
	for (int i = 0; i < ERRNOS; i++) {
		BIO *b = fresh(0);

		file.writing = errnos[i];
		CHECK_INT(BIO_write(b, "abcd", 4), 0);
		CHECK_INT(BIO_puts(b, "abcd"), 0);
		CHECK_INT(BIO_should_retry(b), 0);
		ERR_clear_error();
		file.writing = 0;
		CHECK_INT(BIO_write(b, "abcd", 4), 4);
		CHECK_INT(file.taken, 4);
		CHECK_INT(BIO_number_written(b), 4);
		BIO_free(b);
		CHECK_INT(file.closes, 1);
	}
}

static void a_failed_write_is_told(void)
{
	for (int i = 0; i < ERRNOS; i++) {
		BIO *b = fresh(0);

		file.writing = errnos[i];
		CHECK_INT(BIO_write(b, "abcd", 4), 0);
		CHECK_INT(errno, errnos[i]);
		CHECK_ERRORS(told("fwrite", errnos[i]));
		CHECK_INT(BIO_puts(b, "abcd"), 0);
		CHECK_ERRORS(told("fwrite", errnos[i]));
		file.writing = 0;
		BIO_free(b);
	}
}

static void a_short_write_says_what_went_out(void)
{
	BIO *b = fresh(0);
	size_t n = 9;

	file.room = 6;
	CHECK_INT(BIO_write(b, "abcd", 4), 4);
	CHECK_INT(BIO_write(b, "efgh", 4), 2);
	CHECK_ERRORS("-");
	CHECK_INT(BIO_number_written(b), 6);
	file.room = 3;
	file.taken = 0;
	CHECK_INT(BIO_puts(b, "abcd"), 3);
	CHECK_INT(BIO_write_ex(b, "d", 1, &n), 0);
	CHECK_INT(n, 0);
	CHECK_ERRORS(told("fwrite", ENOSPC));
	BIO_free(b);
}

/* Read a byte at a time: the stream gives "x", then fails. */
static void half_a_line_is_returned(void)
{
	char line[8] = "??????";

	for (int i = 0; i < ERRNOS; i++) {
		BIO *b = fresh(0);

		file.given = 2;
		file.reading_later = errnos[i];
		CHECK_INT(BIO_gets(b, line, sizeof(line)), 2);
		CHECK_STR(line, "xx");
		CHECK_INT(BIO_gets(b, line, sizeof(line)), 0);
		CHECK_STR(line, "");
		BIO_free(b);
	}
}

/* What a buffer took is missed only when it is flushed; nothing of it is lost. */
static void flushing_fails(void)
{
	for (int i = 0; i < ERRNOS; i++) {
		BIO *b = fresh(512);

		CHECK_INT(BIO_write(b, "abcd", 4), 4);
		file.writing = errnos[i];
		CHECK_INT(BIO_flush(b), 0);
		CHECK_ERRORS(told("fflush", errnos[i]));
		file.writing = 0;
		CHECK_INT(BIO_flush(b), 1);
		BIO_free(b);
		CHECK_INT(file.closes, 1);
	}
}

static void seeking_and_closing_fail(void)
{
	BIO *b = fresh(0);

	file.seeking = ESPIPE;
	CHECK_INT(BIO_seek(b, 3), -1);
	CHECK_INT(BIO_reset(b), -1);
	CHECK_ERRORS("-");
	file.seeking = 0;
	CHECK_INT(BIO_seek(b, 0), 0);
	file.closing = EIO;
	CHECK_INT(BIO_free(b), 1);
	CHECK_INT(file.closes, 1);
	CHECK_ERRORS("-");
}

/* The stream it had is closed either way. */
static void opening_fails(void)
{
	for (int i = 0; i < ERRNOS; i++) {
		BIO *b = fresh(0);

		file.opening = errnos[i];
		CHECK(BIO_new_file("name", "r") == NULL);
		CHECK(strstr(contract_errors(), "(calling fopen(name, r))") != NULL);
		CHECK_INT(BIO_read_filename(b, "name"), 0);
		CHECK(strstr(contract_errors(), "(calling fopen(name, r))") != NULL);
		CHECK_INT(file.closes, 1);
		file.opening = 0;
		CHECK_INT(BIO_read_filename(b, "/dev/null"), 1);
		BIO_free(b);
		CHECK_INT(file.closes, 1);
	}
}

static const struct contract_case cases[] = {
	{ "reading fails", reading_fails, 0, 0 },
	{ "writing fails", writing_fails, 0, 0 },
	{ "a failed write is told", a_failed_write_is_told, 24, 0 },
	{ "a short write says what went out", a_short_write_says_what_went_out, 24, 0 },
	{ "half a line is returned", half_a_line_is_returned, 22, 0 },
	{ "flushing fails", flushing_fails, 0, 0 },
	{ "seeking and closing fail", seeking_and_closing_fail, 0, 0 },
	{ "opening fails", opening_fails, 0, 0 },
};

int main(void)
{
	find_failure();
	return contract_main("s_file_faults", cases, sizeof(cases) / sizeof(cases[0]));
}
