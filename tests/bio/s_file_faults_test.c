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
	    opening; /* the errno it fails with; 0: it does not */
	int closes;
	size_t taken;
} file;

/* "x" for ever. */
static ssize_t give(void *cookie, char *out, size_t n)
{
	(void)cookie;
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
	file.taken += n;
	return (ssize_t)n;
}

static int seek(void *cookie, off64_t *at, int whence)
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
		CHECK_ERRORS("-");
		file.writing = 0;
		CHECK_INT(BIO_write(b, "abcd", 4), 4);
		CHECK_INT(file.taken, 4);
		CHECK_INT(BIO_number_written(b), 4);
		BIO_free(b);
		CHECK_INT(file.closes, 1);
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
	{ "flushing fails", flushing_fails, 0, 0 },
	{ "seeking and closing fail", seeking_and_closing_fail, 0, 0 },
	{ "opening fails", opening_fails, 0, 0 },
};

int main(void)
{
	find_failure();
	return contract_main("s_file_faults", cases, sizeof(cases) / sizeof(cases[0]));
}
