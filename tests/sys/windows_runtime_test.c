/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The C library as UCRT is on Windows: it ends a program that gives it a descriptor that is not
 * open, or a mode that is none, unless the thread has a handler. Wine's does so for few calls: the
 * library under test imports them from here.
 */
#include <errno.h>
#include <fcntl.h>
#include <io.h>
#include <stdint.h>
#include <string.h>
#include <wchar.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "cmd/sys/stdstream.h"
#include "cmd/sys/terminal.h"
#include "cmd/sys/transfer.h"
#include "support/contract.h"
#include "support/windows/real.h"

#ifdef _UCRT
_CRTIMP _invalid_parameter_handler __cdecl _get_thread_local_invalid_parameter_handler(void);
static const bool is_strict = true;
#else
#define _get_thread_local_invalid_parameter_handler() NULL
static const bool is_strict = false;
#endif

enum { NO_FILE = 99 };

/* How many calls this program would not have survived, and how many bad ones there were. */
static int ended, bad;

static void bad_argument(int err)
{
	bad++;
	if (_get_thread_local_invalid_parameter_handler() == NULL)
		ended++;
	errno = err;
}

static bool is_open(int fd)
{
	if (REAL_RUNTIME(_get_osfhandle)(fd) != -1)
		return true;
	bad_argument(EBADF);
	return false;
}

static int answer_read(int fd, void *bytes, unsigned n)
{
	return is_open(fd) ? REAL_RUNTIME(_read)(fd, bytes, n) : -1;
}

static int answer_write(int fd, const void *bytes, unsigned n)
{
	return is_open(fd) ? REAL_RUNTIME(_write)(fd, bytes, n) : -1;
}

static int answer_close(int fd)
{
	return is_open(fd) ? REAL_RUNTIME(_close)(fd) : -1;
}

static int64_t answer_seek(int fd, int64_t offset, int from)
{
	return is_open(fd) ? REAL_RUNTIME(_lseeki64)(fd, offset, from) : -1;
}

static intptr_t answer_handle(int fd)
{
	return is_open(fd) ? REAL_RUNTIME(_get_osfhandle)(fd) : -1;
}

static int answer_set_mode(int fd, int mode)
{
	return is_open(fd) ? REAL_RUNTIME(_setmode)(fd, mode) : -1;
}

static FILE *answer_open(const wchar_t *path, const wchar_t *mode)
{
	if (wcschr(L"rwa", mode[0]) != NULL)
		return REAL_RUNTIME(_wfopen)(path, mode);
	bad_argument(EINVAL);
	return NULL;
}

/* The names that a call is imported by. */
void *const __imp__read = (void *)answer_read;
void *const __imp__write = (void *)answer_write;
void *const __imp__close = (void *)answer_close;
void *const __imp__lseeki64 = (void *)answer_seek;
void *const __imp__get_osfhandle = (void *)answer_handle;
void *const __imp__setmode = (void *)answer_set_mode;
void *const __imp__wfopen = (void *)answer_open;

static void begin(void)
{
	if (!is_strict)
		contract_skip("msvcrt says EBADF unasked");
	ended = bad = 0;
}

/* All of them came here, and none would have ended the program; nor is the handler left behind. */
static void check_survived(int calls)
{
	CHECK_INT(bad, calls);
	CHECK_INT(ended, 0);
	CHECK(_get_thread_local_invalid_parameter_handler() == NULL);
}

static void a_closed_descriptor_is_an_error_to_its_bio(void)
{
	BIO *b = BIO_new_fd(NO_FILE, BIO_CLOSE);
	char byte;

	begin();
	errno = 0;
	CHECK_INT(BIO_read(b, &byte, 1), -1);
	CHECK_INT(errno, EBADF);
	CHECK(!BIO_should_retry(b));
	errno = 0;
	CHECK_INT(BIO_write(b, "x", 1), -1);
	CHECK_INT(errno, EBADF);
	CHECK_INT(BIO_seek(b, 1), -1);
	CHECK_INT(BIO_tell(b), -1);
	BIO_free(b);
	check_survived(5);
	ERR_clear_error();
}

static void an_open_one_works(void)
{
	BIO *b = BIO_new_fd(_open("NUL", _O_RDWR), BIO_CLOSE);
	char byte;

	begin();
	CHECK_INT(BIO_write(b, "x", 1), 1);
	CHECK_INT(BIO_read(b, &byte, 1), 0);
	CHECK_INT(BIO_free(b), 1);
	check_survived(0);
}

static void a_mode_that_is_none_is_an_error(void)
{
	begin();
	CHECK(BIO_new_file("NUL", "quickly") == NULL);
	CHECK_INT(errno, EINVAL);
	check_survived(1);
	ERR_clear_error();
}

static void closed_standard_input_is_an_error_to_the_command(void)
{
	char byte;

	begin();
	CHECK_INT(_close(0), 0);
	sys_reserve_standard_streams();
	check_survived(1);
	CHECK(!sys_is_terminal(0));
	CHECK(!sys_shows_colours(0));
	check_survived(3);
	while (sys_stdstream_read(0, &byte, 1) == SYS_LATER)
		Sleep(1);
	CHECK_INT(sys_stdstream_read(0, &byte, 1), -1);
	CHECK_INT(errno, EBADF);
	CHECK_INT(sys_stdstream_end(0), -1);
	check_survived(6);
}

static const struct contract_case cases[] = {
	{ "a closed descriptor is an error to its BIO", a_closed_descriptor_is_an_error_to_its_bio,
	    0, 0 },
	{ "an open one works", an_open_one_works, 0, 0 },
	{ "a mode that is none is an error", a_mode_that_is_none_is_an_error, 0, 0 },
	{ "closed standard input is an error to the command",
	    closed_standard_input_is_an_error_to_the_command, 0, 0 },
};

int main(void)
{
	return contract_main("windows runtime", cases, sizeof(cases) / sizeof(cases[0]));
}
