/* SPDX-License-Identifier: Apache-2.0 */
/* Initialisation that older programs ask for, and cleaning up, each in a process of its own. */
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <openssl/crypto.h>
#include <openssl/err.h>
#ifdef BIOSOCK_ORACLE
#include <openssl/evp.h>
#endif

#include "support/contract.h"

static int order;

static void first(void)
{
	order = order * 10 + 1;
}

static void second(void)
{
	order = order * 10 + 2;
}

static void leave_with_order(void)
{
	_exit(order);
}

/* The exit status of a child that runs `body`. */
static int in_child(void (*body)(void))
{
	int status = 0;
	pid_t pid = fork();

	if (pid == 0) {
		body();
		exit(99);
	}
	waitpid(pid, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void initialising_succeeds(void)
{
	CHECK_INT(OPENSSL_init_crypto(0, NULL), 1);
	CHECK_INT(OPENSSL_init_crypto(OPENSSL_INIT_LOAD_CRYPTO_STRINGS, NULL), 1);
	CHECK_INT(OpenSSL_add_all_algorithms(), 1);
}

static void clean_up(void)
{
	OPENSSL_init_crypto(0, NULL);
	OPENSSL_atexit(first);
	OPENSSL_atexit(second);
	OPENSSL_cleanup();
	OPENSSL_cleanup();
	_exit(order);
}

static void cleaning_up_runs_the_handlers_once_newest_first(void)
{
	CHECK_INT(in_child(clean_up), 21);
}

static void leave(void)
{
	OPENSSL_init_crypto(0, NULL);
	OPENSSL_atexit(leave_with_order);
	OPENSSL_atexit(first);
	exit(0);
}

static void the_exit_cleans_up(void)
{
	CHECK_INT(in_child(leave), 1);
}

static void init_after_cleanup(void)
{
	OPENSSL_init_crypto(0, NULL);
	OPENSSL_cleanup();
	_exit(OPENSSL_init_crypto(0, NULL));
}

static void initialising_after_cleaning_up_fails(void)
{
	CHECK_INT(in_child(init_after_cleanup), 0);
}

static const struct contract_case cases[] = {
	{ "initialising succeeds", initialising_succeeds, 0, 0 },
	{ "cleaning up runs the handlers once, newest first",
	    cleaning_up_runs_the_handlers_once_newest_first, 0, 0 },
	{ "the exit cleans up", the_exit_cleans_up, 0, 0 },
	{ "initialising after cleaning up fails", initialising_after_cleaning_up_fails, 0, 0 },
};

int main(void)
{
	return contract_main("err.init", cases, sizeof(cases) / sizeof(cases[0]));
}
