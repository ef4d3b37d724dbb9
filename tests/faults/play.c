/* SPDX-License-Identifier: Apache-2.0 */
/* Plays a scene with every one of its system calls failing in every way. */
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <openssl/crypto.h>
#include <openssl/err.h>

#include "faults/scene.h"
#include "support/contract.h"
#include "support/errno_names.h"
#include "support/system.h"

/* One way to play a scene. */
struct fault {
	enum fault_call call;
	int n;
	int count; /* how many such calls there are when nothing fails */
	int code;
	bool close_fails; /* closing what was made meanwhile fails, too */
};

static long played;
static int skipped;

long scenes_played(void)
{
	return played;
}

int scenes_skipped(void)
{
	return skipped;
}

/* "getaddrinfo" and "getnameinfo" return their code. */
static bool is_resolver(enum fault_call call)
{
	return call == FAULT_GETADDRINFO || call == FAULT_GETNAMEINFO;
}

int scene_errno(enum fault_call call, int code)
{
	return is_resolver(call) && code == EAI_SYSTEM ? EMFILE : code;
}

/* The errno that a failing call leaves. */
static int errno_of(const struct fault *fault)
{
	return scene_errno(fault->call, fault->code);
}

static int left_by(const struct fault *fault)
{
	return system_errno_left(faults_name(fault->call), errno_of(fault));
}

static void stage_set(const struct scene *scene, struct stage *stage)
{
	*stage = (struct stage){ .fd = -1, .peer = -1, .made = -1 };
	if (scene->prepare != NULL)
		scene->prepare(scene, stage);
}

static void stage_strike(struct stage *stage)
{
	BIO_ADDRINFO_free(stage->list);
	OPENSSL_free(stage->text);
	BIO_free_all(stage->bio);
	peer_close(stage->fd, stage->peer, stage->made);
	if (stage->at.sa.sa_family == AF_UNIX)
		unlink(stage->at.un.sun_path);
	ERR_clear_error();
}

/* The call, with the faults that were wished for. Its errno stays. */
static int act(const struct scene *scene, struct stage *stage)
{
	int result;

	ERR_clear_error();
	errno = 0;
	faults_begin();
	result = scene->act(scene, stage);
	faults_end();
	return result;
}

static void check_success(const struct scene *scene, struct stage *stage, int result)
{
	int err = errno;

	if (result == scene->failure && scene->under_way != 0)
		CHECK_INT(err, scene->under_way);
	else
		CHECK_INT(result, 1);
	CHECK_INT(ERR_peek_error(), 0);
	if (scene->holds != NULL)
		CHECK(scene->holds(scene, stage));
}

static const char *function_of(const struct scene *scene, const struct want *want)
{
	if (contract_is_oracle() && want->in_oracle != NULL)
		return want->in_oracle;
	return want->function != NULL ? want->function : scene->function;
}

/* The oldest record. Of its data, how it begins. */
static void check_record(int lib, int reason, const char *function, const char *data)
{
	const char *got_function = "", *got_data = "";
	unsigned long e = ERR_get_error_all(NULL, NULL, &got_function, &got_data, NULL);

	CHECK_INT(ERR_GET_LIB(e), lib);
	CHECK_INT(
	    lib == ERR_LIB_SYS ? errno_of_record(ERR_GET_REASON(e)) : ERR_GET_REASON(e), reason);
	CHECK_STR(got_function, function);
	if (strncmp(got_data, data, strlen(data)) != 0)
		CHECK_STR(got_data, data);
}

static void check_records(
    const struct scene *scene, const struct want *want, const struct fault *fault)
{
	const char *function = function_of(scene, want);
	char calling[64];

	snprintf(calling, sizeof(calling), "calling %s(%s",
	    want->told_as != NULL ? want->told_as : faults_name(fault->call),
	    want->arguments ? "" : ")");
	if (want->outcome == OUTCOME_TWO || want->outcome == OUTCOME_SYS)
		check_record(ERR_LIB_SYS, errno_of(fault), function, calling);
	if (want->outcome == OUTCOME_TWO)
		check_record(ERR_LIB_BIO, want->reason, function, "");
	if (want->outcome == OUTCOME_RESOLVER)
		check_record(ERR_LIB_BIO, want->reason, function,
		    want->reason == ERR_R_SYS_LIB ? gai_strerror(fault->code) : "");
	if (want->outcome == OUTCOME_MEMORY)
		check_record(ERR_LIB_CRYPTO, ERR_R_MALLOC_FAILURE, "", "");
	while (want->followed && ERR_GET_REASON(ERR_peek_error()) == ERR_R_INIT_FAIL)
		ERR_get_error();
	CHECK_INT(ERR_peek_error(), 0);
}

