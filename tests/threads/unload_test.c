/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The library is unloaded while a thread that raised errors lives on: the thread's end, and a fork,
 * call nothing of what is gone. Argument: the shared library.
 */
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "plugin.h"

static pthread_barrier_t raised, unloaded;
static void *library;

/* The library's own, or what the plug-in that it is in shows of it. */
static void *look_for(const char *name)
{
	const struct plugin_use *use = dlsym(library, "plugin_uses");
	char in_binary[64];
	void *found = NULL;

	snprintf(in_binary, sizeof(in_binary), "%s%s", BIOSOCK_NAME_PREFIX, name);
	if (use == NULL)
		return dlsym(library, in_binary);
	for (; use->name != NULL; use++)
		if (strcmp(use->name, name) == 0)
			memcpy(&found, &use->function, sizeof(found));
	return found;
}

/* C has no other way to make a function of what dlsym() gives. */
static void find(const char *name, void *out_function)
{
	void *found = look_for(name);

	if (found == NULL) {
		fprintf(stderr, "the library has no %s\n", name);
		exit(1);
	}
	memcpy(out_function, &found, sizeof(found));
}

static void *raise_and_live_on(void *unused)
{
	void (*new_record)(void);
	void (*set_error)(int lib, int reason, const char *fmt, ...);

	find("ERR_new", &new_record);
	find("ERR_set_error", &set_error);
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

	find("BIO_new_bio_dgram_pair", &new_pair);
	find("BIO_free", &free_bio);
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

	library = argc == 2 ? dlopen(argv[1], RTLD_NOW | RTLD_LOCAL) : NULL;
	if (library == NULL) {
		fprintf(stderr, "no library: %s\n", argc == 2 ? dlerror() : "no argument");
		return 1;
	}
	pthread_barrier_init(&raised, NULL, 2);
	pthread_barrier_init(&unloaded, NULL, 2);
	make_and_free_a_pair();
	if (pthread_create(&thread, NULL, raise_and_live_on, NULL) != 0)
		return 1;
	pthread_barrier_wait(&raised);
	dlclose(library);
	status = fork_once();
	pthread_barrier_wait(&unloaded);
	pthread_join(thread, NULL);
	printf("a thread's end and a fork after the library is gone: %d\n", status);
	return status == 0 ? 0 : 1;
}
