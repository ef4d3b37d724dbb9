/* SPDX-License-Identifier: Apache-2.0 */
/* BIO_s_fd(3): files, pipes and closed descriptors, retries, the end, and each control. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "bio/reading.h"
#include "support/contract.h"

static int new_file(void)
{
	char path[] = "/tmp/biosock-fd-XXXXXX";
	int fd = mkstemp(path);

	unlink(path);
	return fd;
}

static BIO *file_with(const char *text)
{
	BIO *b = BIO_new_fd(new_file(), BIO_CLOSE);

	BIO_puts(b, text);
	CHECK_INT(BIO_reset(b), 0);
	return b;
}

/* The reading end in *in, the writing end in *out, neither blocks. */
static void new_pipe(BIO **in, BIO **out)
{
	int fds[2] = { -1, -1 };

	CHECK_INT(pipe(fds), 0);
	for (int i = 0; i < 2; i++) {
		if (fcntl(fds[i], F_SETFL, O_NONBLOCK) == -1)
			contract_skip("no pipe that does not block here");
	}
	*in = BIO_new_fd(fds[0], BIO_CLOSE);
	*out = BIO_new_fd(fds[1], BIO_CLOSE);
}

static void reads_and_writes(void)
{
	BIO *b = BIO_new_fd(new_file(), BIO_CLOSE);
	char out[16] = "";

	CHECK_INT(BIO_method_type(b), BIO_TYPE_FD);
	CHECK_STR(BIO_method_name(b), "file descriptor");
	CHECK_INT(BIO_write(b, "hello", 5), 5);
	CHECK_INT(BIO_puts(b, " you"), 4);
	CHECK_INT(BIO_puts(b, ""), 0);
	CHECK_INT(BIO_tell(b), 9);
	CHECK_INT(BIO_reset(b), 0);
	CHECK_INT(BIO_read(b, out, 16), 9);
	CHECK_STR(out, "hello you");
	CHECK_INT(BIO_seek(b, 6), 6);
	CHECK_INT(BIO_ctrl(b, BIO_CTRL_INFO, 0, NULL), 6);
	CHECK_INT(BIO_ctrl(b, BIO_CTRL_RESET, 5, NULL), 0);
	CHECK_INT(BIO_tell(b), 0);
	CHECK_ERRORS("-");
	BIO_free(b);
}

static void reads_lines(void)
{
	BIO *b = file_with("one\n\ntwo three\nend");

	check_line(b, 60, "one\n");
	check_line(b, 60, "\n");
	check_line(b, 5, "two ");
	check_line(b, 1, "");
	check_line(b, 60, "three\n");
	CHECK_INT(BIO_eof(b), 0);
	check_line(b, 60, "end");
	CHECK_INT(BIO_eof(b), 1);
	check_line(b, 60, "");
	BIO_free(b);
}

static void remembers_the_end(void)
{
	BIO *b = file_with("abc");
	char out[8];

	CHECK_INT(BIO_read(b, out, 8), 3);
	CHECK_INT(BIO_eof(b), 0);
	errno = EAGAIN;
	CHECK_INT(BIO_read(b, out, 8), 0);
	CHECK_INT(BIO_test_flags(b, ~0), BIO_FLAGS_IN_EOF);
	CHECK_INT(BIO_eof(b), 1);
	CHECK_INT(BIO_seek(b, -1), -1);
	CHECK_INT(BIO_read(b, out, 0), 0);
	CHECK_INT(BIO_eof(b), 1);
	BIO_free(b);
}

/* A read of 8 meets the end of what is 3 bytes long when it is called again. */
static void read_to_the_end(BIO *b)
{
	char out[8];

	CHECK_INT(BIO_read(b, out, 8), 3);
	CHECK_INT(BIO_eof(b), 0);
	CHECK_INT(BIO_read(b, out, 8), 0);
	CHECK_INT(BIO_eof(b), 1);
}

static void forgets_the_end_where_reading_goes_on(void)
{
	BIO *b = file_with("abc");
	char out[8];

	read_to_the_end(b);
	CHECK_INT(BIO_seek(b, 0), 0);
	CHECK_INT(BIO_eof(b), 0);
	read_to_the_end(b);
	CHECK_INT(BIO_reset(b), 0);
	CHECK_INT(BIO_eof(b), 0);
	read_to_the_end(b);
	CHECK_INT(pwrite((int)BIO_get_fd(b, NULL), "more", 4, 3), 4);
	CHECK_INT(BIO_read(b, out, 4), 4);
	CHECK_INT(BIO_eof(b), 0);
	BIO_free(b);
}

static void a_read_of_nothing_meets_no_end(void)
{
	BIO *b = file_with("abc");
	char byte;

	CHECK_INT(BIO_read(b, &byte, 0), 0);
	CHECK_INT(BIO_eof(b), 0);
	BIO_free(b);
}