static int errno_left(const struct want *want, const struct fault *fault)
{
	return want->leaves != 0 ? want->leaves : left_by(fault);
}

static void check_failure(const struct scene *scene, const struct stage *stage,
    const struct want *want, const struct fault *fault, int result)
{
	int err = errno;
	bool retry = want->outcome == OUTCOME_RETRY;
	bool may_retry = fault->call == FAULT_CONNECT || fault->call == FAULT_ACCEPT;

	CHECK_INT(result, retry && scene->retry != 0 ? scene->retry : scene->failure);
	CHECK_INT(err, want->outcome == OUTCOME_RESOLVER ? 0 : errno_left(want, fault));
	errno = err;
	/* EAGAIN that nothing comes of is one by its number alone. */
	if (retry || (may_retry && fault->code != EAGAIN))
		CHECK_INT(BIO_sock_should_retry(-1), retry);
	CHECK_INT(stage->made, -1);
	CHECK(stage->list == NULL);
	CHECK(stage->text == NULL);
	check_records(scene, want, fault);
}

static const struct want *find_in(const struct want *wants, size_t n, const struct fault *fault)
{
	for (size_t i = 0; i < n; i++) {
		const struct want *want = &wants[i];

		if (want->theirs && !contract_is_oracle())
			continue;
		if (want->last && fault->n != fault->count)
			continue;
		if (want->call == fault->call && (want->n == 0 || want->n == fault->n) &&
		    (want->code == 0 || want->code == fault->code))
			return want;
	}
	return NULL;
}

static const struct want *find_want(const struct scene *scene, const struct fault *fault)
{
	const struct want *want = find_in(scene->option_wants, scene->option_want_count, fault);

	return want != NULL ? want : find_in(scene->wants, scene->want_count, fault);
}

static void wish(const struct scene *scene, const struct fault *fault)
{
	faults_clear();
	if (scene->met_code != 0)
		faults_fail(scene->met, 1, scene->met_code);
	if (fault == NULL)
		return;
	faults_fail(fault->call, fault->n, fault->code);
	if (fault->close_fails)
		faults_fail(FAULT_CLOSE, FAULT_EVERY, EIO);
}

/* The same call on the same objects, now that nothing fails. */
static void play_again(const struct scene *scene, struct stage *stage)
{
	wish(scene, NULL);
	check_success(scene, stage, act(scene, stage));
}

/* How many descriptors the call has opened (or closed), by what it says it has. */
static int opened(const struct stage *stage, int fd_before)
{
	return stage->held + (stage->made != -1) - (stage->fd != fd_before);
}

/* What stands in for SO_REUSEADDR where addresses are not reused is a wish, and may fail. */
static bool is_passed_over(const struct want *want, const struct fault *fault)
{
	if (want->reason == BIO_R_UNABLE_TO_REUSEADDR && !system_reuses_addresses())
		return true;
	return want->outcome == OUTCOME_NONE || left_by(fault) == 0;
}

static void play_on(const struct scene *scene, struct stage *stage, const struct fault *fault)
{
	const struct want *want = find_want(scene, fault);
	int open_before = system_open_descriptors(), fd_before = stage->fd;
	bool passed_over;
	int result;

	wish(scene, fault);
	result = act(scene, stage);
	if (!CHECK(want != NULL) || !CHECK(faults_struck()))
		return;
	passed_over = is_passed_over(want, fault);
	if (passed_over)
		check_success(scene, stage, result);
	else
		check_failure(scene, stage, want, fault, result);
	CHECK_INT(system_open_descriptors() - open_before, opened(stage, fd_before));
	if (!passed_over && !want->spent)
		play_again(scene, stage);
}

static const char *code_name(const struct fault *fault)
{
	return is_resolver(fault->call) ? gai_strerror(fault->code)
	                                : contract_errno_name(fault->code);
}

/* Whether libcrypto counts and keeps memory is its own business. */
static int live_memory(void)
{
	return contract_is_oracle() ? 0 : faults_live_memory();
}

