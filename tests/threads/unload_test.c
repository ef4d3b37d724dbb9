/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The library is unloaded while a thread that raised errors lives on: the thread's end, and a fork,
 * call nothing of what is gone. Argument: the shared library.
 */
#include <pthread.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "loaded.h"

static pthread_barrier_t raised, unloaded;
static void *library;

static void *raise_and_live_on(void *unused)
{
	void (*new_record)(void);
	void (*set_error)(int lib, int reason, const char *fmt, ...);

	loaded_find(library, "ERR_new", &new_record);
	loaded_find(library, "ERR_set_error", &set_error);
	new_record();
	set_error(ERR_LIB_BIO, BIO_R_CONNECT_ERROR, "%0500d", 7); /* so long that it is owned */
	pthread_barrier_wait(&raised);
	pthread_barrier_wait(&unloaded);
	return unused;
}

/* What has locks in it, and so asks to be told of forks. */
static void make_and_free_a_pair(void)
{
	int (*new_pair)(BIO * *one, size_t, BIO * *other, size_t);
	int (*free_bio)(BIO * bio);
	BIO *one = NULL, *other = NULL;

	loaded_find(library, "BIO_new_bio_dgram_pair", &new_pair);
	loaded_find(library, "BIO_free", &free_bio);
	new_pair(&one, 0, &other, 0);
	free_bio(one);
	free_bio(other);
}

static int fork_once(void)
{
	int status = -1;
	pid_t pid = fork();

	if (pid == 0)
		_exit(0);
	return pid > 0 && waitpid(pid, &status, 0) == pid ? status : -1;
}

int main(int argc, char **argv)
{
	pthread_t thread;
	int status;

	if (argc != 2)
		return 1;
	library = loaded_open(argv[1]);
	pthread_barrier_init(&raised, NULL, 2);
	pthread_barrier_init(&unloaded, NULL, 2);
	make_and_free_a_pair();
	if (pthread_create(&thread, NULL, raise_and_live_on, NULL) != 0)
		return 1;
	pthread_barrier_wait(&raised);
	loaded_close(library);
	status = fork_once();
	pthread_barrier_wait(&unloaded);
	pthread_join(thread, NULL);
	printf("a thread's end and a fork after the library is gone: %d\n", status);
	return status == 0 ? 0 : 1;
}
