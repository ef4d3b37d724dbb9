/* SPDX-License-Identifier: Apache-2.0 */
/*
 * biosock_dial() and biosock_dial_addresses(): what they try, in what order, what they say, and
 * what they leave. Times are of no consequence: what has to come late hangs until it is let go.
 */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <openssl/err.h>

#include "dial/network.h"
#include "support/contract.h"
#include "support/memory.h"
#include "support/peer.h"
#include "support/system.h"

#define REFUSED_AT(address)                                                                        \
	"system library:ECONNREFUSED(calling connect(): " address ");BIO routines:connect error"

static void connects_to_a_number(void)
{
	struct network_port port;
	biosock_dial_options options = network_options();
	biosock_dial_result result = BIOSOCK_DIAL_RESULT_INIT;
	int fd;

	network_listen(&port);
	result.peer = BIO_ADDR_new();
	result.local = BIO_ADDR_new();
	fd = biosock_dial("127.0.0.1", port.text, &options, &result);
	CHECK(fd != -1);
	CHECK_STR(network_story, "answer0 try0 connected0 over");
	CHECK(!peer_is_nonblocking(fd));
	CHECK(peer_is_cloexec(fd));
	CHECK_INT(peer_option(fd, SOL_SOCKET, SO_KEEPALIVE), 0);
	CHECK_INT(BIO_ADDR_family(result.peer), AF_INET);
	CHECK_INT(ntohs(BIO_ADDR_rawport(result.peer)), atoi(port.text));
	CHECK_INT(BIO_ADDR_family(result.local), AF_INET);
	CHECK(BIO_ADDR_rawport(result.local) != 0);
	CHECK_INT(result.tried, 1);
	CHECK_INT(result.lookup4_us, -1);
	CHECK_INT(result.lookup6_us, -1);
	CHECK(result.connect_us >= 0 && result.total_us >= result.connect_us);
	CHECK_ERRORS("-");
	BIO_ADDR_free(result.peer);
	BIO_ADDR_free(result.local);
	peer_close(fd, -1, -1);
	network_close(&port);
}

/* Without options and result, and without a host: this machine. */
static void connects_to_this_machine(void)
{
	struct network_port port;
	static const char *const hosts[] = { "127.0.0.1", "localhost", "::1", "any.localhost",
		NULL };
	int fd;

	network_listen(&port);
	for (size_t i = 0; i < sizeof(hosts) / sizeof(hosts[0]); i++) {
		fd = biosock_dial(hosts[i], port.text, NULL, NULL);
		CHECK(fd != -1);
		peer_close(fd, -1, -1);
	}
	network_close(&port);
}

static void the_socket_is_as_the_flags_say(void)
{
	struct network_port port;
	biosock_dial_options options = network_options();
	int fd;

	network_listen(&port);
	options.flags = BIO_SOCK_NONBLOCK | BIO_SOCK_NODELAY | BIO_SOCK_KEEPALIVE | BIOSOCK_INHERIT;
	fd = biosock_dial("127.0.0.1", port.text, &options, NULL);
	CHECK(fd != -1);
	CHECK(peer_is_nonblocking(fd));
	CHECK(!peer_is_cloexec(fd));
	CHECK(peer_option(fd, IPPROTO_TCP, TCP_NODELAY) != 0);
	CHECK(peer_option(fd, SOL_SOCKET, SO_KEEPALIVE) != 0);
	peer_close(fd, -1, -1);
	network_close(&port);
}

/* They ask for keepalive, too; a system without them says so. */
static void times_of_keepalive_are_set_or_refused(void)
{
	struct network_port port;
	biosock_dial_options options = network_options();
	int fd;

	network_listen(&port);
	options.keep_idle_s = 77;
	options.keep_interval_s = 7;
	options.keep_count = 5;
	errno = 0;
	fd = biosock_dial("127.0.0.1", port.text, &options, NULL);
	if (!network_has_keepalive_times()) {
		network_close(&port);
		CHECK_INT(fd, -1);
		CHECK_INT(errno, ENOPROTOOPT);
		ERR_clear_error();
		return;
	}
	CHECK(peer_option(fd, SOL_SOCKET, SO_KEEPALIVE) != 0);
#ifdef TCP_KEEPIDLE
	CHECK_INT(peer_option(fd, IPPROTO_TCP, TCP_KEEPIDLE), 77);
	CHECK_INT(peer_option(fd, IPPROTO_TCP, TCP_KEEPINTVL), 7);
	CHECK_INT(peer_option(fd, IPPROTO_TCP, TCP_KEEPCNT), 5);
#endif
	peer_close(fd, -1, -1);
	network_close(&port);
}

/* Data that nobody acknowledges; a system without that says so. */
static void a_user_timeout_is_set_or_refused(void)
{
	struct network_port port;
	biosock_dial_options options = network_options();
	int fd;

	network_listen(&port);
	options.user_timeout_ms = 4321;
	errno = 0;
	fd = biosock_dial("127.0.0.1", port.text, &options, NULL);
#ifdef TCP_USER_TIMEOUT
	CHECK_INT(peer_option(fd, IPPROTO_TCP, TCP_USER_TIMEOUT), 4321);
#else
	CHECK_INT(fd, -1);
	CHECK_INT(errno, ENOPROTOOPT);
#endif
	ERR_clear_error();
	peer_close(fd, -1, -1);
	network_close(&port);
}

