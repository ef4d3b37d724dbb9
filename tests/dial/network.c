/* SPDX-License-Identifier: Apache-2.0 */
/* A network for dials. */
#include "dial/network.h"

#include <errno.h>
#include <netdb.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "support/contract.h"
#include "support/interpose.h"
#include "support/peer.h"
#include "support/system.h"

bool network_has_v6 = true;
char network_story[1024];
void (*network_on_event)(const biosock_dial_event *event);

static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t moved = PTHREAD_COND_INITIALIZER;
static int hanging;
static unsigned int round_of_releases;
static char answers[2][256]; /* of IPv6, of IPv4 */

void network_answers(const char *v6, const char *v4)
{
	pthread_mutex_lock(&gate);
	snprintf(answers[0], sizeof(answers[0]), "%s", v6);
	snprintf(answers[1], sizeof(answers[1]), "%s", v4);
	pthread_mutex_unlock(&gate);
}

static void hang(void)
{
	unsigned int mine = round_of_releases;

	hanging++;
	pthread_cond_broadcast(&moved);
	while (mine == round_of_releases)
		pthread_cond_wait(&moved, &gate);
	hanging--;
	pthread_cond_broadcast(&moved);
}

void network_release(void)
{
	pthread_mutex_lock(&gate);
	do { /* others may come meanwhile */
		round_of_releases++;
		pthread_cond_broadcast(&moved);
		if (hanging > 0)
			pthread_cond_wait(&moved, &gate);
	} while (hanging > 0);
	pthread_mutex_unlock(&gate);
}

void network_wait_for_question(void)
{
	pthread_mutex_lock(&gate);
	while (hanging == 0)
		pthread_cond_wait(&moved, &gate);
	pthread_mutex_unlock(&gate);
}

int network_undisturbed(int (*call)(void))
{
	int result;

	pthread_mutex_lock(&gate);
	result = call();
	pthread_mutex_unlock(&gate);
	return result;
}

bool network_wait_for_questions(int n)
{
	struct timespec until;
	bool there = true;

	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += 60;
	pthread_mutex_lock(&gate);
	while (there && hanging < n)
		there = pthread_cond_timedwait(&moved, &gate, &until) == 0;
	pthread_mutex_unlock(&gate);
	return there;
}

struct answer {
	struct addrinfo info;
	union peer_addr addr;
};

static struct addrinfo *one(const char *text, int family, const char *service)
{
	struct answer *answer = calloc(1, sizeof(*answer));

	answer->addr.sa.sa_family = (sa_family_t)family;
	if (family == AF_INET) {
		inet_pton(AF_INET, text, &answer->addr.v4.sin_addr);
		answer->addr.v4.sin_port = htons((in_port_t)atoi(service));
	} else {
		inet_pton(AF_INET6, text, &answer->addr.v6.sin6_addr);
		answer->addr.v6.sin6_port = htons((in_port_t)atoi(service));
	}
	answer->info = (struct addrinfo){ .ai_family = family,
		.ai_addr = &answer->addr.sa,
		.ai_addrlen = (unsigned int)peer_len(&answer->addr) };
	return &answer->info;
}

static void copy_answer(int family, char *text, size_t size)
{
	pthread_mutex_lock(&gate);
	snprintf(text, size, "%s", answers[family == AF_INET ? 1 : 0]);
	if (strncmp(text, "hang", 4) == 0) {
		hang();
		memmove(text, text + 4, strlen(text + 4) + 1);
	}
	pthread_mutex_unlock(&gate);
}

int INTERPOSED(getaddrinfo)(
    const char *host, const char *service, const struct addrinfo *hints, struct addrinfo **out)
{
	char text[256], *rest = NULL, *word;
	struct addrinfo **end = out;

	*out = NULL;
	if (host == NULL) { /* which family the administrator has raised: none */
		*out = one("::1", AF_INET6, "9");
		return 0;
	}
	copy_answer(hints->ai_family, text, sizeof(text));
	if (strcmp(text, "again") == 0)
		return EAI_AGAIN;
	for (word = strtok_r(text, " ", &rest); word != NULL; word = strtok_r(NULL, " ", &rest)) {
		*end = one(word, hints->ai_family, service);
		end = &(*end)->ai_next;
	}
	return *out != NULL ? 0 : EAI_NONAME;
}

