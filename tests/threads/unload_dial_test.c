/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The library is unloaded while its lookups hang in the resolver: it stays until they have ended,
 * and after, and they end well. Without any it goes, so that it is no accident that it stays.
 * Argument: the shared library.
 */
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <netdb.h>

#include <biosock.h>

#include "plugin.h"

/* --- the resolver: this program's, in front of the C library's --- */

static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t moved = PTHREAD_COND_INITIALIZER;
static int came, allowed;

int getaddrinfo(
    const char *host, const char *service, const struct addrinfo *hints, struct addrinfo **out)
{
	(void)host;
	(void)service;
	(void)hints;
	(void)out;
	pthread_mutex_lock(&gate);
	came++;
	pthread_cond_broadcast(&moved);
	while (!allowed)
		pthread_cond_wait(&moved, &gate);
	pthread_mutex_unlock(&gate);
	return EAI_NONAME;
}

static void until_both_came(void)
{
	pthread_mutex_lock(&gate);
	while (came < 2)
		pthread_cond_wait(&moved, &gate);
	pthread_mutex_unlock(&gate);
}

static void let_go(void)
{
	pthread_mutex_lock(&gate);
	allowed = 1;
	pthread_cond_broadcast(&moved);
	pthread_mutex_unlock(&gate);
}

/* --- the library --- */

static const char *path;
static void *library;

static void *look_for(const char *name)
{
	const struct plugin_use *use = dlsym(library, "plugin_uses");
	char in_binary[64];
	void *found = NULL;
	int begins_so = strncmp(name, "biosock_", 8) == 0;

	snprintf(in_binary, sizeof(in_binary), "%s%s", begins_so ? "" : BIOSOCK_NAME_PREFIX, name);
	if (use == NULL)
		return dlsym(library, in_binary);
	for (; use->name != NULL; use++)
		if (strcmp(use->name, name) == 0)
			memcpy(&found, &use->function, sizeof(found));
	return found;
}

static void find(const char *name, void *out_function)
{
	void *found = look_for(name);

	if (found == NULL) {
		fprintf(stderr, "the library has no %s\n", name);
		exit(1);
	}
	memcpy(out_function, &found, sizeof(found));
}

static void load(void)
{
	library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
	if (library == NULL) {
		fprintf(stderr, "no library: %s\n", dlerror());
		exit(1);
	}
}

static int is_loaded(void)
{
	void *again = dlopen(path, RTLD_NOW | RTLD_NOLOAD);

	if (again != NULL)
		dlclose(again);
	return again != NULL;
}

static void leave_lookups_behind(void)
{
	biosock_dialer *(*new_dialer)(const char *, const char *, const biosock_dial_options *);
	int (*step)(biosock_dialer *);
	void (*free_dialer)(biosock_dialer *);
	biosock_dialer *dialer;

	find("biosock_dialer_new", &new_dialer);
	find("biosock_dialer_step", &step);
	find("biosock_dialer_free", &free_dialer);
	dialer = new_dialer("name.example", "80", NULL);
	if (dialer == NULL || step(dialer) != 0)
		exit(1);
	until_both_came();
	free_dialer(dialer);
}

static int threads(void)
{
	FILE *in = fopen("/proc/self/status", "r");
	char line[256];
	int n = -1;

	while (in != NULL && fgets(line, sizeof(line), in) != NULL)
		(void)sscanf(line, "Threads: %d", &n);
	if (in != NULL)
		fclose(in);
	return n;
}

/* A thread that ends in what is gone ends the process. */
static void until_they_ended(void)
{
	let_go();
	for (int i = 0; i < 100000 && threads() > 1; i++)
		usleep(100);
	if (threads() == -1) /* where nobody says so */
		usleep(200000);
}

int main(int argc, char **argv)
{
	int gone, stays;

	if (argc != 2)
		return 2;
	path = argv[1];
	load();
	dlclose(library);
	gone = !is_loaded();
	load();
	leave_lookups_behind();
	dlclose(library);
	stays = is_loaded();
	until_they_ended();
	printf("unloaded without a lookup: %s; with two that hang: %s\n",
	    gone ? "gone" : "still there", stays ? "still there" : "gone");
	return gone && stays ? 0 : 1;
}