static void asks_to_retry(void)
{
	BIO *in = NULL, *out = NULL;
	static char bytes[100000];
	size_t n = 9;

	new_pipe(&in, &out);
	CHECK_INT(BIO_read(in, bytes, 5), -1);
	CHECK_INT(errno, EAGAIN);
	CHECK_INT(BIO_test_flags(in, ~0), BIO_FLAGS_READ | BIO_FLAGS_SHOULD_RETRY);
	CHECK_INT(BIO_read(in, NULL, 5), 0);
	CHECK_INT(BIO_should_retry(in), BIO_FLAGS_SHOULD_RETRY);
	CHECK_INT(BIO_gets(in, bytes, 5), 0);
	CHECK_INT(BIO_should_retry(in), BIO_FLAGS_SHOULD_RETRY);
	while (BIO_write(out, bytes, sizeof(bytes)) > 0)
		;
	CHECK_INT(BIO_test_flags(out, ~0), BIO_FLAGS_WRITE | BIO_FLAGS_SHOULD_RETRY);
	CHECK_INT(BIO_puts(out, "abc"), -1);
	CHECK_INT(BIO_write_ex(out, "abc", 3, &n), 0);
	CHECK_INT(n, 0);
	CHECK_INT(errno, EAGAIN);
	CHECK_ERRORS("-");
	BIO_free(in);
	BIO_free(out);
}

static void gives_half_a_line_while_it_waits(void)
{
	BIO *in = NULL, *out = NULL;

	new_pipe(&in, &out);
	BIO_puts(out, "ab\ncd");
	check_line(in, 60, "ab\n");
	check_line(in, 60, "cd");
	CHECK_INT(BIO_test_flags(in, ~0), BIO_FLAGS_READ | BIO_FLAGS_SHOULD_RETRY);
	BIO_free(out);
	check_line(in, 60, "");
	CHECK_INT(BIO_test_flags(in, ~0), BIO_FLAGS_IN_EOF);
	BIO_free(in);
}

/* WARNING of OpenSSL's: no record, only errno. A pipe raises SIGPIPE as always. */
static void fails_with_errno(void)
{
	BIO *in = NULL, *out = NULL;
	char byte;

	new_pipe(&in, &out);
	signal(SIGPIPE, SIG_IGN);
	CHECK_INT(BIO_write(in, "x", 1), -1);
	CHECK_INT(errno, EBADF);
	CHECK_INT(BIO_test_flags(in, ~0), 0);
	CHECK_INT(BIO_seek(in, 0), -1);
	CHECK_INT(errno, ESPIPE);
	CHECK_INT(BIO_read(out, &byte, 1), -1);
	CHECK_INT(errno, EBADF);
	BIO_free(in);
	CHECK_INT(BIO_write(out, "x", 1), -1);
	CHECK_INT(errno, EPIPE);
	CHECK_INT(BIO_test_flags(out, ~0), 0);
	CHECK_ERRORS("-");
	BIO_free(out);
	signal(SIGPIPE, SIG_DFL);
}

static void survives_no_descriptor(void)
{
	BIO *b = BIO_new_fd(-1, BIO_CLOSE);
	char out[4];

	CHECK_INT(BIO_read(b, out, 1), -1);
	CHECK_INT(errno, EBADF);
	CHECK_INT(BIO_write(b, out, 1), -1);
	CHECK_INT(BIO_gets(b, out, 4), 0);
	CHECK_INT(BIO_get_fd(b, NULL), -1);
	CHECK_INT(BIO_seek(b, 0), -1);
	CHECK_INT(BIO_tell(b), -1);
	CHECK_ERRORS("-");
	CHECK_INT(BIO_free(b), 1);
}

static int is_open(int fd)
{
	return fcntl(fd, F_GETFD) != -1;
}

static void closes_what_it_owns(void)
{
	int first = new_file(), second = new_file(), got = -1;
	BIO *b = BIO_new_fd(first, BIO_CLOSE);

	CHECK_INT(BIO_get_fd(b, &got), first);
	CHECK_INT(got, first);
	CHECK_INT(BIO_set_fd(b, second, BIO_NOCLOSE), 1);
	CHECK(!is_open(first));
	CHECK_INT(BIO_get_close(b), BIO_NOCLOSE);
	BIO_free(b);
	CHECK(is_open(second));
	close(second);
}

static void forgets_the_end_with_a_new_descriptor(void)
{
	BIO *b = file_with("");
	char byte;

	CHECK_INT(BIO_read(b, &byte, 1), 0);
	CHECK_INT(BIO_eof(b), 1);
	CHECK_INT(BIO_set_fd(b, new_file(), BIO_CLOSE), 1);
	CHECK_INT(BIO_eof(b), 0);
	BIO_free(b);
}

static void forgets_the_end_of_what_stays_open(void)
{
	int fd = new_file();
	BIO *b = BIO_new_fd(fd, BIO_NOCLOSE);
	char byte;

	CHECK_INT(BIO_read(b, &byte, 1), 0);
	CHECK_INT(BIO_eof(b), 1);
	CHECK_INT(BIO_set_fd(b, new_file(), BIO_CLOSE), 1);
	CHECK_INT(BIO_eof(b), 0);
	BIO_free(b);
	close(fd);
}