void INTERPOSED(freeaddrinfo)(struct addrinfo *list)
{
	while (list != NULL) {
		struct addrinfo *next = list->ai_next;

		free(list);
		list = next;
	}
}

/* The same port of IPv6, if it is free. */
static int bind_v6(in_port_t port, bool listens)
{
	union peer_addr at;
	int fd = peer_socket(AF_INET6, SOCK_STREAM), on = 1;

	peer_loopback(AF_INET6, &at);
	at.v6.sin6_port = port;
	if (fd != -1 && setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof(on)) == 0 &&
	    bind(fd, &at.sa, peer_len(&at)) == 0 && (!listens || listen(fd, 64) == 0))
		return fd;
	peer_close(fd, -1, -1);
	return -1;
}

static void open_port(struct network_port *port, bool listens)
{
	for (int i = 0; i < 50; i++) {
		union peer_addr at;

		port->v4 = listens ? peer_listen(AF_INET, 64, &at) : peer_refuse(AF_INET, &at);
		port->v6 = bind_v6(at.v4.sin_port, listens);
		snprintf(port->text, sizeof(port->text), "%d", ntohs(at.v4.sin_port));
		if (port->v6 != -1)
			return;
		peer_close(port->v4, -1, -1);
	}
	contract_skip("no port is free in both families");
}

void network_listen(struct network_port *port)
{
	open_port(port, true);
}

void network_refuse(struct network_port *port)
{
	open_port(port, false);
}

void network_close(struct network_port *port)
{
	peer_close(port->v4, port->v6, -1);
}

static const char *const words[] = {
	[BIOSOCK_DIAL_LOOKUP] = "ask",
	[BIOSOCK_DIAL_LOOKUP_WAITS] = "waits",
	[BIOSOCK_DIAL_ANSWER] = "answer",
	[BIOSOCK_DIAL_TRY] = "try",
	[BIOSOCK_DIAL_FAILED] = "failed",
	[BIOSOCK_DIAL_CONNECTED] = "connected",
	[BIOSOCK_DIAL_REJECTED] = "rejected",
	[BIOSOCK_DIAL_LOST] = "lost",
	[BIOSOCK_DIAL_OVER] = "over",
	[BIOSOCK_DIAL_NO_FASTOPEN] = "slow",
};

static void write_down(void *arg, const biosock_dial_event *event)
{
	const char *word = words[event->what];
	size_t n = strlen(network_story);
	char number[16] = "";

	(void)arg;
	CHECK_INT(event->size, sizeof(*event));
	CHECK(event->at_us >= 0);
	if (event->what == BIOSOCK_DIAL_ANSWER && event->n == -1)
		word = "end";
	if (event->n != -1)
		snprintf(number, sizeof(number), "%d", event->n);
	else if (event->family != AF_UNSPEC)
		snprintf(number, sizeof(number), "%d", event->family == AF_INET ? 4 : 6);
	snprintf(network_story + n, sizeof(network_story) - n, "%s%s%s%s%s", n > 0 ? " " : "", word,
	    number,
	    event->err != 0   ? ":"
	    : event->gai != 0 ? ":gai"
	                      : "",
	    event->err != 0 ? contract_errno_name(event->err) : "");
	if (network_on_event != NULL)
		network_on_event(event);
}

biosock_dial_options network_options(void)
{
	biosock_dial_options options = BIOSOCK_DIAL_OPTIONS_INIT;

	options.trace = write_down;
	network_story[0] = '\0';
	return options;
}

/* Sockets, since there are systems that wait for nothing else. */
void network_pipe(int out[2])
{
	CHECK_INT(socketpair(AF_UNIX, SOCK_STREAM, 0, out), 0);
}

static void *do_nothing(void *arg)
{
	return arg;
}

int network_threads_at_rest(void)
{
	pthread_t thread;

	if (pthread_create(&thread, NULL, do_nothing, NULL) == 0)
		pthread_join(thread, NULL);
	return network_threads();
}

int network_descriptors(void)
{
	return system_open_descriptors();
}
