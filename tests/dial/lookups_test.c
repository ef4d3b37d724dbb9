/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Questions in threads: the resolver is replaced, and answers when it is told to. A host that
 * begins with "hang" waits for release(); "none", "broken" and "again" have no address.
 */
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <openssl/err.h>

#include "dial/lookups.h"
#include "dial/lookups_system.h"
#include "support/contract.h"
#include "support/interpose.h"
#include "support/memory.h"
#include "support/system.h"
#include "sys/readiness.h"

static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t opened = PTHREAD_COND_INITIALIZER;
static int hanging, allowed, came;
static atomic_int asked, freed, last_flags, last_family;

static void hang(void)
{
	pthread_mutex_lock(&gate);
	hanging++;
	came++;
	while (allowed == 0)
		pthread_cond_wait(&opened, &gate);
	allowed--;
	hanging--;
	pthread_mutex_unlock(&gate);
}

static void release(int n)
{
	pthread_mutex_lock(&gate);
	allowed += n;
	pthread_cond_broadcast(&opened);
	pthread_mutex_unlock(&gate);
}

static int how_many_hang(void)
{
	int n;

	pthread_mutex_lock(&gate);
	n = hanging;
	pthread_mutex_unlock(&gate);
	return n;
}

static int how_many_came(void)
{
	int n;

	pthread_mutex_lock(&gate);
	n = came;
	pthread_mutex_unlock(&gate);
	return n;
}

static void until_so_many_hang(int n)
{
	while (how_many_hang() != n)
		usleep(100);
}

struct answer {
	struct addrinfo info;
	struct sockaddr_in addr;
};

int INTERPOSED(getaddrinfo)(
    const char *host, const char *service, const struct addrinfo *hints, struct addrinfo **out)
{
	struct answer *answer;

	atomic_fetch_add(&asked, 1);
	atomic_store(&last_flags, hints->ai_flags);
	atomic_store(&last_family, hints->ai_family);
	if (strncmp(host, "hang", 4) == 0)
		hang();
	errno = ENETDOWN;
	if (strcmp(host, "none") == 0)
		return EAI_NONAME;
	if (strcmp(host, "broken") == 0)
		return EAI_SYSTEM;
	answer = calloc(1, sizeof(*answer));
	answer->addr.sin_family = AF_INET;
	answer->addr.sin_port = htons((uint16_t)(service != NULL ? atoi(service) : 0));
	answer->info = (struct addrinfo){ .ai_family = AF_INET,
		.ai_addr = (struct sockaddr *)&answer->addr,
		.ai_addrlen = (unsigned int)sizeof(answer->addr) };
	*out = &answer->info;
	return 0;
}

void INTERPOSED(freeaddrinfo)(struct addrinfo *list)
{
	atomic_fetch_add(&freed, 1);
	free(list);
}

static struct sys_wake wake;

static bool ask(struct dial_asker *asker, const char *host)
{
	const struct dial_question question = { host, "80", AF_INET, SOCK_STREAM, 0 };

	return dial_ask(asker, &question, &wake);
}

static bool has_answer(struct dial_asker *asker)
{
	struct dial_answer answer;

	return dial_ask_answer(asker, &answer);
}

static struct dial_answer await(struct dial_asker *asker)
{
	struct dial_answer answer = { 0 };

	while (!dial_ask_answer(asker, &answer)) {
		int woken = sys_wait_ready(wake.fd, true, 10000);

		CHECK_INT(woken, 1);
		if (woken != 1)
			break;
		sys_wake_clear(&wake);
	}
	return answer;
}

/* What an answer was given for is over once its thread has counted itself out. */
static void until_freed(int n)
{
	while (atomic_load(&freed) != n)
		usleep(100);
}

static void an_answer_comes(void)
{
	struct dial_asker asker = { 0 };
	struct dial_answer answer;

	CHECK(!dial_ask_answer(&asker, &answer));
	CHECK(!dial_ask_waits(&asker));
	CHECK(ask(&asker, "quick"));
	answer = await(&asker);
	CHECK_INT(answer.code, 0);
	CHECK_INT(answer.err, 0);
	CHECK(answer.list != NULL);
	CHECK_INT(
	    ((const struct sockaddr_in *)(const void *)answer.list->ai_addr)->sin_port, htons(80));
	CHECK_INT(atomic_load(&last_flags), 0);
	CHECK_INT(atomic_load(&last_family), AF_INET);
	dial_ask_drop(&asker);
	dial_ask_drop(&asker);
	CHECK_INT(asker.state, DIAL_ASKS_NOTHING);
}

