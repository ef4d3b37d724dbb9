/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whole lives of BIO objects, with every system call and every allocation in them failing in every
 * way: no descriptor, memory or list is lost, nothing is closed twice, the oldest record is of what
 * failed, and the same life goes well afterwards.
 */
#include <errno.h>
#include <netdb.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include <openssl/err.h>

#include "faults/lives.h"
#include "faults/scene.h"
#include "support/contract.h"
#include "support/errno_names.h"
#include "support/system.h"

struct balance {
	int descriptors, memory, lists, bad_closes;
};

static long played;

static struct balance balance(void)
{
	return (struct balance){ system_open_descriptors(), faults_live_memory(),
		faults_live_lists(), faults_bad_closes() };
}

static bool run(const struct life *life)
{
	bool well;

	ERR_clear_error();
	errno = 0;
	faults_begin();
	well = life->run();
	faults_end();
	faults_clear();
	return well;
}

static void check_balance(const struct balance *before)
{
	struct balance after = balance();

	CHECK_INT(after.descriptors, before->descriptors);
	CHECK_INT(after.memory, before->memory);
	CHECK_INT(after.lists, before->lists);
	CHECK_INT(after.bad_closes, before->bad_closes);
}

/* Of the datagrams' sockets, which have a deadline. */
static int timed_out(enum fault_call call, int code)
{
	return call == FAULT_READ ? system_errno_left("deadline", code) : code;
}

/*
 * A system call's failure is told as the system's, the resolver's and the memory's in
 * their own ways.
 */
static void check_record(enum fault_call call, int code)
{
	unsigned long e = ERR_peek_error();
	int told = errno_of_record(ERR_GET_REASON(e));

	if (system_errno_left(faults_name(call), code) == 0)
		return;
	if (e != 0 && ERR_GET_LIB(e) == ERR_LIB_SYS)
		CHECK(told == scene_errno(call, code) || told == timed_out(call, code));
	else if (e != 0)
		CHECK(
		    call == FAULT_MALLOC || call == FAULT_GETADDRINFO || call == FAULT_GETNAMEINFO);
}

static void play_fault(const struct life *life, enum fault_call call, int n, int code)
{
	int failures = contract_failures();
	struct balance before = balance();

	faults_fail(call, n, code);
	if (!run(life))
		check_record(call, code);
	CHECK(faults_struck());
	check_balance(&before);
	played++;
	if (contract_failures() > failures)
		fprintf(stderr, "    %s; %s, call %d, fails: %d\n", life->name, faults_name(call),
		    n, code);
}

static void play(const struct life *life)
{
	struct balance before = balance();
	int counts[FAULT_CALLS];

	CHECK(run(life));
	for (int call = 0; call < FAULT_CALLS; call++)
		counts[call] = faults_count((enum fault_call)call);
	check_balance(&before);
	for (int call = 0; call < FAULT_CALLS; call++) {
		for (int n = 1; n <= counts[call]; n++) {
			const int *code = scene_codes((enum fault_call)call);

			for (; *code != 0; code++)
				play_fault(life, (enum fault_call)call, n, *code);
		}
	}
	if (!CHECK(run(life)))
		fprintf(stderr, "    %s, after all\n", life->name);
}

static void every_life_fails_cleanly(void)
{
	for (size_t i = 0; i < life_count; i++)
		play(&lives[i]);
}

static void faults_were_played(void)
{
	print_message("           %ld combinations of life, call, n and error\n", played);
	CHECK(played > 500);
}

static const struct contract_case cases[] = {
	{ "every life fails cleanly", every_life_fails_cleanly, 0, 0 },
	{ "faults were played", faults_were_played, 0, 0 },
};

int main(void)
{
	if (faults_own_memory() != 1)
		return 1;
	return contract_main("faults.lives", cases, sizeof(cases) / sizeof(cases[0]));
}
