/* SPDX-License-Identifier: Apache-2.0 */
/* Questions in threads of their own. */
#include "dial/lookups.h"

#include <errno.h>
#include <stdatomic.h>
#include <string.h>

#include <openssl/crypto.h>

#include "sys/background.h"
#include "sys/mutex.h"
#include "sys/resolver.h"

/* A question, and its answer once there is one. */
struct dial_lookup {
	struct dial_question question;    /* with texts of its own, behind this */
	struct dial_lookup *next, **link; /* of those that run */
	struct dial_asker *askers;
	size_t holders; /* the askers, and the thread */
	struct addrinfo *list;
	int code, err;
};

static struct sys_mutex lock;
/* All of these under the lock. */
static struct dial_lookup *running;
static struct dial_asker *line, **line_end = &line;
static size_t wanted, left_behind, limit = DIAL_ASK_LIMIT;
static unsigned int forks;       /* as of the newest look */
static struct dial_lookup *lost; /* in a fork, by all: to be freed without the lock */

static bool init(void)
{
	static atomic_bool has_lock;

	if (sys_mutex_init_once(&lock, &has_lock))
		return true;
	errno = ENOMEM;
	return false;
}

static struct dial_lookup *new_lookup(const struct dial_question *q)
{
	size_t host = strlen(q->host) + 1;
	size_t service = q->service != NULL ? strlen(q->service) + 1 : 0;
	struct dial_lookup *lookup = OPENSSL_zalloc(sizeof(*lookup) + host + service);
	char *texts = (char *)(lookup + 1);

	if (lookup == NULL) {
		errno = ENOMEM;
		return NULL;
	}
	lookup->question = *q;
	lookup->question.host = memcpy(texts, q->host, host);
	if (service > 0)
		lookup->question.service = memcpy(texts + host, q->service, service);
	return lookup;
}

/* Not under the lock: freeing memory may be the program's. */
static void free_lookup(struct dial_lookup *lookup)
{
	if (lookup != NULL && lookup->list != NULL)
		sys_resolved_free(lookup->list);
	OPENSSL_free(lookup);
}

static bool is_same(const struct dial_question *a, const struct dial_question *b)
{
	const char *service = a->service != NULL ? a->service : "";

	return a->family == b->family && a->socktype == b->socktype && a->protocol == b->protocol &&
	       strcmp(a->host, b->host) == 0 &&
	       strcmp(service, b->service != NULL ? b->service : "") == 0;
}

static struct dial_lookup *find_running(const struct dial_question *question)
{
	struct dial_lookup *at = running;

	while (at != NULL && !is_same(&at->question, question))
		at = at->next;
	return at;
}

static bool has_room(void)
{
	return wanted < limit && left_behind < limit;
}

/* The asker waits for the answer of this one, which is its own. */
static void join(struct dial_lookup *lookup, struct dial_asker *asker)
{
	asker->state = DIAL_WAITS_FOR_ANSWER;
	asker->next = lookup->askers;
	asker->link = &lookup->askers;
	if (asker->next != NULL)
		asker->next->link = &asker->next;
	lookup->askers = asker;
	lookup->holders++;
}

/* It is among those that run, with its thread to come, and wanted. */
static void enlist(struct dial_lookup *lookup)
{
	lookup->next = running;
	lookup->link = &running;
	if (running != NULL)
		running->link = &lookup->next;
	running = lookup;
	lookup->holders++;
	wanted++;
}

static void stand_in_line(struct dial_asker *asker)
{
	asker->state = DIAL_WAITS_IN_LINE;
	asker->next = NULL;
	asker->link = line_end;
	*line_end = asker;
	line_end = &asker->next;
}

static void leave_line(struct dial_asker *asker)
{
	*asker->link = asker->next;
	if (asker->next != NULL)
		asker->next->link = asker->link;
	else
		line_end = asker->link;
}

/* The first in line, if there is room for it. *out: it is to be run. */
static bool take_from_line(struct dial_lookup **out)
{
	struct dial_asker *first = line;

	if (first == NULL || !has_room())
		return false;
	*out = first->lookup;
	leave_line(first);
	enlist(*out);
	join(*out, first);
	sys_wake_raise(first->wake);
	return true;
}

/* The answer is there. True if nobody holds it any more. */
static bool finish(struct dial_lookup *lookup)
{
	*lookup->link = lookup->next;
	if (lookup->next != NULL)
		lookup->next->link = lookup->link;
	if (lookup->askers != NULL)
		wanted--;
	else
		left_behind--;
	for (struct dial_asker *at = lookup->askers; at != NULL; at = at->next) {
		at->state = DIAL_ANSWERED;
		sys_wake_raise(at->wake);
	}
	lookup->askers = NULL;
	return --lookup->holders == 0;
}

/* In a child of fork() there are no threads: no answer will come. */
static void repair(void)
{
	if (forks == sys_mutex_forks())
		return;
	forks = sys_mutex_forks();
	while (running != NULL) {
		struct dial_lookup *gone = running;

		gone->err = ECANCELED;
		if (finish(gone)) {
			gone->next = lost;
			lost = gone;
		}
	}
}