/* With a thread that looks the name up, without one, and where there are addresses alone. */
static void a_success_leaves_errno_as_it_was(void)
{
	static const char *const hosts[] = { "127.0.0.1", "localhost" };
	struct network_port port;
	biosock_dial_options options = network_options();
	const BIO_ADDR *list[1];
	union peer_addr at;
	int fd;

	network_listen(&port);
	for (size_t i = 0; i < sizeof(hosts) / sizeof(hosts[0]); i++) {
		errno = 4242;
		fd = biosock_dial(hosts[i], port.text, &options, NULL);
		CHECK_INT(errno, 4242);
		CHECK(fd != -1 && peer_name(port.v4, &at) == 0);
		peer_close(fd, -1, -1);
	}
	list[0] = (const BIO_ADDR *)&at;
	errno = 4242;
	fd = biosock_dial_addresses(list, 1, &options, NULL);
	CHECK_INT(errno, 4242);
	CHECK(fd != -1);
	peer_close(fd, -1, -1);
	network_close(&port);
}

static void a_refusal_is_told(void)
{
	struct network_port port;
	biosock_dial_options options = network_options();
	biosock_dial_result result = BIOSOCK_DIAL_RESULT_INIT;
	char want[160];

	network_refuse(&port);
	errno = 0;
	CHECK_INT(biosock_dial("127.0.0.1", port.text, &options, &result), -1);
	CHECK_INT(errno, ECONNREFUSED);
	snprintf(want, sizeof(want), REFUSED_AT("127.0.0.1:%s"), port.text);
	contract_check_str(__FILE__, __LINE__, contract_errors_whole(), want, "records");
	CHECK_STR(network_story, "answer0 try0 failed0:ECONNREFUSED over:ECONNREFUSED");
	CHECK_INT(result.tried, 1);
	CHECK_INT(result.connect_us, -1);
	network_close(&port);
}

static void connects_to_a_path(void)
{
	union peer_addr at;
	int l, fd;
	char host[200];
	biosock_dial_options options = network_options();

	system_need_family(AF_UNIX);
	l = peer_listen(AF_UNIX, 1, &at);
	snprintf(host, sizeof(host), "unix:%s", at.un.sun_path);
	fd = biosock_dial(host, NULL, &options, NULL);
	CHECK(fd != -1);
	CHECK_STR(network_story, "answer0 try0 connected0 over");
	peer_close(fd, -1, -1);
	options = network_options();
	options.family = AF_UNIX;
	fd = biosock_dial(at.un.sun_path, "unused", &options, NULL);
	CHECK(fd != -1);
	peer_close(fd, l, -1);
	unlink(at.un.sun_path);
	options = network_options();
	errno = 0;
	CHECK_INT(biosock_dial(host, NULL, &options, NULL), -1);
	CHECK_INT(errno, ENOENT);
	CHECK_STR(network_story, "answer0 try0 failed0:ENOENT over:ENOENT");
	ERR_clear_error();
}

static void connects_to_an_abstract_name_from_another(void)
{
	char name[PEER_ABSTRACT_SIZE], host[160];
	union peer_addr at = { .un = { .sun_family = AF_UNIX } };
	biosock_dial_options options = network_options();
	biosock_dial_result result = BIOSOCK_DIAL_RESULT_INIT;
	int l, fd;

	system_need_abstract_names();
	peer_abstract("dial", 4, name);
	snprintf(at.un.sun_path + 1, sizeof(at.un.sun_path) - 1, "%s", name + 1);
	l = peer_socket(AF_UNIX, SOCK_STREAM);
	CHECK_INT(bind(l, &at.sa, peer_len(&at)), 0);
	CHECK_INT(listen(l, 1), 0);
	snprintf(host, sizeof(host), "unix:@%s", name + 1);
	options.local_unix = "@dial-client";
	result.local = BIO_ADDR_new();
	fd = biosock_dial(host, NULL, &options, &result);
	CHECK(fd != -1);
	CHECK_INT(BIO_ADDR_family(result.local), AF_UNIX);
	BIO_ADDR_free(result.local);
	peer_close(fd, l, -1);
}

/* Nothing is done, no result filled: EINVAL and a record. */
static void check_refused(
    const char *what, const char *host, const char *service, const biosock_dial_options *options)
{
	int before = network_descriptors(), fd;

	errno = 0;
	fd = biosock_dial(host, service, options, NULL);
	contract_check_int(__FILE__, __LINE__, fd, -1, what);
	contract_check_int(__FILE__, __LINE__, errno, EINVAL, what);
	contract_check_int(
	    __FILE__, __LINE__, ERR_GET_REASON(ERR_get_error()), BIO_R_INVALID_ARGUMENT, what);
	contract_check_int(__FILE__, __LINE__, (long long)ERR_get_error(), 0, what);
	contract_check_int(__FILE__, __LINE__, network_descriptors(), before, what);
	contract_check_str(__FILE__, __LINE__, network_story, "", what);
	peer_close(fd, -1, -1);
}