static void what_the_resolver_says_is_told(void)
{
	struct dial_asker asker = { 0 };
	struct dial_answer answer;

	CHECK(ask(&asker, "none"));
	answer = await(&asker);
	CHECK_INT(answer.code, EAI_NONAME);
	CHECK_INT(answer.err, 0);
	CHECK(answer.list == NULL);
	dial_ask_drop(&asker);
	if (!system_resolver_has_errno())
		return;
	CHECK(ask(&asker, "broken"));
	answer = await(&asker);
	CHECK_INT(answer.code, 0);
	CHECK_INT(answer.err, ENETDOWN);
	dial_ask_drop(&asker);
}

/* The answer of what was left behind goes with its thread, and nobody is woken. */
static void what_is_left_behind_ends_by_itself(void)
{
	struct dial_asker asker = { 0 };
	int before = atomic_load(&freed);

	CHECK(ask(&asker, "hang"));
	until_so_many_hang(1);
	dial_ask_drop(&asker);
	sys_wake_clear(&wake);
	release(1);
	until_freed(before + 1);
	CHECK_INT(sys_wait_ready(wake.fd, true, 0), 0);
}

static void without_a_thread_the_answer_is_why(void)
{
	struct dial_asker asker = { 0 };
	struct dial_answer answer;

	lookups_forbid_threads();
	CHECK(ask(&asker, "quick"));
	CHECK(dial_ask_answer(&asker, &answer));
	CHECK_INT(answer.code, 0);
	CHECK_INT(answer.err, EAGAIN);
	CHECK(answer.list == NULL);
	lookups_allow_threads();
	dial_ask_drop(&asker);
}

/* Of a number that is wanted at once; what is more waits, the first first. */
static void beyond_the_limit_one_waits_in_line(void)
{
	struct dial_asker askers[5] = { { 0 } };
	static const char *const hosts[] = { "hang1", "hang2", "hang3", "hang4", "quick" };
	int before = how_many_came();

	CHECK_INT(dial_ask_limit(2), DIAL_ASK_LIMIT);
	for (int i = 0; i < 5; i++)
		CHECK(ask(&askers[i], hosts[i]));
	until_so_many_hang(2);
	for (int i = 0; i < 5; i++)
		CHECK_INT(dial_ask_waits(&askers[i]), i >= 2);
	release(1);
	while (how_many_came() != before + 3)
		usleep(100);
	CHECK(has_answer(&askers[0]) != has_answer(&askers[1]));
	CHECK(!dial_ask_waits(&askers[2]));
	CHECK(dial_ask_waits(&askers[3]));
	dial_ask_drop(&askers[3]);
	release(1);
	await(&askers[4]);
	release(1);
	for (int i = 0; i < 3; i++)
		await(&askers[i]);
	for (int i = 0; i < 5; i++)
		dial_ask_drop(&askers[i]);
	CHECK_INT(dial_ask_limit(DIAL_ASK_LIMIT), 2);
}

/* Whose question runs already need not wait in line for it, at the limit; but only there. */
static void at_the_limit_the_same_question_is_shared(void)
{
	struct dial_asker askers[3] = { { 0 } };
	int before = atomic_load(&asked);

	dial_ask_limit(1);
	CHECK(ask(&askers[0], "hang"));
	until_so_many_hang(1);
	CHECK(ask(&askers[1], "hang"));
	CHECK(!dial_ask_waits(&askers[1]));
	CHECK(ask(&askers[2], "hang-other"));
	CHECK(dial_ask_waits(&askers[2]));
	dial_ask_drop(&askers[2]);
	dial_ask_drop(&askers[0]);
	release(1);
	CHECK(await(&askers[1]).list != NULL);
	CHECK_INT(atomic_load(&asked), before + 1);
	dial_ask_drop(&askers[1]);
	dial_ask_limit(DIAL_ASK_LIMIT);
	CHECK(ask(&askers[0], "quick"));
	CHECK(ask(&askers[1], "quick"));
	await(&askers[0]);
	await(&askers[1]);
	CHECK_INT(atomic_load(&asked), before + 3);
	dial_ask_drop(&askers[0]);
	dial_ask_drop(&askers[1]);
}

