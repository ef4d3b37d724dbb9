/* SPDX-License-Identifier: Apache-2.0 */
/* The program exits while a thread lives on, whose errors stay its own until the very end. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include <openssl/err.h>

enum turn { NOBODYS, RAISED, EXITING, LOOKED };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t turned = PTHREAD_COND_INITIALIZER;
static enum turn turn = NOBODYS;
static unsigned long seen;

static void turn_to(enum turn next)
{
	pthread_mutex_lock(&lock);
	turn = next;
	pthread_cond_broadcast(&turned);
	pthread_mutex_unlock(&lock);
}

static void await(enum turn wanted)
{
	pthread_mutex_lock(&lock);
	while (turn != wanted)
		pthread_cond_wait(&turned, &lock);
	pthread_mutex_unlock(&lock);
}

/* Its data are so long that the stack owns them, and has the library clean up at the exit. */
static void *raise_and_look_again(void *unused)
{
	ERR_raise_data(ERR_LIB_USER, 7, "%0500d", 7);
	turn_to(RAISED);
	await(EXITING);
	seen = ERR_peek_error();
	turn_to(LOOKED);
	await(NOBODYS);
	return unused;
}

/* The first to be wished for is the last to run: the library has cleaned up. */
static void look_at_the_exit(void)
{
	turn_to(EXITING);
	await(LOOKED);
	if (ERR_GET_REASON(seen) == 7)
		return;
	fprintf(stderr, "the thread's error is %#lx\n", seen);
	_Exit(1);
}

int main(void)
{
	pthread_t thread;

	if (atexit(look_at_the_exit) != 0 ||
	    pthread_create(&thread, NULL, raise_and_look_again, NULL) != 0)
		return 1;
	await(RAISED);
	return 0;
}
