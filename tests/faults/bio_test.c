/* SPDX-License-Identifier: Apache-2.0 */
/*
 * BIO objects, with every system call below them failing in every way: the right records, nothing
 * lost, nothing closed twice, and a BIO that does again what it did.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "faults/scene.h"
#include "support/contract.h"

static void connecting_fails(void)
{
	scenes_play(bio_scenes, bio_scene_count, "connect BIO:");
}

static void listening_fails(void)
{
	scenes_play(bio_scenes, bio_scene_count, "accept BIO, listening:");
}

static void accepting_fails(void)
{
	scenes_play(bio_scenes, bio_scene_count, "accept BIO, accepting:");
}

static void transfers_fail(void)
{
	scenes_play(bio_scenes, bio_scene_count, "transfers:");
}

static void faults_were_played(void)
{
	print_message("           %ld combinations of scene, call, n and error\n", scenes_played());
	CHECK(scenes_played() > 300);
}

static const struct contract_case cases[] = {
	{ "connecting", connecting_fails, 0, 0 },
	{ "listening", listening_fails, 0, 0 },
	{ "accepting", accepting_fails, 0, 0 },
	{ "reading and writing", transfers_fail, 0, 0 },
	{ "faults were played", faults_were_played, 0, 0 },
};

int main(void)
{
	if (faults_own_memory() != 1)
		return 1;
	return contract_main("faults.bio", cases, sizeof(cases) / sizeof(cases[0]));
}