static void play_fault(const struct scene *scene, const struct fault *fault)
{
	int failures = contract_failures();
	int open_before = system_open_descriptors(), live_before = live_memory();
	int lists_before = faults_live_lists(), bad_closes_before = faults_bad_closes();
	struct stage stage;

	stage_set(scene, &stage);
	play_on(scene, &stage, fault);
	faults_clear();
	stage_strike(&stage);
	CHECK_INT(system_open_descriptors(), open_before);
	CHECK_INT(live_memory(), live_before);
	CHECK_INT(faults_live_lists(), lists_before);
	CHECK_INT(faults_bad_closes(), bad_closes_before);
	played++;
	if (contract_failures() > failures)
		fprintf(stderr, "    %s; %s, call %d (0: every), fails: %s%s\n", scene->name,
		    faults_name(fault->call), fault->n, code_name(fault),
		    fault->close_fails ? ", and so does close" : "");
}

/*
 * If the failing call had something to close, once more with that close failing; of which libcrypto
 * lets the errno through.
 */
static void play_faults(const struct scene *scene, struct fault fault, int closes)
{
	play_fault(scene, &fault);
	if (fault.call == FAULT_CLOSE || faults_count(FAULT_CLOSE) <= closes)
		return;
	if (contract_is_oracle())
		return;
	fault.close_fails = true;
	play_fault(scene, &fault);
}

/* EAI_SYSTEM is not everywhere; libcrypto before 3.2 has a reason of its own for EAI_MEMORY. */
static bool is_code(enum fault_call call, int code)
{
	if (call == FAULT_GETADDRINFO && code == EAI_MEMORY && contract_is_oracle())
		return OpenSSL_version_num() >= 0x30200000L;
	return !is_resolver(call) || code != EAI_SYSTEM || system_resolver_has_errno();
}

static void play_call(const struct scene *scene, enum fault_call call, int count, int closes)
{
	for (int n = scene->every ? FAULT_EVERY : 1; n <= count; n++) {
		for (const int *code = scene_codes(call); *code != 0; code++) {
			struct fault fault = { call, n, count, *code, false };

			if (is_code(call, *code))
				play_faults(scene, fault, closes);
		}
	}
}

/* Nothing fails but what belongs to the scene. out_counts: which calls were made. */
static void play_well(const struct scene *scene, int out_counts[FAULT_CALLS])
{
	int open_before = system_open_descriptors(), failures = contract_failures();
	struct stage stage;
	int result;

	stage_set(scene, &stage);
	wish(scene, NULL);
	result = act(scene, &stage);
	for (int call = 0; call < FAULT_CALLS; call++)
		out_counts[call] = faults_count((enum fault_call)call);
	check_success(scene, &stage, result);
	faults_clear();
	stage_strike(&stage);
	CHECK_INT(system_open_descriptors(), open_before);
	if (contract_failures() > failures)
		fprintf(stderr, "    %s; no fault\n", scene->name);
}

/* libcrypto's older versions say in other ways that memory ran out. */
static bool is_playable(const struct scene *scene, enum fault_call call)
{
	if (scene->met_code != 0 && call == scene->met)
		return false;
	return call != FAULT_MALLOC || !contract_is_oracle();
}

static bool has_needs(const struct scene *scene)
{
	const char *lack = scene->lacks != NULL ? scene->lacks() : NULL;

	if (lack != NULL)
		printf("skip  %s: %s\n", scene->name, lack);
	return lack == NULL && (scene->family == AF_UNSPEC || system_has_family(scene->family));
}

static void play(const struct scene *scene)
{
	long played_before = played;
	int counts[FAULT_CALLS];

	if (!has_needs(scene)) {
		skipped++;
		return;
	}
	play_well(scene, counts);
	for (int call = 0; call < FAULT_CALLS; call++) {
		if (counts[call] > 0 && is_playable(scene, (enum fault_call)call))
			play_call(scene, (enum fault_call)call, counts[call], counts[FAULT_CLOSE]);
	}
	if (!CHECK(played > played_before))
		fprintf(stderr, "    %s: no fault was played\n", scene->name);
}

void scenes_play(const struct scene *scenes, size_t n, const char *group)
{
	size_t found = 0;

	for (size_t i = 0; i < n; i++) {
		if (strncmp(scenes[i].name, group, strlen(group)) != 0)
			continue;
		play(&scenes[i]);
		found++;
	}
	CHECK(found > 0);
}