/* A question is the same only if all of it is. */
static void another_question_is_not_shared(void)
{
	static const struct dial_question others[] = {
		{ "hang", "81", AF_INET, SOCK_STREAM, 0 },
		{ "hang", NULL, AF_INET, SOCK_STREAM, 0 },
		{ "hang", "80", AF_INET6, SOCK_STREAM, 0 },
		{ "hang", "80", AF_INET, SOCK_DGRAM, 0 },
		{ "hang", "80", AF_INET, SOCK_STREAM, 6 },
		{ "hang2", "80", AF_INET, SOCK_STREAM, 0 },
	};
	struct dial_asker first = { 0 };

	dial_ask_limit(1);
	CHECK(ask(&first, "hang"));
	until_so_many_hang(1);
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		struct dial_asker other = { 0 };

		CHECK(dial_ask(&other, &others[i], &wake));
		CHECK(dial_ask_waits(&other));
		dial_ask_drop(&other);
	}
	release(1);
	await(&first);
	dial_ask_drop(&first);
	dial_ask_limit(DIAL_ASK_LIMIT);
}

/* The second bound: threads that nobody wants any more are threads all the same. */
static void so_many_may_be_left_behind(void)
{
	struct dial_asker askers[3] = { { 0 } };
	int before = atomic_load(&freed);

	dial_ask_limit(2);
	CHECK(ask(&askers[0], "hang1"));
	CHECK(ask(&askers[1], "hang2"));
	until_so_many_hang(2);
	dial_ask_drop(&askers[0]);
	dial_ask_drop(&askers[1]);
	CHECK(ask(&askers[2], "quick"));
	CHECK(dial_ask_waits(&askers[2]));
	release(1);
	await(&askers[2]);
	dial_ask_drop(&askers[2]);
	CHECK(ask(&askers[0], "hang2"));
	until_so_many_hang(2);
	release(2);
	await(&askers[0]);
	dial_ask_drop(&askers[0]);
	until_freed(before + 4);
	dial_ask_limit(DIAL_ASK_LIMIT);
}

/* One that was left behind is taken up again by who asks the same. */
static void what_was_left_behind_can_be_wanted_again(void)
{
	struct dial_asker asker = { 0 };
	int before = atomic_load(&asked);

	dial_ask_limit(1);
	CHECK(ask(&asker, "hang"));
	until_so_many_hang(1);
	dial_ask_drop(&asker);
	CHECK(ask(&asker, "hang"));
	CHECK(!dial_ask_waits(&asker));
	release(1);
	CHECK(await(&asker).list != NULL);
	CHECK_INT(atomic_load(&asked), before + 1);
	dial_ask_drop(&asker);
	CHECK(ask(&asker, "quick"));
	await(&asker);
	dial_ask_drop(&asker);
	dial_ask_limit(DIAL_ASK_LIMIT);
}

static void a_higher_limit_lets_those_in_line_go(void)
{
	struct dial_asker askers[4] = { { 0 } };

	dial_ask_limit(1);
	for (int i = 0; i < 4; i++)
		CHECK(ask(&askers[i], i == 0 ? "hang0" : i == 1 ? "hang1" : "quick"));
	until_so_many_hang(1);
	sys_wake_clear(&wake);
	CHECK_INT(dial_ask_limit(3), 1);
	await(&askers[2]);
	await(&askers[3]);
	release(2);
	for (int i = 0; i < 4; i++) {
		await(&askers[i]);
		dial_ask_drop(&askers[i]);
	}
	dial_ask_limit(DIAL_ASK_LIMIT);
}

/* A valve, not a pool: 200 that hang keep nobody waiting. */
static void a_healthy_name_does_not_wait_for_200_that_hang(void)
{
	enum { MANY = 200 };
	static struct dial_asker askers[MANY];
	struct dial_asker healthy = { 0 };
	char host[20];

	for (int i = 0; i < MANY; i++) {
		snprintf(host, sizeof(host), "hang%d", i);
		CHECK(ask(&askers[i], host));
	}
	until_so_many_hang(MANY);
	CHECK(ask(&healthy, "quick"));
	CHECK(!dial_ask_waits(&healthy));
	await(&healthy);
	CHECK_INT(how_many_hang(), MANY);
	dial_ask_drop(&healthy);
	release(MANY);
	for (int i = 0; i < MANY; i++) {
		await(&askers[i]);
		dial_ask_drop(&askers[i]);
	}
}

static void without_memory_it_says_so(void)
{
	struct dial_asker asker = { 0 };

	memory_fails_at = 0;
	errno = 0;
	CHECK(!ask(&asker, "quick"));
	CHECK_INT(errno, ENOMEM);
	CHECK_INT(asker.state, DIAL_ASKS_NOTHING);
	CHECK(ERR_get_error() != 0);
	CHECK(ask(&asker, "quick"));
	await(&asker);
	dial_ask_drop(&asker);
}

/*
 * In a child there is no thread to answer: who waits is told, and who asks anew is answered. A
 * thread that was just ending when the process forked may have held a lock of the thread
 * sanitizer's, which the threads of a child then wait for when they end.
 */
