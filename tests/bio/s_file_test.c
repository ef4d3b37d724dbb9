/* SPDX-License-Identifier: Apache-2.0 */
/* BIO_s_file(3): modes, streams taken and given, failures and their records, each control. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "bio/reading.h"
#include "support/contract.h"
#include "support/errno_names.h"
#include "support/system.h"

#define SYS_LIB       "BIO routines:system lib"
#define UNINITIALIZED "BIO routines:uninitialized"

static char folder[64];
static char path[80];
static char missing[80];

static void write_file(const char *text)
{
	FILE *stream = fopen(path, "w");

	CHECK(stream != NULL && fputs(text, stream) >= 0);
	if (stream != NULL)
		fclose(stream);
}

static void check_file(const char *want)
{
	char got[64] = "";
	FILE *stream = fopen(path, "r");

	CHECK_INT(stream != NULL ? fread(got, 1, sizeof(got) - 1, stream) : 0, strlen(want));
	CHECK_STR(got, want);
	if (stream != NULL)
		fclose(stream);
}

/* The stack is the failed fopen() of `name` and then `reason`. */
static void check_not_opened(
    const char *err, const char *name, const char *mode, const char *reason)
{
	char want[256];

	snprintf(want, sizeof(want), "system library:%s(calling fopen(%s, %s));%s", err, name, mode,
	    reason);
	CHECK_STR(contract_errors_whole(), want);
}

static void reads_and_writes(void)
{
	BIO *b = BIO_new_file(path, "w+");
	char out[16] = "";

	CHECK_INT(BIO_method_type(b), BIO_TYPE_FILE);
	CHECK_STR(BIO_method_name(b), "FILE pointer");
	CHECK_INT(BIO_write(b, "hello", 5), 5);
	CHECK_INT(BIO_puts(b, " you"), 4);
	CHECK_INT(BIO_puts(b, ""), 0);
	CHECK_INT(BIO_tell(b), 9);
	CHECK_INT(BIO_flush(b), 1);
	check_file("hello you");
	CHECK_INT(BIO_seek(b, 6), 0);
	CHECK_INT(BIO_read(b, out, 16), 3);
	CHECK_STR(out, "you");
	CHECK_INT(BIO_eof(b), 1);
	CHECK_INT(BIO_read(b, out, 16), 0);
	CHECK_INT(BIO_should_retry(b), 0);
	CHECK_INT(BIO_reset(b), 0);
	CHECK_INT(BIO_eof(b), 0);
	CHECK_INT(BIO_ctrl(b, BIO_CTRL_RESET, 7, NULL), 0);
	CHECK_INT(BIO_ctrl(b, BIO_CTRL_INFO, 0, NULL), 7);
	CHECK_INT(BIO_seek(b, -1), -1);
	CHECK_INT(errno, EINVAL);
	CHECK_ERRORS("-");
	BIO_free(b);
}

static void reads_lines(void)
{
	BIO *b;

	write_file("one\n\ntwo three\nend");
	b = BIO_new_file(path, "r");
	check_line(b, 60, "one\n");
	check_line(b, 60, "\n");
	check_line(b, 5, "two ");
	check_line(b, 1, "");
	check_line(b, 60, "three\n");
	check_line(b, 60, "end");
	check_line(b, 60, "");
	BIO_free(b);
}

#define NO_FILE "BIO routines:no such file"

/* What the C library says of such a file, as errno. */
static int fopen_says(const char *name, const char *mode)
{
	FILE *f = fopen(name, mode);

	if (f != NULL)
		fclose(f);
	return f != NULL ? 0 : errno;
}

static void says_why_a_file_cannot_be_opened(void)
{
	static const char below[] = "/dev/null/x";
	const char *folder_says = errno_name(SYSTEM_SAYS(fopen_says(folder, "w"), EISDIR));
	const char *below_says = errno_name(SYSTEM_SAYS(fopen_says(below, "r"), ENOTDIR));
	const struct {
		const char *path, *mode, *err, *reason;
	} cases[] = {
		{ missing, "r", "ENOENT", NO_FILE },
		{ "", "r", "ENOENT", NO_FILE },
		{ folder, "w", folder_says, SYS_LIB },
		{ below, "r", below_says, strcmp(below_says, "ENOENT") == 0 ? NO_FILE : SYS_LIB },
		{ system_null_file(), "zz", "EINVAL", SYS_LIB },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		errno = 0;
		CHECK(BIO_new_file(cases[i].path, cases[i].mode) == NULL);
		CHECK_STR(contract_errno_name(errno), cases[i].err);
		check_not_opened(cases[i].err, cases[i].path, cases[i].mode, cases[i].reason);
	}
	errno = EFAULT; /* 3.6 leaves it alone */
	CHECK(BIO_new_file(NULL, "r") == NULL);
	check_not_opened("EFAULT", "<NULL>", "r", SYS_LIB);
}

