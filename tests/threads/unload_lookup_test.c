/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The library is given back while the system's resolver still has a question of its: the thread
 * that waits for the answer ends in code that is still there. Argument: the shared library.
 */
#include <netdb.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/socket.h>

#include "loaded.h"
#include "support/interpose.h"

static pthread_barrier_t asked, answered, ended;
static pthread_key_t key;

static void tell_of_the_end(void *unused)
{
	(void)unused;
	pthread_barrier_wait(&ended);
}

/* What is kept by the key is given up when the thread has left all that it was made for. */
int INTERPOSED(getaddrinfo)(
    const char *host, const char *service, const struct addrinfo *hints, struct addrinfo **out)
{
	(void)host, (void)service, (void)hints, (void)out;
	pthread_setspecific(key, &key);
	pthread_barrier_wait(&asked);
	pthread_barrier_wait(&answered);
	return EAI_NONAME;
}

static void until_it_was_asked(void)
{
	pthread_barrier_wait(&asked);
}

int main(int argc, char **argv)
{
	void *library;

	if (argc != 2 || pthread_key_create(&key, tell_of_the_end) != 0)
		return 1;
	pthread_barrier_init(&asked, NULL, 2);
	pthread_barrier_init(&answered, NULL, 2);
	pthread_barrier_init(&ended, NULL, 2);
	library = loaded_open(argv[1]);
	loaded_leave_lookup(library, AF_INET, until_it_was_asked);
	loaded_close(library);
	pthread_barrier_wait(&answered);
	pthread_barrier_wait(&ended);
	printf("a lookup's end after the library was given back\n");
	return 0;
}