static void enter(void)
{
	sys_mutex_lock(&lock);
	repair();
}

static void leave(void)
{
	struct dial_lookup *to_free = lost;

	lost = NULL;
	sys_mutex_unlock(&lock);
	while (to_free != NULL) {
		struct dial_lookup *next = to_free->next;

		free_lookup(to_free);
		to_free = next;
	}
}

/* The code is not an errno, unless it says so. */
static void resolve(struct dial_lookup *lookup)
{
	const struct dial_question *q = &lookup->question;
	/* Not AI_ADDRCONFIG: where only loopback is up glibc then finds neither family. */
	const struct addrinfo hints = {
		.ai_family = q->family, .ai_socktype = q->socktype, .ai_protocol = q->protocol
	};

	lookup->code = sys_resolve(q->host, q->service, &hints, &lookup->list);
	if (lookup->code == 0 || !sys_resolver_has_errno(lookup->code))
		return;
	lookup->err = errno;
	lookup->code = 0;
}

/* A thread goes on with the next in line, if there is room for it. */
static void work(void *arg)
{
	struct dial_lookup *lookup = arg;
	bool more;

	do {
		struct dial_lookup *next = NULL;
		bool unheld;

		resolve(lookup);
		enter();
		unheld = finish(lookup);
		more = take_from_line(&next);
		leave();
		if (unheld)
			free_lookup(lookup);
		lookup = next;
	} while (more);
}

/* Gives it a thread; without one the answer is why. */
static void begin(struct dial_lookup *lookup)
{
	bool unheld;

	if (sys_background(work, lookup))
		return;
	enter();
	lookup->err = errno;
	unheld = finish(lookup);
	leave();
	if (unheld)
		free_lookup(lookup);
}

/* Gives those in line for whom there is room a thread each. errno is kept. */
static void begin_line(void)
{
	int err = errno;
	bool more;

	do {
		struct dial_lookup *lookup = NULL;

		enter();
		more = take_from_line(&lookup);
		leave();
		if (more)
			begin(lookup);
	} while (more);
	errno = err;
}

/* What became of a new question: the one to begin and the one that is not needed, or NULL. */
static struct dial_lookup *place(
    struct dial_asker *asker, struct dial_lookup *made, struct dial_lookup **out_unused)
{
	struct dial_lookup *same = has_room() ? NULL : find_running(&made->question);

	*out_unused = NULL;
	asker->lookup = same != NULL ? same : made;
	if (same != NULL) {
		if (same->askers == NULL) {
			left_behind--;
			wanted++;
		}
		join(same, asker);
		*out_unused = made;
		return NULL;
	}
	if (!has_room()) {
		stand_in_line(asker);
		return NULL;
	}
	enlist(made);
	join(made, asker);
	return made;
}

bool dial_ask(
    struct dial_asker *asker, const struct dial_question *question, const struct sys_wake *wake)
{
	struct dial_lookup *made, *unused, *to_begin;

	made = init() ? new_lookup(question) : NULL;
	if (made == NULL)
		return false;
	asker->wake = wake;
	enter();
	to_begin = place(asker, made, &unused);
	leave();
	free_lookup(unused);
	if (to_begin != NULL)
		begin(to_begin);
	return true;
}

static bool is_in_state(const struct dial_asker *asker, int state)
{
	bool is;

	if (asker->lookup == NULL)
		return false;
	enter();
	is = (int)asker->state == state;
	leave();
	return is;
}

bool dial_ask_waits(struct dial_asker *asker)
{
	return is_in_state(asker, DIAL_WAITS_IN_LINE);
}

bool dial_ask_answer(struct dial_asker *asker, struct dial_answer *out)
{
	const struct dial_lookup *lookup = asker->lookup;

	if (!is_in_state(asker, DIAL_ANSWERED))
		return false;
	*out = (struct dial_answer){ lookup->code, lookup->err, lookup->list };
	return true;
}

/* Of one that runs: the last asker leaves it behind. */
static void leave_answer(struct dial_asker *asker)
{
	struct dial_lookup *lookup = asker->lookup;

	*asker->link = asker->next;
	if (asker->next != NULL)
		asker->next->link = asker->link;
	if (lookup->askers == NULL) {
		wanted--;
		left_behind++;
	}
}

void dial_ask_drop(struct dial_asker *asker)
{
	struct dial_lookup *lookup = asker->lookup;
	bool unheld;

	if (lookup == NULL)
		return;
	enter();
	if (asker->state == DIAL_WAITS_IN_LINE)
		leave_line(asker);
	else if (asker->state == DIAL_WAITS_FOR_ANSWER)
		leave_answer(asker);
	unheld = asker->state == DIAL_WAITS_IN_LINE || --lookup->holders == 0;
	leave();
	if (unheld)
		free_lookup(lookup);
	*asker = (struct dial_asker){ .state = DIAL_ASKS_NOTHING };
	begin_line();
}

int dial_ask_limit(int new_limit)
{
	size_t former;

	if (!init())
		return -1;
	enter();
	former = limit;
	limit = (size_t)new_limit;
	leave();
	begin_line();
	return (int)former;
}