#define CHECK_OPTION(member, value)                                                                \
	do {                                                                                       \
		biosock_dial_options bad = network_options();                                      \
		bad.member = (value);                                                              \
		check_refused(#member " " #value, "127.0.0.1", "1", &bad);                         \
	} while (0)

static void what_makes_no_sense_is_refused(void)
{
	BIO_ADDR *v4 = BIO_ADDR_new(), *v6 = BIO_ADDR_new();
	char too_long_for_any_interface[400] = "";
	biosock_dial_options options = network_options();

	memset(too_long_for_any_interface, 'a', sizeof(too_long_for_any_interface) - 1);
	BIO_ADDR_rawmake(v4, AF_INET, "\x7f\0\0\1", 4, 0);
	BIO_ADDR_rawmake(v6, AF_INET6, "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1", 16, 0);
	CHECK_OPTION(size, 0);
	CHECK_OPTION(size, sizeof(biosock_dial_options) - 1);
	CHECK_OPTION(size, sizeof(biosock_dial_options) + 8);
	CHECK_OPTION(flags, -1);
	CHECK_OPTION(flags, 0x40);
	CHECK_OPTION(flags, 0x100);
	CHECK_OPTION(flags, 0x40000000);
	CHECK_OPTION(flags, BIO_SOCK_V6_ONLY);
	CHECK_OPTION(flags, BIO_SOCK_NODELAY | BIOSOCK_INHERIT | 0x100000);
	CHECK_OPTION(family, 99);
	CHECK_OPTION(family, -1);
	CHECK_OPTION(socktype, -1);
	CHECK_OPTION(socktype, 77);
	CHECK_OPTION(timeout_ms, -2);
	CHECK_OPTION(attempt_ms, 9);
	CHECK_OPTION(attempt_ms, 2001);
	CHECK_OPTION(attempt_ms, 0);
	CHECK_OPTION(resolution_ms, -1);
	CHECK_OPTION(first_count, 0);
	CHECK_OPTION(max_tries, -1);
	CHECK_OPTION(cancel_fd, -2);
	CHECK_OPTION(keep_idle_s, -1);
	CHECK_OPTION(keep_interval_s, -1);
	CHECK_OPTION(keep_count, -1);
	CHECK_OPTION(user_timeout_ms, -1);
	CHECK_OPTION(local4, v6);
	CHECK_OPTION(local6, v4);
	CHECK_OPTION(bind_interface, "");
	CHECK_OPTION(bind_interface, too_long_for_any_interface);
	CHECK_OPTION(local_unix, "");
	CHECK_OPTION(local_unix, "@");
	options.local4 = v4;
	options.family = AF_INET6;
	check_refused("local4 for IPv6", "::1", "1", &options);
	BIO_ADDR_free(v4);
	BIO_ADDR_free(v6);
}

static void names_that_make_no_sense_are_refused(void)
{
	static const struct {
		const char *host, *service;
		int family;
	} rows[] = {
		{ "127.0.0.1", NULL, AF_UNSPEC },
		{ "name.example", NULL, AF_UNSPEC },
		{ "127.0.0.1", "70000", AF_UNSPEC },
		{ "name.example", "70000", AF_UNSPEC },
		{ "name.example", "-1", AF_UNSPEC },
		{ NULL, NULL, AF_UNSPEC },
		{ "127.0.0.1", "", AF_UNSPEC },
		{ "localhost", "", AF_UNSPEC },
		{ "name.example", "", AF_UNSPEC },
		{ NULL, "", AF_UNSPEC },
		{ "unix:", NULL, AF_UNSPEC },
		{ "unix:@", NULL, AF_UNSPEC },
		{ "@", NULL, AF_UNIX },
		{ "unix:/run/x", NULL, AF_INET },
		{ NULL, "80", AF_UNIX },
		{ "", NULL, AF_UNIX },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		biosock_dial_options options = network_options();
		char what[80];

		options.family = rows[i].family;
		snprintf(what, sizeof(what), "%s %s", rows[i].host != NULL ? rows[i].host : "NULL",
		    rows[i].service != NULL ? rows[i].service : "NULL");
		check_refused(what, rows[i].host, rows[i].service, &options);
	}
}

static void a_result_of_another_size_is_refused(void)
{
	biosock_dial_result result = BIOSOCK_DIAL_RESULT_INIT;
	biosock_dial_options options = BIOSOCK_DIAL_OPTIONS_INIT;
	const BIO_ADDR *none[] = { NULL };
	union peer_addr at;

	result.size--;
	errno = 0;
	CHECK_INT(biosock_dial("127.0.0.1", "1", NULL, &result), -1);
	CHECK_INT(errno, EINVAL);
	CHECK_ERRORS("BIO routines:invalid argument");
	errno = 0;
	CHECK_INT(biosock_dial_addresses(NULL, 1, NULL, NULL), -1);
	CHECK_INT(errno, EINVAL);
	CHECK_ERRORS("BIO routines:invalid argument");
	errno = 0;
	CHECK_INT(biosock_dial_addresses(none, 1, NULL, NULL), -1);
	CHECK_INT(errno, EINVAL);
	CHECK_ERRORS("BIO routines:invalid argument");
	errno = 0;
	CHECK_INT(biosock_dial_addresses(none, 0, NULL, NULL), -1);
	CHECK_INT(errno, EINVAL);
	CHECK_ERRORS("BIO routines:invalid argument");
	none[0] = peer_bio(&at);
	peer_loopback(AF_INET, &at);
	errno = 0;
	CHECK_INT(biosock_dial_addresses(none, 1, NULL, &result), -1);
	CHECK_INT(errno, EINVAL);
	CHECK_ERRORS("BIO routines:invalid argument");
	options.size++;
	errno = 0;
	CHECK_INT(biosock_dial_addresses(none, 1, &options, NULL), -1);
	CHECK_INT(errno, EINVAL);
	CHECK_ERRORS("BIO routines:invalid argument(size)");
}

/* A name with these answers, at a port. The story without the questions, whose order is theirs. */
static int dial_name(const char *v6, const char *v4, const char *service,
    biosock_dial_options *options, biosock_dial_result *result)
{
	int fd;

	network_answers(v6, v4);
	fd = biosock_dial("name.example", service, options, result);
	return fd;
}

static bool says(const char *word)
{
	return strstr(network_story, word) != NULL;
}

static int family_of(int fd)
{
	union peer_addr at;

	return fd != -1 && peer_name(fd, &at) == 0 ? at.sa.sa_family : AF_UNSPEC;
}

static void without_ipv4s_answer_ipv6_goes_ahead(void)
{
	struct network_port port;
	biosock_dial_options options = network_options();
	biosock_dial_result result = BIOSOCK_DIAL_RESULT_INIT;
	int fd;

	system_need_family(AF_INET6);
	network_listen(&port);
	fd = dial_name("::1", "hang 127.0.0.1", port.text, &options, &result);
	CHECK_INT(family_of(fd), AF_INET6);
	CHECK_STR(network_story, "ask6 ask4 answer0 end6 try0 connected0 over");
	CHECK(result.lookup6_us >= 0);
	CHECK_INT(result.lookup4_us, -1);
	network_release();
	peer_close(fd, -1, -1);
	network_close(&port);
}

static void without_ipv6s_answer_ipv4_goes_ahead(void)
{
	struct network_port port;
	int fd;

	network_listen(&port);
	for (int has = 0; has < 2; has++) {
		biosock_dial_options options = network_options();

		network_has_v6 = has != 0;
		fd = dial_name("hang ::1", "127.0.0.1", port.text, &options, NULL);
		CHECK_INT(family_of(fd), AF_INET);
		CHECK_STR(network_story, "ask6 ask4 answer0 end4 try0 connected0 over");
		network_release();
		peer_close(fd, -1, -1);
	}
	network_close(&port);
}

static void with_both_answers_ipv6_is_the_first(void)
{
	struct network_port port;
	biosock_dial_options options = network_options();
	int fd;

	system_need_family(AF_INET6);
	network_listen(&port);
	options.resolution_ms = 60000;
	fd = dial_name("::1", "127.0.0.1", port.text, &options, NULL);
	CHECK_INT(family_of(fd), AF_INET6);
	peer_close(fd, -1, -1);
	network_close(&port);
}

/* The others are tried at once, and those that were refused are forgotten. */
static void the_next_address_takes_the_place_of_a_refused_one(void)
{
	struct network_port port;
	biosock_dial_options options = network_options();
	biosock_dial_result result = BIOSOCK_DIAL_RESULT_INIT;
	int fd;

	network_listen(&port);
	options.family = AF_INET;
	fd = dial_name("", "127.0.0.7 127.0.0.8 127.0.0.1", port.text, &options, &result);
	CHECK_INT(family_of(fd), AF_INET);
	CHECK_STR(network_story, "ask4 answer0 answer1 answer2 end4 try0 failed0:ECONNREFUSED try1 "
	                         "failed1:ECONNREFUSED try2 connected2 over");
	CHECK_INT(result.tried, 3);
	CHECK_ERRORS("-");
	peer_close(fd, -1, -1);
	network_close(&port);
}

static void an_address_is_tried_once(void)
{
	struct network_port port;
	biosock_dial_options options = network_options();
	biosock_dial_result result = BIOSOCK_DIAL_RESULT_INIT;

	network_refuse(&port);
	errno = 0;
	CHECK_INT(dial_name("::ffff:127.0.0.1", "127.0.0.1 127.0.0.1 127.0.0.1", port.text,
	              &options, &result),
	    -1);
	CHECK_INT(errno, ECONNREFUSED);
	CHECK_INT(result.tried, 1);
	CHECK(says("answer0") && !says("answer1"));
	CHECK_ERRORS("system library:ECONNREFUSED(calling connect());BIO routines:connect error");
	network_close(&port);
}

/* Seven pairs, the newest, and errno is the last's. */
static void of_many_failures_the_newest_are_told(void)
{
	struct network_port port;
	biosock_dial_options options = network_options();
	char want[2000] = "";

	network_refuse(&port);
	options.family = AF_INET;
	errno = 0;
	CHECK_INT(dial_name("",
	              "127.0.0.1 127.0.0.2 127.0.0.3 127.0.0.4 127.0.0.5 127.0.0.6 127.0.0.7 "
	              "127.0.0.8 127.0.0.9",
	              port.text, &options, NULL),
	    -1);
	CHECK_INT(errno, ECONNREFUSED);
	for (int i = 3; i <= 9; i++) {
		size_t n = strlen(want);

		snprintf(want + n, sizeof(want) - n, "%s" REFUSED_AT("127.0.0.%d:%s"),
		    i > 3 ? ";" : "", i, port.text);
	}
	contract_check_str(__FILE__, __LINE__, contract_errors_whole(), want, "records");
	network_close(&port);
}

static void no_more_than_so_many_are_tried(void)
{
	struct network_port port;
	biosock_dial_options options = network_options();
	biosock_dial_result result = BIOSOCK_DIAL_RESULT_INIT;

	network_listen(&port);
	options.max_tries = 2;
	options.family = AF_INET;
	CHECK_INT(dial_name("", "127.0.0.7 127.0.0.8 127.0.0.1", port.text, &options, &result), -1);
	CHECK_INT(result.tried, 2);
	CHECK(!says("try2"));
	ERR_clear_error();
	network_close(&port);
}

/* What may pass goes before what is so. */
static void a_name_without_addresses_is_told(void)
{
	static const struct {
		const char *v6, *v4;
		int err;
		const char *text;
	} rows[] = {
		{ "", "", ENOENT, "no such" },
		{ "again", "", EAGAIN, "again" },
		{ "", "again", EAGAIN, "again" },
		{ "again", "again", EAGAIN, "again" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		biosock_dial_options options = network_options();

		errno = 0;
		CHECK_INT(dial_name(rows[i].v6, rows[i].v4, "80", &options, NULL), -1);
		CHECK_INT(errno, rows[i].err);
		CHECK_INT(ERR_GET_LIB(ERR_peek_error()), ERR_LIB_BIO);
		CHECK_INT(ERR_GET_REASON(ERR_get_error()), ERR_R_SYS_LIB);
		CHECK_ERRORS("-");
		CHECK(says("end6:gai") && says("end4:gai"));
	}
}

/* One that answers is enough. */
static void a_family_without_answer_does_not_matter(void)
{
	struct network_port port;
	biosock_dial_options options = network_options();
	int fd;

	network_listen(&port);
	fd = dial_name("again", "127.0.0.1", port.text, &options, NULL);
	CHECK_INT(family_of(fd), AF_INET);
	CHECK_ERRORS("-");
	peer_close(fd, -1, -1);
	network_close(&port);
}

static void a_silent_address_delays_no_more_than_its_time(void)
{
	struct network_port port;
	union peer_addr silent;
	int filler, l = peer_full(AF_INET, &silent, &filler), other, fd;
	biosock_dial_options options = network_options();
	const BIO_ADDR *list[2];
	union peer_addr at;

	network_listen(&port);
	other = peer_listen(AF_INET, 1, &at);
	list[0] = peer_bio(&silent);
	list[1] = peer_bio(&at);
	options.attempt_ms = 10;
	fd = biosock_dial_addresses(list, 2, &options, NULL);
	CHECK(fd != -1);
	CHECK_STR(network_story, "answer0 answer1 try0 try1 connected1 lost0 over");
	CHECK_ERRORS("-");
	peer_close(fd, other, filler);
	peer_close(l, -1, -1);
	network_close(&port);
}

static void the_time_is_up(void)
{
	union peer_addr silent;
	int filler, l = peer_full(AF_INET, &silent, &filler);
	const BIO_ADDR *list[] = { peer_bio(&silent) };
	static const int times[] = { 0, 1, 30 };

	for (size_t i = 0; i < sizeof(times) / sizeof(times[0]); i++) {
		biosock_dial_options options = network_options();
		biosock_dial_result result = BIOSOCK_DIAL_RESULT_INIT;

		options.timeout_ms = times[i];
		errno = 0;
		CHECK_INT(biosock_dial_addresses(list, 1, &options, &result), -1);
		CHECK_INT(errno, ETIMEDOUT);
		CHECK_ERRORS("BIO routines:connect timeout");
		if (times[i] == 0 || strstr(network_story, "try") != NULL)
			CHECK_STR(network_story, "answer0 try0 lost0 over:ETIMEDOUT");
		CHECK(result.total_us >= times[i] * 1000);
	}
	peer_close(l, filler, -1);
}

/* Those that failed before are told, too. A refusal takes time where there is none to spare. */
static void the_time_is_up_after_a_refusal(void)
{
	struct network_port port;

	network_refuse(&port);
	for (int ms = 30; ms < 60000; ms *= 4) {
		biosock_dial_options options = network_options();

		options.timeout_ms = ms;
		options.resolution_ms = 0;
		ERR_clear_error();
		errno = 0;
		CHECK_INT(dial_name("hang ::1", "127.0.0.1", port.text, &options, NULL), -1);
		CHECK_INT(errno, ETIMEDOUT);
		network_release();
		if (strstr(network_story, "failed0:ECONNREFUSED") != NULL)
			break;
	}
	CHECK_ERRORS("system library:ECONNREFUSED(calling connect());BIO routines:connect error;"
	             "BIO routines:connect timeout");
	network_close(&port);
}

/* With no time at all, what needs no waiting is done: a refusal, and the next address. */
static void no_time_is_enough_for_what_needs_none(void)
{
	union peer_addr at, gone;
	int l, fd;
	biosock_dial_options options = network_options();
	const BIO_ADDR *list[] = { peer_bio(&gone), peer_bio(&at) };

	system_need_family(AF_UNIX);
	l = peer_listen(AF_UNIX, 1, &at);
	peer_loopback(AF_UNIX, &gone);
	snprintf(gone.un.sun_path, sizeof(gone.un.sun_path), "/nowhere/at/all");
	options.timeout_ms = 0;
	fd = biosock_dial_addresses(list, 2, &options, NULL);
	CHECK(fd != -1);
	CHECK_STR(network_story, "answer0 answer1 try0 failed0:ENOENT try1 connected1 over");
	peer_close(fd, l, -1);
	unlink(at.un.sun_path);
}

static int cancel[2];

static void cancel_now(const biosock_dial_event *event)
{
	if (event->what == BIOSOCK_DIAL_TRY)
		CHECK_INT(write(cancel[1], "x", 1), 1);
}

static void it_can_be_cancelled(void)
{
	union peer_addr silent;
	int filler, l = peer_full(AF_INET, &silent, &filler);
	const BIO_ADDR *list[] = { peer_bio(&silent) };
	const char *const stories[] = { "answer0 try0 lost0 over:ECANCELED",
		"answer0 over:ECANCELED" };

	network_pipe(cancel);
	for (int i = 0; i < 2; i++) {
		biosock_dial_options options = network_options();

		options.cancel_fd = cancel[0];
		network_on_event = cancel_now;
		errno = 0;
		CHECK_INT(biosock_dial_addresses(list, 1, &options, NULL), -1);
		CHECK_INT(errno, ECANCELED);
		CHECK_ERRORS("system library:ECANCELED(cancelled);BIO routines:connect error");
		CHECK_STR(network_story, stories[i]);
	}
	network_on_event = NULL;
	peer_close(l, filler, -1);
	peer_close(cancel[0], cancel[1], -1);
}

static int prepared, prepare_says, prepare_errno;

static int prepare(void *arg, int sock, const BIO_ADDR *peer)
{
	union peer_addr at;

	(void)arg;
	CHECK_INT(BIO_ADDR_family(peer), AF_INET);
	CHECK(peer_name(sock, &at) == (system_is_windows() ? -1 : 0)); /* not bound: no name */
	CHECK(system_is_windows() || at.v4.sin_port == 0);
	CHECK(peer_is_nonblocking(sock));
	errno = prepare_errno;
	return prepared++ == 0 ? prepare_says : 1;
}

static void the_hook_has_a_say(void)
{
	static const struct {
		int says, err;
		const char *v4, *story;
		int want;
	} rows[] = {
		{ 1, 0, "127.0.0.1", "ask4 answer0 end4 try0 connected0 over", 0 },
		{ 0, 0, "127.0.0.7 127.0.0.1",
		    "ask4 answer0 answer1 end4 try0 try1 connected1 over", 0 },
		{ 0, 0, "127.0.0.1", "ask4 answer0 end4 try0 over:ECANCELED", ECANCELED },
		{ -1, 0, "127.0.0.7 127.0.0.1", "ask4 answer0 answer1 end4 try0 over:ECANCELED",
		    ECANCELED },
		{ -1, EPERM, "127.0.0.7 127.0.0.1", "ask4 answer0 answer1 end4 try0 over:EPERM",
		    EPERM },
	};
	struct network_port port;

	network_listen(&port);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		biosock_dial_options options = network_options();
		int fd;

		options.family = AF_INET;
		options.prepare = prepare;
		prepared = 0;
		prepare_says = rows[i].says;
		prepare_errno = rows[i].err;
		errno = 0;
		fd = dial_name("", rows[i].v4, port.text, &options, NULL);
		CHECK_INT(fd == -1 ? errno : 0, rows[i].want);
		CHECK_STR(network_story, rows[i].story);
		CHECK_INT(ERR_peek_error() != 0, fd == -1);
		ERR_clear_error();
		peer_close(fd, -1, -1);
	}
	network_close(&port);
}

static void it_comes_from_the_local_address(void)
{
	struct network_port port;
	biosock_dial_options options = network_options();
	BIO_ADDR *from = BIO_ADDR_new();
	union peer_addr at;
	int fd;

	network_listen(&port);
	BIO_ADDR_rawmake(from, AF_INET, "\x7f\0\0\3", 4, 0);
	options.local4 = from;
	fd = dial_name("::1", "127.0.0.1", port.text, &options, NULL);
	CHECK(fd != -1);
	CHECK_STR(network_story, "ask4 answer0 end4 try0 connected0 over");
	CHECK_INT(peer_name(fd, &at), 0);
	CHECK_INT(ntohl(at.v4.sin_addr.s_addr), INADDR_LOOPBACK + 2);
	BIO_ADDR_free(from);
	peer_close(fd, -1, -1);
	network_close(&port);
}

/* What cannot be bound is that address' failure. */
static void a_local_address_that_is_not_here_is_told(void)
{
	struct network_port port;
	biosock_dial_options options = network_options();
	BIO_ADDR *from = BIO_ADDR_new();

	network_listen(&port);
	BIO_ADDR_rawmake(from, AF_INET, "\xc0\0\2\1", 4, 0);
	options.local4 = from;
	errno = 0;
	CHECK_INT(biosock_dial("127.0.0.1", port.text, &options, NULL), -1);
	CHECK_INT(errno, EADDRNOTAVAIL);
	CHECK_ERRORS("system library:EADDRNOTAVAIL(calling bind());"
	             "BIO routines:unable to bind socket");
	BIO_ADDR_free(from);
	network_close(&port);
}

/* A port on which nobody listens, dialled from itself: the two ends would meet. */
static void a_connection_to_itself_is_a_refusal(void)
{
	struct network_port port;
	biosock_dial_options options = network_options();
	BIO_ADDR *from = BIO_ADDR_new();

	network_refuse(&port);
	network_close(&port);
	BIO_ADDR_rawmake(from, AF_INET, "\x7f\0\0\1", 4, htons((in_port_t)atoi(port.text)));
	options.local4 = from;
	errno = 0;
	CHECK_INT(biosock_dial("127.0.0.1", port.text, &options, NULL), -1);
	CHECK_INT(errno, ECONNREFUSED);
	CHECK_ERRORS("system library:ECONNREFUSED(calling connect());BIO routines:connect error");
	BIO_ADDR_free(from);
}

/*
 * A connect that waits for the first write would win before any packet: Fast Open is for a single
 * address, where no more may come.
 */
static void fast_open_is_not_raced(void)
{
	static const struct {
		const char *v4, *story;
	} rows[] = {
		{ "127.0.0.1", "ask4 answer0 end4 try0 connected0 over" },
		{ "127.0.0.7 127.0.0.1",
		    "ask4 answer0 answer1 end4 slow try0 failed0:ECONNREFUSED try1 connected1 "
		    "over" },
	};
	struct network_port port;

	network_listen(&port);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		for (int asks = 0; asks < 2; asks++) {
			biosock_dial_options options = network_options();
			const char *slow = strstr(rows[i].story, "slow ");
			char want[200];
			int fd;

			options.family = AF_INET;
			options.flags = asks ? BIO_SOCK_TFO : 0;
			snprintf(want, sizeof(want), "%s", rows[i].story);
			if (!asks && slow != NULL)
				snprintf(want + (slow - rows[i].story), sizeof(want) / 2, "%s",
				    slow + strlen("slow "));
			fd = dial_name("", rows[i].v4, port.text, &options, NULL);
			if (fd == -1 && i == 0 && asks)
				contract_skip("this system has no Fast Open");
			CHECK(fd != -1);
			CHECK_STR(network_story, want);
#ifdef TCP_FASTOPEN_CONNECT
			CHECK_INT(peer_option(fd, IPPROTO_TCP, TCP_FASTOPEN_CONNECT) == 1,
			    asks && slow == NULL);
#endif
			peer_close(fd, -1, -1);
		}
	}
	network_close(&port);
}