/* ENXIO. */
static void says_that_a_socket_is_no_file(void)
{
	struct sockaddr_un name = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	system_need_family(AF_UNIX);
	unlink(path);
	memcpy(name.sun_path, path, strlen(path) + 1);
	CHECK_INT(bind(fd, (const struct sockaddr *)(const void *)&name, sizeof(name)), 0);
	CHECK(BIO_new_file(path, "r") == NULL);
	check_not_opened("ENXIO", path, "r", "BIO routines:no such file");
	close(fd);
	unlink(path);
}

/* fopen(3)'s modes by what they do to a file with "abc" in it. */
/* The C library may call it an error to read what is only written, or the end. */
static int read_of_unreadable(void)
{
	FILE *f = fopen(system_null_file(), "w");
	char byte;
	int says = fread(&byte, 1, 1, f) == 0 && ferror(f) != 0 ? -1 : 0;

	fclose(f);
	return says;
}

static void opens_in_each_mode(void)
{
	static const struct {
		long flags;
		int reads, writes;
		const char *then;
	} cases[] = {
		{ BIO_FP_READ, 3, 0, "abc" },
		{ BIO_FP_WRITE, -1, 1, "x" },
		{ BIO_FP_APPEND, -1, 1, "abcx" },
		{ BIO_FP_APPEND | BIO_FP_WRITE, -1, 1, "abcx" },
		{ BIO_FP_READ | BIO_FP_WRITE, 3, 1, "xbc" },
		{ BIO_FP_APPEND | BIO_FP_READ, 3, 1, "abcx" },
		{ BIO_FP_APPEND | BIO_FP_READ | BIO_FP_WRITE | BIO_FP_TEXT, 3, 1, "abcx" },
	};
	int unreadable = read_of_unreadable();
	char out[4];

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		BIO *b = BIO_new(BIO_s_file());

		write_file("abc");
		CHECK_INT(BIO_ctrl(b, BIO_C_SET_FILENAME, BIO_CLOSE | cases[i].flags, path), 1);
		CHECK_INT(BIO_read(b, out, 3), cases[i].reads == -1 ? unreadable : cases[i].reads);
		ERR_clear_error();
		CHECK_INT(BIO_seek(b, 0), 0);
		CHECK_INT(BIO_write(b, "x", 1), cases[i].writes);
		BIO_free(b);
		check_file(cases[i].then);
	}
}

static void opens_by_name(void)
{
	BIO *b = BIO_new(BIO_s_file());
	char out[4] = "";

	CHECK_INT(BIO_write_filename(b, path), 1);
	CHECK_INT(BIO_puts(b, "ab"), 2);
	CHECK_INT(BIO_append_filename(b, path), 1);
	CHECK_INT(BIO_puts(b, "c"), 1);
	CHECK_INT(BIO_rw_filename(b, path), 1);
	CHECK_INT(BIO_read(b, out, 4), 3);
	CHECK_STR(out, "abc");
	CHECK_INT(BIO_read_filename(b, path), 1);
	CHECK_INT(BIO_get_close(b), BIO_CLOSE);
	CHECK_ERRORS("-");
	BIO_free(b);
}

static void is_uninitialised_after_a_failed_open(void)
{
	BIO *b = BIO_new_file("/dev/null", "r");

	CHECK_INT(BIO_read_filename(b, missing), 0);
	check_not_opened("ENOENT", missing, "r", SYS_LIB);
	CHECK_INT(BIO_get_init(b), 0);
	CHECK_INT(BIO_ctrl(b, BIO_C_SET_FILENAME, BIO_CLOSE, path), 0);
	CHECK_ERRORS("BIO routines:bad fopen mode");
	errno = EFAULT;
	CHECK_INT(BIO_read_filename(b, NULL), 0);
	check_not_opened("EFAULT", "<NULL>", "r", SYS_LIB);
	CHECK_INT(BIO_rw_filename(b, missing), 0);
	check_not_opened("ENOENT", missing, "r+", SYS_LIB);
	BIO_free(b);
}

