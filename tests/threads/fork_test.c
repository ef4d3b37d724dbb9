/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A process forks while its other threads are inside the library: each child can do what they were
 * doing, and can exit.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>

#include "support/contract.h"

enum { LIBRARY = 200, NAMES = 40, CHILDREN = 150, FEW = 10, SECONDS = 20 };

/* The address sanitizer's allocator has locks of its own, which a child may find taken. */
#if defined(__SANITIZE_ADDRESS__)
static const bool children_can_allocate = false;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
static const bool children_can_allocate = false;
#else
static const bool children_can_allocate = true;
#endif
#else
static const bool children_can_allocate = true;
#endif

static ERR_STRING_DATA names[NAMES + 1];
static BIO *a, *b;
static atomic_bool stopped;

static bool use_names(void)
{
	const char *text;

	ERR_load_strings_const(names);
	text = ERR_reason_error_string(names[7].error);
	ERR_unload_strings(LIBRARY, names);
	/* Another thread may have unloaded it. */
	return text == NULL || strcmp(text, "a name") == 0;
}

/* Each has its own errors, and the first of them asks to be told of the thread's end. */
static bool use_errors(void)
{
	const char *data = "";
	unsigned long code;

	ERR_raise_data(ERR_LIB_BIO, BIO_R_CONNECT_ERROR, "%0300d", 5);
	code = ERR_get_error_all(NULL, NULL, NULL, &data, NULL);
	return ERR_GET_REASON(code) == BIO_R_CONNECT_ERROR && strlen(data) == 300;
}

/* The datagrams of all are alike: one that is half there is found by its length. */
static bool use_datagrams(void)
{
	char buf[400];
	int n;

	memset(buf, 'd', sizeof(buf));
	BIO_write(a, buf, sizeof(buf));
	n = BIO_read(b, buf, sizeof(buf));
	ERR_clear_error();
	return n < 0 || (n == sizeof(buf) && buf[0] == 'd' && buf[n - 1] == 'd');
}

static bool use_objects(void)
{
	BIO *one = NULL, *other = NULL;
	bool ok = BIO_new_bio_dgram_pair(&one, 0, &other, 0) == 1;

	BIO_free(one);
	BIO_free(other);
	return ok;
}

/* The C library has a lock for its log. Nothing is said there. */
static bool use_log(void)
{
	BIO *log = BIO_new(BIO_s_log());

	return BIO_free(log) == 1;
}

/* What stays is kept for the children alone: its lists only grow. */
static void nothing(void)
{
}

static bool use_what_stays(void)
{
	int index = BIO_get_ex_new_index(0, NULL, NULL, NULL, NULL);

	return index > 0 && BIO_set_ex_data(a, index, &stopped) == 1 &&
	       BIO_get_ex_data(a, index) == &stopped && OPENSSL_atexit(nothing) == 1;
}

typedef bool use_fn(void);

static void *keep_using(void *use)
{
	while (!atomic_load(&stopped))
		(*(use_fn **)use)();
	return NULL;
}

/* Threads that end, each with something of its own to free. */
static void *raise_once(void *unused)
{
	use_errors();
	return unused;
}

static void *keep_ending(void *unused)
{
	while (!atomic_load(&stopped)) {
		pthread_t thread;

		if (pthread_create(&thread, NULL, raise_once, NULL) == 0)
			pthread_join(thread, NULL);
	}
	return unused;
}

static use_fn *const uses[] = { use_names, use_errors, use_datagrams, use_objects, use_log };
enum { USES = sizeof(uses) / sizeof(uses[0]) };

/* A child that hangs is killed by its alarm. */
static void be_child(bool use)
{
	bool ok = true;

	alarm(SECONDS);
	for (int i = 0; use && i < USES; i++)
		ok = uses[i]() && ok;
	ok = ok && (!use || use_what_stays());
	exit(ok ? 0 : 1);
}

/* Its status, as wait() has it: 0 if all went well, SIGALRM if it hung. */
static int end_of_child(bool use)
{
	int status = -1;
	pid_t pid = fork();

	if (pid == 0)
		be_child(use);
	return pid > 0 && waitpid(pid, &status, 0) == pid ? status : -1;
}

/* The threads leave the children little of a processor that is emulated: then fewer have to do. */
static void fork_children(bool use)
{
	pthread_t threads[USES + 1];
	time_t begin = time(NULL);

	atomic_store(&stopped, false);
	for (int i = 0; i < USES; i++)
		CHECK_INT(pthread_create(&threads[i], NULL, keep_using, (void *)&uses[i]), 0);
	CHECK_INT(pthread_create(&threads[USES], NULL, keep_ending, NULL), 0);
	for (int i = 0; i < CHILDREN && (i < FEW || time(NULL) - begin < SECONDS); i++) {
		if (!CHECK_INT(end_of_child(use), 0))
			break;
	}
	atomic_store(&stopped, true);
	for (int i = 0; i <= USES; i++)
		pthread_join(threads[i], NULL);
}

static void children_can_exit(void)
{
	fork_children(false);
}

static void children_can_use_it_and_exit(void)
{
	if (!children_can_allocate)
		contract_skip("the sanitizer's allocator is not made for this");
	fork_children(true);
}

/* And so can the child of a child, whose thread is the only one. */
static void children_of_children_can_too(void)
{
	int status = -1;
	pid_t pid = fork();

	if (pid == 0)
		_exit(end_of_child(true) == 0 ? 0 : 1);
	CHECK(waitpid(pid, &status, 0) == pid && status == 0);
}

/* What a fork goes through has no memory in it that was freed: the address sanitizer tells. */
static void locks_go_in_any_order(void)
{
	static const int orders[][3] = { { 0, 1, 2 }, { 2, 1, 0 }, { 1, 0, 2 }, { 1, 2, 0 } };

	for (size_t i = 0; i < sizeof(orders) / sizeof(orders[0]); i++) {
		BIO *made[3];

		for (int j = 0; j < 3; j++)
			made[j] = BIO_new(BIO_s_dgram_mem());
		for (int j = 0; j < 3; j++) {
			CHECK_INT(BIO_free(made[orders[i][j]]), 1);
			CHECK_INT(end_of_child(false), 0);
		}
	}
}

static const struct contract_case cases[] = {
	{ "children can exit", children_can_exit, 0, 0 },
	{ "children can use it and exit", children_can_use_it_and_exit, 0, 0 },
	{ "locks go in any order", locks_go_in_any_order, 0, 0 },
	{ "children of children can too", children_of_children_can_too, 0, 0 },
};

int main(void)
{
	for (int i = 0; i < NAMES; i++)
		names[i] = (ERR_STRING_DATA){ ERR_PACK(LIBRARY, 0, 100 + i), "a name" };
	if (BIO_new_bio_dgram_pair(&a, 0, &b, 0) != 1)
		return 1;
	return contract_main("threads.fork", cases, sizeof(cases) / sizeof(cases[0]));
}