/* A BIO without a descriptor; no other control does anything. */
static void knows_its_controls(void)
{
	static const struct {
		int command;
		long want;
		int err;
	} known[] = { { BIO_CTRL_RESET, -1, EBADF }, { BIO_CTRL_INFO, -1, EBADF },
		{ BIO_CTRL_GET_CLOSE, 1, 0 }, { BIO_CTRL_SET_CLOSE, 1, 0 },
		{ BIO_CTRL_FLUSH, 1, 0 }, { BIO_CTRL_DUP, 1, 0 }, { BIO_C_GET_FD, -1, 0 },
		{ BIO_C_FILE_SEEK, -1, EBADF }, { BIO_C_FILE_TELL, -1, EBADF } };
	BIO *b = BIO_new(BIO_s_fd());

	for (int command = 0; command < 200; command++) {
		long want = 0;
		int err = 0;

		for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
			if (known[i].command == command) {
				want = known[i].want;
				err = known[i].err;
			}
		errno = 0;
		if (command != BIO_C_SET_FD)
			CHECK_INT(BIO_ctrl(b, command, 1, NULL), want);
		CHECK_INT(errno, err);
	}
	CHECK_INT(BIO_get_init(b), 0);
	CHECK_ERRORS("-");
	BIO_free(b);
}

static void does_nothing_uninitialised(void)
{
	BIO *b = BIO_new(BIO_s_fd());
	char out[4];

	CHECK_INT(BIO_read(b, out, 1), -1);
	CHECK_ERRORS("BIO routines:uninitialized");
	CHECK_INT(BIO_write(b, out, 1), -1);
	CHECK_ERRORS("BIO routines:uninitialized");
	CHECK_INT(BIO_gets(b, out, 4), -1);
	CHECK_ERRORS("BIO routines:uninitialized");
	CHECK_INT(BIO_puts(b, "x"), -1);
	CHECK_ERRORS("BIO routines:uninitialized");
	BIO_free(b);
}

static void refuses_bad_arguments(void)
{
	BIO *b = file_with("abc");
	const void *volatile nothing = NULL;
	char out[4] = "xyz";
	int says;

	CHECK_INT(BIO_read(b, NULL, 3), 0);
	CHECK_INT(BIO_read(b, out, 0), 0);
	CHECK_INT(BIO_tell(b), 0);
	CHECK_INT(BIO_seek(b, -5), -1);
	CHECK_INT(errno, EINVAL);
	CHECK_INT(BIO_gets(b, out, 0), 0);
	CHECK_INT(BIO_write(b, NULL, 0), 0);
	CHECK_INT(BIO_seek(b, 3), 3);
	CHECK_INT(write((int)BIO_get_fd(b, NULL), nothing, 3), -1);
	says = SYSTEM_SAYS(errno, EFAULT);
	CHECK_INT(BIO_write(b, NULL, 3), -1);
	CHECK_INT(errno, says);
	CHECK_ERRORS("-");
	BIO_free(b);
}

/* Where libcrypto crashes. */
static void survives_null(void)
{
	BIO *b = file_with("abc");

	if (!contract_is_oracle()) {
		CHECK_INT(BIO_gets(b, NULL, 4), -1);
		CHECK_ERRORS("BIO routines:passed a null parameter");
		CHECK_INT(BIO_puts(b, NULL), -1);
		CHECK_ERRORS("BIO routines:passed a null parameter");
		CHECK_INT(BIO_ctrl(b, BIO_C_SET_FD, 1, NULL), -1);
		CHECK_ERRORS("BIO routines:passed a null parameter");
		check_line(b, 4, "abc");
	}
	BIO_free(b);
}

int main(void)
{
	static const struct contract_case cases[] = {
		{ "reads and writes", reads_and_writes, 0, 0 },
		{ "reads lines", reads_lines, 0, 0 },
		{ "remembers the end", remembers_the_end, 0, 0 },
		{ "forgets the end where reading goes on", forgets_the_end_where_reading_goes_on,
		    23, 0 },
		{ "a read of nothing meets no end", a_read_of_nothing_meets_no_end, 23, 0 },
		{ "asks to retry", asks_to_retry, 0, 0 },
		{ "gives half a line while it waits", gives_half_a_line_while_it_waits, 0, 0 },
		{ "fails with errno", fails_with_errno, 0, 0 },
		{ "survives no descriptor", survives_no_descriptor, 0, 0 },
		{ "closes what it owns", closes_what_it_owns, 0, 0 },
		{ "forgets the end with a new descriptor", forgets_the_end_with_a_new_descriptor, 0,
		    0 },
		{ "forgets the end of what stays open", forgets_the_end_of_what_stays_open, 23, 0 },
		{ "knows its controls", knows_its_controls, 0, 0 },
		{ "does nothing uninitialised", does_nothing_uninitialised, 0, 0 },
		{ "refuses bad arguments", refuses_bad_arguments, 0, 0 },
		{ "survives NULL", survives_null, 0, 0 },
	};

	return contract_main("s_fd", cases, sizeof(cases) / sizeof(cases[0]));
}