static void takes_a_stream(void)
{
	FILE *stream = tmpfile(), *got = NULL;
	BIO *b = BIO_new_fp(stream, BIO_NOCLOSE);

	CHECK_INT(BIO_get_close(b), BIO_NOCLOSE);
	CHECK_INT(BIO_get_fp(b, &got), 1);
	CHECK(got == stream);
	CHECK_INT(BIO_get_fp(b, NULL), 1);
	CHECK_INT(BIO_puts(b, "abc"), 3);
	BIO_free(b);
	CHECK_INT(ftell(stream), 3);
	b = BIO_new_fp(stream, BIO_CLOSE);
	CHECK_INT(BIO_set_fp(b, stdout, BIO_NOCLOSE | BIO_FP_TEXT), 1);
	CHECK_INT(BIO_get_close(b), BIO_NOCLOSE);
	BIO_free(b);
}

static void forgets_its_flags_with_its_stream(void)
{
	BIO *b = BIO_new_file("/dev/null", "r");

	BIO_set_flags(b, 9);
	BIO_set_fp(b, stdout, BIO_NOCLOSE);
	CHECK_INT(BIO_test_flags(b, ~0), 0);
	BIO_set_flags(b, 9);
	BIO_set_fp(b, stdout, BIO_NOCLOSE);
	CHECK_INT(BIO_test_flags(b, ~0), 9);
	BIO_free(b);
}

static void says_why_a_read_failed(void)
{
	BIO *b = BIO_new_file(folder, "r");
	char out[4];
	size_t n = 9;

	ERR_clear_error();
	if (b == NULL)
		contract_skip("no folder can be opened here");
	CHECK_INT(BIO_read(b, out, 4), -1);
	CHECK_INT(errno, EISDIR);
	CHECK_ERRORS("system library:EISDIR(calling fread());" SYS_LIB);
	CHECK_INT(BIO_read_ex(b, out, 4, &n), 0);
	CHECK_INT(n, 0);
	CHECK_ERRORS("system library:EISDIR(calling fread());" SYS_LIB);
	CHECK_INT(BIO_gets(b, out, 4), 0);
	CHECK_ERRORS("-");
	CHECK_INT(BIO_eof(b), 0);
	BIO_free(b);
}

static void says_why_a_flush_failed(void)
{
	BIO *b = BIO_new_file("/dev/full", "w");

	CHECK_INT(BIO_puts(b, "abc"), 3);
	CHECK_INT(BIO_flush(b), 0);
	CHECK_INT(errno, ENOSPC);
	CHECK_ERRORS("system library:ENOSPC(calling fflush());" SYS_LIB);
	BIO_free(b);
}

static void does_nothing_with_nothing(void)
{
	BIO *b = BIO_new_file(path, "w+");
	char out[4] = "abc";

	CHECK_INT(BIO_write(b, NULL, 3), 0);
	CHECK_INT(BIO_write(b, "x", 0), 0);
	CHECK_INT(BIO_write(b, "x", -1), 0);
	CHECK_INT(BIO_read(b, NULL, 3), 0);
	CHECK_INT(BIO_read(b, out, 0), 0);
	CHECK_INT(BIO_gets(b, out, 0), 0);
	CHECK_ERRORS("-");
	BIO_free(b);
}

static void knows_its_controls(void)
{
	static const int yes[] = { BIO_CTRL_GET_CLOSE, BIO_CTRL_SET_CLOSE, BIO_CTRL_FLUSH,
		BIO_CTRL_DUP, BIO_C_GET_FILE_PTR };
	BIO *b = BIO_new_file(path, "w+");

	for (int command = 0; command < 200; command++) {
		long want = 0;

		for (size_t i = 0; i < sizeof(yes) / sizeof(yes[0]); i++)
			want |= yes[i] == command;
		if (command != BIO_C_SET_FILE_PTR && command != BIO_C_SET_FILENAME)
			CHECK_INT(BIO_ctrl(b, command, command == BIO_CTRL_SET_CLOSE, NULL), want);
	}
	CHECK_ERRORS("-");
	BIO_free(b);
}