static int child(void *askers)
{
	struct dial_asker *running = askers, *in_line = running + 2;
	struct dial_answer answer = { 0 };
	struct dial_asker other = { 0 };

	allowed = 1000;
	if (!dial_ask_answer(running, &answer) || answer.err != ECANCELED || answer.list != NULL)
		return 1;
	dial_ask_drop(running);
	answer = await(in_line);
	if (answer.list == NULL)
		return 2;
	dial_ask_drop(in_line);
	if (!ask(&other, "quick") || await(&other).list == NULL)
		return 3;
	dial_ask_drop(&other);
	return contract_failures() == 0 ? 0 : 4;
}

static void a_child_of_fork_can_ask(void)
{
	struct dial_asker askers[3] = { { 0 } };

	lookups_need_fork();
	dial_ask_limit(2);
	CHECK(ask(&askers[0], "hang0"));
	CHECK(ask(&askers[1], "hang1"));
	until_so_many_hang(2);
	dial_ask_drop(&askers[1]);
	CHECK(ask(&askers[1], "hang2"));
	until_so_many_hang(3);
	CHECK(ask(&askers[2], "quick"));
	CHECK(dial_ask_waits(&askers[2]));
	CHECK_INT(lookups_in_child(child, askers), 0);
	CHECK(!has_answer(&askers[0]));
	release(3);
	for (int i = 0; i < 3; i++) {
		await(&askers[i]);
		dial_ask_drop(&askers[i]);
	}
	dial_ask_limit(DIAL_ASK_LIMIT);
}

/* Threads that ask, wait, and leave what they asked behind, while the limit goes up and down. */
static void *ask_at_random(void *arg)
{
	unsigned int seed = *(unsigned int *)arg;
	struct sys_wake own;

	CHECK(sys_wake_init(&own));
	for (int i = 0; i < 300; i++) {
		struct dial_asker asker = { 0 };
		char host[20];
		struct dial_question question = { host, NULL, AF_INET, SOCK_STREAM, 0 };

		seed = seed * 1103515245 + 12345;
		snprintf(host, sizeof(host), "quick%u", seed >> 16 & 7);
		if (!dial_ask(&asker, &question, &own))
			break;
		if ((seed >> 20 & 7) == 0)
			dial_ask_limit((int)(1 + (seed >> 24 & 7)));
		while ((seed >> 19 & 1) != 0 && !has_answer(&asker))
			if (sys_wait_ready(own.fd, true, 10000) == 1)
				sys_wake_clear(&own);
		dial_ask_drop(&asker);
	}
	sys_wake_fini(&own);
	return NULL;
}

static void threads_ask_at_random(void)
{
	pthread_t threads[4];
	unsigned int seeds[4] = { 1, 2, 3, 4 };
	struct dial_asker last = { 0 };

	for (int i = 0; i < 4; i++)
		CHECK_INT(pthread_create(&threads[i], NULL, ask_at_random, &seeds[i]), 0);
	for (int i = 0; i < 4; i++)
		pthread_join(threads[i], NULL);
	dial_ask_limit(DIAL_ASK_LIMIT);
	CHECK(ask(&last, "quick"));
	await(&last);
	dial_ask_drop(&last);
}

/* Nothing is left of all that. */
static void all_memory_is_given_back(void)
{
	for (int i = 0; i < 50000 && memory_held > 0; i++)
		usleep(100);
	CHECK_INT(memory_held, 0);
}

#define CASE(function)                                                                             \
	{                                                                                          \
#function, function, 0, 0                                                          \
	}

static const struct contract_case cases[] = {
	CASE(a_child_of_fork_can_ask), /* before any thread can be just ending */
	CASE(an_answer_comes),
	CASE(what_the_resolver_says_is_told),
	CASE(what_is_left_behind_ends_by_itself),
	CASE(without_a_thread_the_answer_is_why),
	CASE(beyond_the_limit_one_waits_in_line),
	CASE(at_the_limit_the_same_question_is_shared),
	CASE(another_question_is_not_shared),
	CASE(so_many_may_be_left_behind),
	CASE(what_was_left_behind_can_be_wanted_again),
	CASE(a_higher_limit_lets_those_in_line_go),
	CASE(a_healthy_name_does_not_wait_for_200_that_hang),
	CASE(without_memory_it_says_so),
	CASE(threads_ask_at_random),
	CASE(all_memory_is_given_back),
};

int main(void)
{
	if (!memory_watch() || !sys_wake_init(&wake))
		return 1;
	return contract_main("lookups", cases, sizeof(cases) / sizeof(cases[0]));
}
