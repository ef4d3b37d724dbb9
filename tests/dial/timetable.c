/* SPDX-License-Identifier: Apache-2.0 */
/* Dials over real networks, timed. */
#include "dial/timetable.h"

#include <errno.h>
#include <math.h>
#include <netdb.h>
#include <poll.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <openssl/err.h>

#include <biosock.h>

#define V4_TAKES  "10.1.0.1"
#define V6_TAKES  "2001:db8:1::1"
#define V6_SILENT "2001:db8:3::1"

/* The dead ones before the last: of both families, five each. */
#define V6_DEAD "2001:db8:3::1 2001:db8:3::2 2001:db8:3::3 2001:db8:3::4 2001:db8:3::5"
#define V4_DEAD "10.3.0.1 10.3.0.2 10.3.0.3 10.3.0.4 10.3.0.5"

#define V6_REFUSE(ms)                                                                              \
	"2001:db8:2:" ms "::1 2001:db8:2:" ms "::2 2001:db8:2:" ms "::3 2001:db8:2:" ms            \
	"::4 2001:db8:2:" ms "::5 2001:db8:2:" ms "::6 2001:db8:2:" ms "::7 2001:db8:2:" ms        \
	"::8 2001:db8:2:" ms "::9 2001:db8:2:" ms "::a"
#define V4_REFUSE(ms)                                                                              \
	"10.2." ms ".1 10.2." ms ".2 10.2." ms ".3 10.2." ms ".4 10.2." ms ".5 10.2." ms           \
	".6 10.2." ms ".7 10.2." ms ".8 10.2." ms ".9 10.2." ms ".10"

static const struct lab_name names[TIMETABLE_ROWS] = {
	{ { 0, V6_SILENT }, { 0, V4_TAKES } },
	{ { 40, V6_TAKES }, { 0, V4_TAKES } },
	{ { 200, V6_TAKES }, { 0, V4_TAKES } },
	{ { 5000, V6_TAKES }, { 0, V4_TAKES } },
	{ { LAB_NEVER, "" }, { 0, V4_TAKES } },
	{ { 0, V6_TAKES }, { LAB_NEVER, "" } },
	{ { LAB_NEVER, "" }, { LAB_NEVER, "" } },
	{ { 0, V6_DEAD }, { 0, V4_DEAD " " V4_TAKES } },
	{ { 0, V6_REFUSE("0") }, { 0, V4_REFUSE("0") } },
	{ { 0, V6_REFUSE("1e") }, { 0, V4_REFUSE("30") } },
};

/* What is to come of it. */
#define ROW(text, deadline, rfc, family, err, waits)                                               \
	{                                                                                          \
		text, deadline, rfc, family, err, waits, TIMETABLE_NOT_YET, 0, false,              \
		    TIMETABLE_NOT_YET, false, false                                                \
	}

struct timetable_row timetable[TIMETABLE_ROWS] = {
	ROW("IPv6 black hole", -1, 250, AF_INET, 0, 1),
	ROW("AAAA 40 ms late", -1, 40, AF_INET6, 0, 1),
	ROW("AAAA 200 ms late", -1, 50, AF_INET, 0, 1),
	ROW("AAAA 5 s late", -1, 50, AF_INET, 0, 1),
	ROW("AAAA never", -1, 50, AF_INET, 0, 1),
	ROW("A never", -1, 0, AF_INET6, 0, 1),
	ROW("both never, deadline 300 ms", 300, 300, AF_UNSPEC, ETIMEDOUT, 1),
	ROW("10 dead, then 1", -1, 2500, AF_INET, 0, 10),
	ROW("20 refused at once", -1, 0, AF_UNSPEC, ECONNREFUSED, 20),
	ROW("20 refused, 30 ms away", -1, 600, AF_UNSPEC, ECONNREFUSED, 20),
};

static double now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1000 + (double)now.tv_nsec / 1e6;
}

const char *timetable_enter(void)
{
	return lab_enter(names, TIMETABLE_ROWS);
}

static void name_of(const struct timetable_row *row, char out[32])
{
	snprintf(out, 32, "row%d.example", (int)(row - timetable));
}

/* --- getaddrinfo() and connect(), one address after the other --- */

struct in_turn {
	double ms; /* TIMETABLE_NOT_YET: it had no end */
	bool connects;
};

static struct in_turn *in_turn; /* shared with the processes */
static pid_t walkers[TIMETABLE_ROWS];

/* As a blocking connect() whose time is up. */
static bool connect_until(const struct addrinfo *at, double deadline, bool *out_of_time)
{
	int fd = socket(at->ai_family, at->ai_socktype | SOCK_NONBLOCK, at->ai_protocol), err = 0;
	struct pollfd one = { .fd = fd, .events = POLLOUT };
	socklen_t size = sizeof(err);

	if (fd == -1)
		return false;
	if (connect(fd, at->ai_addr, at->ai_addrlen) == -1)
		err = errno;
	if (err == EINPROGRESS) {
		double left = deadline - now_ms();

		*out_of_time = poll(&one, 1, left > 0 ? (int)left : 0) == 0;
		getsockopt(fd, SOL_SOCKET, SO_ERROR, &err, &size);
	}
	close(fd);
	return err == 0 && !*out_of_time;
}