/* One address is there, and the other family's answer still to come. */
static void fast_open_waits_for_no_answer(void)
{
	struct network_port port;
	biosock_dial_options options = network_options();
	int fd;

	network_listen(&port);
	options.flags = BIO_SOCK_TFO;
	options.resolution_ms = 0;
	fd = dial_name("hang ::1", "127.0.0.1", port.text, &options, NULL);
	CHECK(fd != -1);
	CHECK_STR(network_story, "ask6 ask4 answer0 end4 slow try0 connected0 over");
	network_release();
	peer_close(fd, -1, -1);
	network_close(&port);
}

static void datagrams_have_a_peer(void)
{
	union peer_addr at;
	int l = peer_socket(AF_INET, SOCK_DGRAM), fd;
	biosock_dial_options options = network_options();
	char text[8], byte;

	peer_loopback(AF_INET, &at);
	CHECK_INT(bind(l, &at.sa, peer_len(&at)), 0);
	CHECK_INT(peer_name(l, &at), 0);
	snprintf(text, sizeof(text), "%d", ntohs(at.v4.sin_port));
	options.socktype = SOCK_DGRAM;
	options.keep_idle_s = 9;
	fd = biosock_dial("127.0.0.1", text, &options, NULL);
	CHECK(fd != -1);
	CHECK_INT(write(fd, "x", 1), 1);
	CHECK(peer_poll(l, POLLIN) != 0);
	CHECK_INT(read(l, &byte, 1), 1);
	peer_close(fd, l, -1);
}

