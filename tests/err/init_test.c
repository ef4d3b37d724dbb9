/* SPDX-License-Identifier: Apache-2.0 */
/* Initialisation that older programs ask for, and cleaning up, each in a process of its own. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <openssl/crypto.h>
#include <openssl/err.h>
#ifdef BIOSOCK_ORACLE
#include <openssl/evp.h>
#endif

#include "support/contract.h"
#include "support/system.h"

static const char *program;
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
	CHECK_INT(system_in_child(program, "clean_up", clean_up), 21);
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
	CHECK_INT(system_in_child(program, "leave", leave), 1);
}

static void init_after_cleanup(void)
{
	OPENSSL_init_crypto(0, NULL);
	OPENSSL_cleanup();
	_exit(OPENSSL_init_crypto(0, NULL));
}

static void initialising_after_cleaning_up_fails(void)
{
	CHECK_INT(system_in_child(program, "init_after_cleanup", init_after_cleanup), 0);
}

static void load_after_cleanup(void)
{
	static const ERR_STRING_DATA names[] = { { ERR_PACK(200, 0, 7), "seven" }, { 0, NULL } };
	const char *text;

	ERR_load_strings_const(names);
	OPENSSL_cleanup();
	ERR_load_strings_const(names);
	text = ERR_reason_error_string(ERR_PACK(200, 0, 7));
	_exit(text != NULL && strcmp(text, "seven") == 0);
}

static void names_can_be_loaded_after_cleaning_up(void)
{
	CHECK_INT(system_in_child(program, "load_after_cleanup", load_after_cleanup), 1);
}

static void leave_without_handlers(void)
{
	OPENSSL_init_crypto(OPENSSL_INIT_NO_ATEXIT, NULL);
	OPENSSL_atexit(leave_with_order);
	OPENSSL_atexit(first);
	exit(3);
}

static void a_program_can_have_no_handlers_run(void)
{
	CHECK_INT(system_in_child(program, "leave_without_handlers", leave_without_handlers), 3);
}

static void settings_are_taken(void)
{
	OPENSSL_INIT_SETTINGS *settings = OPENSSL_INIT_new();

	CHECK(settings != NULL);
	CHECK_INT(OPENSSL_INIT_set_config_appname(settings, "name"), 1);
	CHECK_INT(OPENSSL_INIT_set_config_appname(settings, NULL), 1);
	CHECK_INT(OPENSSL_INIT_set_config_filename(settings, "/nowhere"), 1);
	CHECK_INT(OPENSSL_INIT_set_config_filename(settings, NULL), 1);
	OPENSSL_INIT_set_config_file_flags(settings, 0);
	CHECK_INT(OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, settings), 1);
	OPENSSL_INIT_free(settings);
	OPENSSL_INIT_free(NULL);
	CHECK_ERRORS("-");
}

static void no_settings_are_refused(void)
{
	if (contract_is_oracle())
		contract_skip("libcrypto does not survive NULL for settings");
	OPENSSL_INIT_set_config_file_flags(NULL, 0);
	CHECK_INT(OPENSSL_INIT_set_config_appname(NULL, "name"), 0);
	CHECK_ERRORS("common libcrypto routines:passed a null parameter");
	CHECK_INT(OPENSSL_INIT_set_config_filename(NULL, "/nowhere"), 0);
	CHECK_ERRORS("common libcrypto routines:passed a null parameter");
}

static const struct contract_case cases[] = {
	{ "initialising succeeds", initialising_succeeds, 0, 0 },
	{ "cleaning up runs the handlers once, newest first",
	    cleaning_up_runs_the_handlers_once_newest_first, 0, 0 },
	{ "the exit cleans up", the_exit_cleans_up, 0, 0 },
#ifndef BIOSOCK_ORACLE /* where the first ends in a crash, and the second has to be said first */
	{ "a program can have no handlers run", a_program_can_have_no_handlers_run, 0, 0 },
	{ "names can be loaded after cleaning up", names_can_be_loaded_after_cleaning_up, 0, 0 },
#endif
	{ "initialising after cleaning up fails", initialising_after_cleaning_up_fails, 0, 0 },
	{ "settings are taken", settings_are_taken, 0, 0 },
	{ "no settings are refused", no_settings_are_refused, 0, 0 },
};

/* Where a process cannot be copied, it is this program once more. */
static int be_child(const char *name)
{
	static const struct {
		const char *name;
		void (*body)(void);
	} bodies[] = { { "clean_up", clean_up }, { "leave", leave },
		{ "init_after_cleanup", init_after_cleanup },
		{ "load_after_cleanup", load_after_cleanup },
		{ "leave_without_handlers", leave_without_handlers } };

	for (size_t i = 0; i < sizeof(bodies) / sizeof(bodies[0]); i++) {
		if (strcmp(bodies[i].name, name) == 0)
			bodies[i].body();
	}
	return 99;
}

int main(int argc, char **argv)
{
#ifdef BIOSOCK_ORACLE
	(void)a_program_can_have_no_handlers_run;
	(void)names_can_be_loaded_after_cleaning_up;
#endif
	program = argv[0];
	if (argc == 2)
		return be_child(argv[1]);
	return contract_main("err.init", cases, sizeof(cases) / sizeof(cases[0]));
}
