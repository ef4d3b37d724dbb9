/* SPDX-License-Identifier: Apache-2.0 */
/* biosock_listen_adopt(3): sockets that a supervisor made and passed on, by sd_listen_fds(3). */
#include <errno.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <biosock.h>
#include <openssl/bio.h>

#include "addr/refuse_text.h"
#include "err/raise.h"
#include "sock/failure.h"
#include "sys/calls.h"
#include "sys/passed.h"

enum { FIRST = 3, MOST = 4096, BITS = 32 };

/* Those that were given to a caller, and not again. */
static atomic_uint given[MOST / BITS];

static bool claim(int i)
{
	unsigned bit = 1U << i % BITS;

	return (atomic_fetch_or(&given[i / BITS], bit) & bit) == 0;
}

static void disclaim(int i)
{
	atomic_fetch_and(&given[i / BITS], ~(1U << i % BITS));
}

/* Decimal digits and nothing else. False if there are none, or more than go into *out. */
static bool read_number(const char *text, uint64_t *out)
{
	uint64_t n = 0;

	for (const char *at = text; *at != '\0'; at++) {
		unsigned digit = (unsigned)(*at - '0');

		if (digit > 9 || n > (UINT64_MAX - digit) / 10)
			return false;
		n = 10 * n + digit;
	}
	*out = n;
	return text[0] != '\0';
}

/* How many names there are, one more than colons. */
static uint64_t count_names(const char *names)
{
	uint64_t n = 1;

	for (; *names != '\0'; names++)
		n += *names == ':';
	return n;
}

/* Whether the i-th name is this one; where none are told, each is "unknown". */
static bool is_named(const char *names, int i, const char *name)
{
	size_t n;

	if (name == NULL)
		return true;
	if (names == NULL)
		return strcmp(name, "unknown") == 0;
	for (; i > 0; i--)
		names = strchr(names, ':') + 1;
	n = strcspn(names, ":");
	return strlen(name) == n && memcmp(names, name, n) == 0;
}

static int refuse(struct err_place place, const char *before, const char *value, const char *why)
{
	addr_refuse_text(place, BIO_R_INVALID_ARGUMENT, before, value, why);
	errno = EINVAL;
	return -1;
}

/* How many were passed to this process; -1 with a record: what is said of them makes no sense. */
static int count_passed(struct err_place place, const char *names)
{
	const char *pid_text = getenv("LISTEN_PID"), *fds_text = getenv("LISTEN_FDS");
	const char *id_text = getenv("LISTEN_PIDFDID");
	static const char no_number[] = ": not a number";
	uint64_t pid, fds, id = 0;

	if (pid_text == NULL || fds_text == NULL)
		return 0;
	if (!read_number(pid_text, &pid))
		return refuse(place, "LISTEN_PID=", pid_text, no_number);
	if (id_text != NULL && !read_number(id_text, &id))
		return refuse(place, "LISTEN_PIDFDID=", id_text, no_number);
	if (!sys_passed_to_us(pid, id_text != NULL ? &id : NULL))
		return 0;
	if (!read_number(fds_text, &fds))
		return refuse(place, "LISTEN_FDS=", fds_text, no_number);
	if (fds > MOST)
		return refuse(place, "LISTEN_FDS=", fds_text, ": too many");
	if (fds > 0 && names != NULL && count_names(names) != fds)
		return refuse(place, "LISTEN_FDNAMES=", names, ": not as many names as LISTEN_FDS");
	return (int)fds;
}

/* A stream must listen already; datagrams come without that. */
static bool is_listener(struct err_place place, int fd)
{
	int type, listens = 1;

	if (sys_get_option(fd, SOL_SOCKET, SO_TYPE, &type) == -1 ||
	    (type != SOCK_DGRAM && sys_get_option(fd, SOL_SOCKET, SO_ACCEPTCONN, &listens) == -1)) {
		sock_fail(place, "getsockopt", BIO_R_GETTING_SOCKTYPE);
		return false;
	}
	return listens != 0 || err_refuse(place, ERR_LIB_BIO, BIO_R_INVALID_SOCKET, EINVAL);
}

static bool take(struct err_place place, int fd)
{
	if (!is_listener(place, fd))
		return false;
	if (sys_passed_keep(fd) == 0)
		return true;
	sock_fail(place, "fcntl", BIO_R_UNABLE_TO_LISTEN_SOCKET);
	return false;
}

int biosock_listen_adopt(const char *name, int *out_socks, size_t n)
{
	struct err_place place = ERR_PLACE;
	const char *names = getenv("LISTEN_FDNAMES");
	size_t taken = 0;
	int passed;

	if (out_socks == NULL || n == 0) {
		err_refuse(place, ERR_LIB_BIO, BIO_R_INVALID_ARGUMENT, EINVAL);
		return -1;
	}
	passed = count_passed(place, names);
	for (int i = 0; i < passed; i++) {
		if (!is_named(names, i, name) || !claim(i))
			continue;
		if (taken < n && take(place, FIRST + i)) {
			out_socks[taken++] = FIRST + i;
			continue;
		}
		if (taken == n)
			err_refuse(place, ERR_LIB_BIO, BIO_R_INVALID_ARGUMENT, EINVAL);
		disclaim(i);
		while (taken > 0)
			disclaim(out_socks[--taken] - FIRST);
		return -1;
	}
	return passed == -1 ? -1 : (int)taken;
}
