/* SPDX-License-Identifier: Apache-2.0 */
/* As calls_test.c: the options, and the second tries, that are biosock's own. */
#include "faults/scene.h"
#include "support/contract.h"

static void own_options_fail(void)
{
	scenes_play(own_scenes, own_scene_count, "BIO_");
}

/* Linux's connect() awaits by itself what is under way when the socket is blocking. */
static void awaiting_fails(void)
{
	scenes_play(call_scenes, call_scene_count, "BIO_connect, under way:");
}

static void a_name_is_asked_for_twice(void)
{
	scenes_play(helper_scenes, helper_scene_count, "BIO_lookup, twice:");
}

/* libcrypto's versions do not all poll. */
static void socket_wait_fails(void)
{
	scenes_play(helper_scenes, helper_scene_count, "BIO_socket_wait:");
}

/* What of the list is there already goes again. */
static void long_lists_fail(void)
{
	scenes_play(helper_scenes, helper_scene_count, "BIO_lookup, several:");
}

static void faults_were_played(void)
{
	CHECK(scenes_played() + 10 * scenes_skipped() > 100);
}

static const struct contract_case cases[] = {
	{ "REUSEPORT, MPTCP, BIO_socket's NONBLOCK", own_options_fail, 0, 0 },
	{ "a blocking connect that is already under way", awaiting_fails, 0, 0 },
	{ "a name is asked for twice", a_name_is_asked_for_twice, 0, 0 },
	{ "BIO_socket_wait", socket_wait_fails, 0, 0 },
	{ "lists of several addresses", long_lists_fail, 0, 0 },
	{ "faults were played", faults_were_played, 0, 0 },
};

int main(void)
{
	if (faults_own_memory() != 1)
		return 1;
	return contract_main("faults.own", cases, sizeof(cases) / sizeof(cases[0]));
}