static void walk(const struct timetable_row *row, struct in_turn *out)
{
	struct addrinfo hints = { .ai_socktype = SOCK_STREAM }, *list = NULL;
	double began = now_ms();
	bool out_of_time = false;
	char host[32];

	name_of(row, host);
	if (getaddrinfo(host, "443", &hints, &list) != 0)
		list = NULL;
	for (struct addrinfo *at = list; at != NULL && !out->connects && !out_of_time;
	     at = at->ai_next)
		out->connects = connect_until(at, began + TIMETABLE_PATIENCE_MS, &out_of_time);
	if (!out_of_time)
		out->ms = now_ms() - began;
	if (list != NULL)
		freeaddrinfo(list);
}

bool timetable_begin_in_turn(void)
{
	in_turn = mmap(NULL, TIMETABLE_ROWS * sizeof(*in_turn), PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (in_turn == MAP_FAILED)
		return false;
	fflush(NULL);
	for (int i = 0; i < TIMETABLE_ROWS; i++) {
		in_turn[i] = (struct in_turn){ TIMETABLE_NOT_YET, false };
		walkers[i] = fork();
		if (walkers[i] == 0) {
			alarm(2 * TIMETABLE_PATIENCE_MS / 1000);
			walk(&timetable[i], &in_turn[i]);
			_exit(0);
		}
	}
	return true;
}

void timetable_end_in_turn(void)
{
	for (int i = 0; i < TIMETABLE_ROWS; i++) {
		if (walkers[i] > 0)
			waitpid(walkers[i], NULL, 0);
		timetable[i].in_turn_ms = in_turn[i].ms;
		timetable[i].in_turn_connects = in_turn[i].connects;
		timetable[i].in_turn_goes_on = in_turn[i].ms < 0;
	}
	munmap(in_turn, TIMETABLE_ROWS * sizeof(*in_turn));
}

/* --- biosock_dial() --- */

static bool is_near(double ms, int want_ms)
{
	return fabs(ms - want_ms) <= TIMETABLE_NEAR_MS;
}

static bool is_right(const struct timetable_row *row, int fd, int err)
{
	struct sockaddr_storage at = { .ss_family = AF_UNSPEC };
	socklen_t size = sizeof(at);

	if (fd == -1)
		return row->family == AF_UNSPEC && err == row->err;
	return getpeername(fd, (struct sockaddr *)&at, &size) == 0 && at.ss_family == row->family;
}

void timetable_dial(struct timetable_row *row, int times)
{
	biosock_dial_options options = BIOSOCK_DIAL_OPTIONS_INIT;
	char host[32];

	name_of(row, host);
	options.timeout_ms = row->deadline_ms;
	for (; times > 0 && !timetable_is_met(row); times--) {
		double began = now_ms(), took;
		int fd = biosock_dial(host, "443", &options, NULL), err = errno;

		took = now_ms() - began;
		row->wrong = row->wrong || !is_right(row, fd, err);
		if (fd != -1)
			close(fd);
		ERR_clear_error();
		if (row->dials++ == 0 ||
		    fabs(took - row->rfc_ms) < fabs(row->dial_ms - row->rfc_ms))
			row->dial_ms = took;
		if (row->wrong)
			return;
	}
}

bool timetable_is_met(const struct timetable_row *row)
{
	return row->dials > 0 && !row->wrong && is_near(row->dial_ms, row->rfc_ms);
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

double timetable_lateness_ms(void)
{
	enum { TIMES = 9, AWAY_MS = 40 };
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons(443) };
	double late[TIMES];

	inet_pton(AF_INET, "10.1.40.1", &to.sin_addr);
	for (int i = 0; i < TIMES; i++) {
		int fd = socket(AF_INET, SOCK_STREAM, 0);
		double began = now_ms();

		if (connect(fd, (struct sockaddr *)&to, sizeof(to)) == -1)
			perror("connect");
		late[i] = now_ms() - began - AWAY_MS;
		close(fd);
	}
	qsort(late, TIMES, sizeof(late[0]), compare);
	return late[TIMES / 2];
}

/* --- the table --- */

static void in_turn_text(const struct timetable_row *row, char *out, size_t size)
{
	if (row->in_turn_goes_on)
		snprintf(out, size, "> %d", TIMETABLE_PATIENCE_MS);
	else
		snprintf(out, size, "%.0f%s", row->in_turn_ms,
		    row->in_turn_connects ? "" : ", and fails");
}

static const char *end_of(const struct timetable_row *row)
{
	return row->family == AF_INET    ? "IPv4"
	       : row->family == AF_INET6 ? "IPv6"
	       : row->err == ETIMEDOUT   ? "out of time"
	                                 : "refused";
}

void timetable_print(FILE *to, bool markdown)
{
	const char *format =
	    markdown ? "| %s | %s | %s | %s | %s |\n" : "%-29s %8s %8s  %-12s %s\n";

	fprintf(to, format, "network", "RFC 8305", "biosock", "and it ends", "in turn");
	if (markdown)
		fputs("|---|---:|---:|---|---|\n", to);
	for (int i = 0; i < TIMETABLE_ROWS; i++) {
		const struct timetable_row *row = &timetable[i];
		char rfc[16], ours[24], theirs[40];

		snprintf(rfc, sizeof(rfc), "%d", row->rfc_ms);
		snprintf(ours, sizeof(ours), "%.0f", row->dial_ms);
		in_turn_text(row, theirs, sizeof(theirs));
		fprintf(
		    to, format, row->text, rfc, ours, row->wrong ? "WRONG" : end_of(row), theirs);
	}
}