/* The caller's order within a family, and its first one's family first. */
static void the_callers_order_counts(void)
{
	struct network_port port;
	union peer_addr a, b, c;
	const BIO_ADDR *list[] = { peer_bio(&a), peer_bio(&b), peer_bio(&c), peer_bio(&a) };
	biosock_dial_options options = network_options();

	system_need_family(AF_INET6);
	network_refuse(&port);
	peer_loopback(AF_INET, &a);
	a.v4.sin_port = htons((in_port_t)atoi(port.text));
	b = a;
	b.v4.sin_addr.s_addr = htonl(INADDR_LOOPBACK + 1);
	peer_loopback(AF_INET6, &c);
	c.v6.sin6_port = a.v4.sin_port;
	CHECK_INT(biosock_dial_addresses(list, 4, &options, NULL), -1);
	CHECK_STR(network_story, "answer0 answer1 answer2 try0 failed0:ECONNREFUSED try2 "
	                         "failed2:ECONNREFUSED try1 failed1:ECONNREFUSED "
	                         "over:ECONNREFUSED");
	ERR_clear_error();
	network_close(&port);
}

/* Nobody can be reached at the first (RFC 3849), and that is for the caller to know. */
static void the_callers_first_is_the_first(void)
{
	struct network_port port;
	union peer_addr nowhere = { .v6 = { .sin6_family = AF_INET6 } }, here;
	const BIO_ADDR *list[] = { peer_bio(&nowhere), peer_bio(&here) };
	biosock_dial_options options = network_options();
	int fd;

	system_need_family(AF_INET6);
	network_listen(&port);
	peer_loopback(AF_INET, &here);
	here.v4.sin_port = nowhere.v6.sin6_port = htons((in_port_t)atoi(port.text));
	nowhere.v6.sin6_addr.s6_addr[0] = 0x20;
	nowhere.v6.sin6_addr.s6_addr[1] = 0x01;
	nowhere.v6.sin6_addr.s6_addr[2] = 0x0d;
	nowhere.v6.sin6_addr.s6_addr[3] = 0xb8;
	fd = biosock_dial_addresses(list, 2, &options, NULL);
	CHECK(fd != -1);
	CHECK(strncmp(network_story, "answer0 answer1 try0 ", 21) == 0);
	ERR_clear_error();
	peer_close(fd, -1, -1);
	network_close(&port);
}