static void does_nothing_uninitialised(void)
{
	BIO *b = BIO_new(BIO_s_file());
	FILE *got = stdout;
	char out[4];

	CHECK_INT(BIO_read(b, out, 1), -1);
	CHECK_ERRORS(UNINITIALIZED);
	CHECK_INT(BIO_write(b, out, 1), -1);
	CHECK_ERRORS(UNINITIALIZED);
	CHECK_INT(BIO_gets(b, out, 4), -1);
	CHECK_ERRORS(UNINITIALIZED);
	CHECK_INT(BIO_get_fp(b, &got), 1);
	CHECK(got == NULL);
	CHECK_INT(BIO_flush(b), 1);
	CHECK_INT(BIO_pending(b), 0);
	CHECK_ERRORS("-");
	BIO_free(b);
}

/* Where libcrypto crashes. */
static void survives_no_stream(void)
{
	static const int commands[] = { BIO_CTRL_RESET, BIO_CTRL_EOF, BIO_CTRL_INFO,
		BIO_C_FILE_SEEK, BIO_C_FILE_TELL };
	BIO *b = BIO_new_fp(NULL, BIO_CLOSE);
	char out[4];

	for (size_t i = 0; !contract_is_oracle() && i < sizeof(commands) / sizeof(commands[0]);
	     i++) {
		CHECK_INT(BIO_ctrl(b, commands[i], 0, NULL), -1);
		CHECK_ERRORS(UNINITIALIZED);
	}
	if (!contract_is_oracle()) {
		CHECK_INT(BIO_read(b, out, 4), -1);
		CHECK_ERRORS(UNINITIALIZED);
		CHECK_INT(BIO_puts(b, "abc"), -1);
		CHECK_ERRORS(UNINITIALIZED);
		out[0] = '?';
		CHECK_INT(BIO_gets(b, out, 4), -1);
		CHECK_STR(out, "");
		CHECK_ERRORS(UNINITIALIZED);
		CHECK_INT(BIO_gets(b, NULL, 4), -1);
		CHECK_ERRORS("BIO routines:passed a null parameter");
		CHECK_INT(BIO_puts(b, NULL), -1);
		CHECK_ERRORS("BIO routines:passed a null parameter");
		CHECK(BIO_new_file("/dev/null", NULL) == NULL);
		check_not_opened("EINVAL", "/dev/null", "<NULL>", SYS_LIB);
	}
	BIO_free(b);
}

static int run(void)
{
	static const struct contract_case cases[] = {
		{ "reads and writes", reads_and_writes, 0, 0 },
		{ "reads lines", reads_lines, 0, 0 },
		{ "says why a file cannot be opened", says_why_a_file_cannot_be_opened, 0, 0 },
		{ "says that a socket is no file", says_that_a_socket_is_no_file, 0, 0 },
		{ "opens in each mode", opens_in_each_mode, 0, 0 },
		{ "opens by name", opens_by_name, 0, 0 },
		{ "is uninitialised after a failed open", is_uninitialised_after_a_failed_open, 0,
		    0 },
		{ "takes a stream", takes_a_stream, 0, 0 },
		{ "forgets its flags with its stream", forgets_its_flags_with_its_stream, 0, 0 },
		{ "says why a read failed", says_why_a_read_failed, 0, 0 },
		{ "says why a flush failed", says_why_a_flush_failed, 0, 0 },
		{ "does nothing with nothing", does_nothing_with_nothing, 0, 0 },
		{ "knows its controls", knows_its_controls, 0, 0 },
		{ "does nothing uninitialised", does_nothing_uninitialised, 0, 0 },
		{ "survives no stream", survives_no_stream, 0, 0 },
	};

	return contract_main("s_file", cases, sizeof(cases) / sizeof(cases[0]));
}

int main(void)
{
	int status;

	strcpy(folder, "/tmp/biosock-file-XXXXXX");
	if (mkdtemp(folder) == NULL)
		return 1;
	snprintf(path, sizeof(path), "%s/file", folder);
	snprintf(missing, sizeof(missing), "%s/missing", folder);
	status = run();
	unlink(path);
	rmdir(folder);
	return status;
}