static void no_memory_ends_it_well(void)
{
	struct network_port port;
	int before;
	long held;

	network_listen(&port);
	network_answers("::1", "127.0.0.1");
	before = network_descriptors();
	/* Lookups that a test before this one left behind may give memory back meanwhile. */
	held = memory_held;
	for (int n = 0; n < 40; n++) {
		biosock_dial_options options = network_options();
		int fd;

		memory_fails_at = n;
		errno = 0;
		fd = biosock_dial("name.example", port.text, &options, NULL);
		CHECK(fd != -1 || (errno != 0 && ERR_peek_error() != 0));
		memory_fails_at = -1;
		ERR_clear_error();
		peer_close(fd, -1, -1);
		network_release();
		for (int i = 0; i < 100000 && memory_held > held; i++)
			usleep(100);
		CHECK(memory_held <= held);
		CHECK_INT(network_descriptors(), before);
	}
	network_close(&port);
}

#define CASE(function)                                                                             \
	{                                                                                          \
#function, function, 0, 0                                                          \
	}

static const struct contract_case cases[] = {
	CASE(a_success_leaves_errno_as_it_was),
	CASE(connects_to_a_number),
	CASE(connects_to_this_machine),
	CASE(the_socket_is_as_the_flags_say),
	CASE(times_of_keepalive_are_set_or_refused),
	CASE(a_user_timeout_is_set_or_refused),
	CASE(a_refusal_is_told),
	CASE(connects_to_a_path),
	CASE(connects_to_an_abstract_name_from_another),
	CASE(what_makes_no_sense_is_refused),
	CASE(names_that_make_no_sense_are_refused),
	CASE(a_result_of_another_size_is_refused),
	CASE(without_ipv4s_answer_ipv6_goes_ahead),
	CASE(without_ipv6s_answer_ipv4_goes_ahead),
	CASE(with_both_answers_ipv6_is_the_first),
	CASE(the_next_address_takes_the_place_of_a_refused_one),
	CASE(an_address_is_tried_once),
	CASE(of_many_failures_the_newest_are_told),
	CASE(no_more_than_so_many_are_tried),
	CASE(a_name_without_addresses_is_told),
	CASE(a_family_without_answer_does_not_matter),
	CASE(a_silent_address_delays_no_more_than_its_time),
	CASE(the_time_is_up),
	CASE(the_time_is_up_after_a_refusal),
	CASE(no_time_is_enough_for_what_needs_none),
	CASE(it_can_be_cancelled),
	CASE(the_hook_has_a_say),
	CASE(it_comes_from_the_local_address),
	CASE(a_local_address_that_is_not_here_is_told),
	CASE(a_connection_to_itself_is_a_refusal),
	CASE(fast_open_is_not_raced),
	CASE(fast_open_waits_for_no_answer),
	CASE(datagrams_have_a_peer),
	CASE(the_callers_order_counts),
	CASE(the_callers_first_is_the_first),
	CASE(no_memory_ends_it_well),
};

int main(void)
{
	if (!memory_watch())
		return 1;
	return contract_main("dial", cases, sizeof(cases) / sizeof(cases[0]));
}
