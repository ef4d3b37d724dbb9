/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Each verb with each of its calls failing, and with a signal at each: it ends, by itself, with
 * status 0 only if all was done, else with 1 and a line that says why; and leaves nothing behind.
 * usage: cmd_faults_test FAULTY_COMMAND
 */
#include <dirent.h>
#include <errno.h>
#include <netdb.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cmd/faults_run.h"
#include "support/faults.h"
#include "support/machine.h"

static const struct scene scenes[] = {
	{ "connect", { "connect", "AT" }, CALLS, AF_INET, SOCK_STREAM, .out = INPUT },
	{ "connect -v --nonblock --nodelay", { "connect", "-v", "--nonblock", "--nodelay", "AT" },
	    CALLS, AF_INET, SOCK_STREAM, .out = INPUT, .most_messages = 20 },
	{ "connect --timeout --keepalive=1m,1s,3 --crlf",
	    { "connect", "--timeout", "9s", "--keepalive=1m,1s,3", "--crlf", "AT" }, CALLS, AF_INET,
	    SOCK_STREAM, .out = INPUT },
	{ "connect --stats --json", { "connect", "--stats", "--json", "AT" }, CALLS, AF_INET,
	    SOCK_STREAM, .out = INPUT },
	{ "connect to a path", { "connect", "--bind", "unix:client", "AT" }, CALLS, AF_UNIX,
	    SOCK_STREAM, .out = INPUT },
	{ "connect --udp", { "connect", "--udp", "--idle", "0.05", "AT" }, CALLS, AF_INET,
	    SOCK_DGRAM, .out = NULL },
	{ "connect --udp to a path",
	    { "connect", "--udp", "--idle", "0.05", "--bind", "unix:client", "AT" }, CALLS, AF_UNIX,
	    SOCK_DGRAM, .out = NULL },
	{ "probe", { "probe", "AT" }, CALLS, AF_INET, SOCK_STREAM, .probes = true },
	{ "probe --wait", { "probe", "--wait", "0.2", "AT" }, CALLS, AF_INET, SOCK_STREAM,
	    .probes = true, .most_messages = 2 },
	{ "probe --json --tfo --mptcp of a name",
	    { "probe", "--json", "--tfo", "--mptcp", "localhost:1", "AT" }, CALLS, AF_INET,
	    SOCK_STREAM, .probes = true },
	{ "probe --plot of a path", { "probe", "--plot", "/dev/null", "AT" }, CALLS, AF_UNIX,
	    SOCK_STREAM, .probes = true },
	{ "listen", { "listen", "--ready-file", "ready", "127.0.0.1:0" }, IS_CALLED, AF_INET,
	    SOCK_STREAM, .out = HELLO, .keeps = true },
	{ "listen --keepalive=1m --idle",
	    { "listen", "--keepalive=1m", "--idle", "9s", "127.0.0.1:0" }, IS_CALLED, AF_INET,
	    SOCK_STREAM, .out = HELLO },
	{ "listen at a path", { "listen", "unix:path" }, IS_CALLED, AF_UNIX, SOCK_STREAM,
	    .out = HELLO },
	{ "listen at a stale path", { "listen", "--reuseaddr", "unix:path" }, IS_CALLED, AF_UNIX,
	    SOCK_STREAM, .out = HELLO, .stale = true },
	{ "listen --udp", { "listen", "--udp", "--idle", "0.05", "127.0.0.1:0" }, IS_CALLED,
	    AF_INET, SOCK_DGRAM, .out = HELLO },
	{ "listen --udp at a path", { "listen", "--udp", "--idle", "0.05", "unix:path" }, IS_CALLED,
	    AF_UNIX, SOCK_DGRAM, .out = HELLO },
	{ "listen --echo", { "listen", "--echo", "--count", "1", "127.0.0.1:0" }, IS_CALLED,
	    AF_INET, SOCK_STREAM, .out = "", .serves = true },
	{ "listen --echo at all addresses", { "listen", "--echo", "--count", "1", ":0" }, IS_CALLED,
	    AF_INET, SOCK_STREAM, .out = "", .serves = true },
	{ "listen --discard at a path", { "listen", "--discard", "--count", "1", "unix:path" },
	    IS_CALLED, AF_UNIX, SOCK_STREAM, .out = "", .serves = true },
	{ "listen --keep", { "listen", "--keep", "--count", "1", "127.0.0.1:0" }, IS_CALLED,
	    AF_INET, SOCK_STREAM, .out = HELLO, .serves = true, .most_messages = 2 },
	{ "listen --echo --udp", { "listen", "--echo", "--udp", "--count", "1", "127.0.0.1:0" },
	    IS_CALLED, AF_INET, SOCK_DGRAM, .out = "", .serves = true },
	{ "listen --discard --udp at a path",
	    { "listen", "--discard", "--udp", "--count", "1", "unix:path" }, IS_CALLED, AF_UNIX,
	    SOCK_DGRAM, .out = "", .serves = true },
	{ "doctor", { "doctor" }, ALONE, 0, 0, .most_messages = 20 },
	{ "doctor --json", { "doctor", "--json" }, ALONE, 0, 0, .most_messages = 20 },
};

/* How a call fails: for good, in a way that may pass, and with a signal. */
static const struct {
	int hard, soft;
	bool harmless; /* the work can be done all the same */
} ways[FAULT_CALLS] = {
	[FAULT_SOCKET] = { EMFILE, EINVAL, false },
	[FAULT_SETSOCKOPT] = { ENOPROTOOPT, ENOMEM, true },
	[FAULT_GETSOCKOPT] = { ENOBUFS, EBADF, true },
	[FAULT_IOCTL] = { EBADF, EINTR, false },
	[FAULT_FCNTL] = { EINVAL, EINVAL, true },
	[FAULT_BIND] = { EACCES, EADDRINUSE, false },
	[FAULT_LISTEN] = { EOPNOTSUPP, EADDRINUSE, false },
	[FAULT_ACCEPT] = { EMFILE, EINTR, false },
	[FAULT_CONNECT] = { ETIMEDOUT, EINTR, false },
	[FAULT_GETSOCKNAME] = { ENOBUFS, EBADF, true },
	[FAULT_GETADDRINFO] = { EAI_FAIL, EAI_SYSTEM, true },
	[FAULT_GETNAMEINFO] = { EAI_FAIL, EAI_SYSTEM, true },
	[FAULT_CLOSE] = { EIO, EINTR, true },
	[FAULT_POLL] = { ENOMEM, EINTR, false },
	[FAULT_READ] = { EIO, EAGAIN, false },
	[FAULT_WRITE] = { EIO, EAGAIN, false },
	[FAULT_SHUTDOWN] = { ENOTCONN, ENOTCONN, true },
	[FAULT_MALLOC] = { ENOMEM, ENOMEM, true },
	[FAULT_OPEN] = { EMFILE, ENOENT, true }, /* output may be written in pieces */
	[FAULT_MKSTEMP] = { EACCES, EROFS, false },
	[FAULT_CHMOD] = { EPERM, EIO, false },
	[FAULT_RENAME] = { EACCES, EXDEV, false },
	[FAULT_UNLINK] = { EACCES, EBUSY, true },
	[FAULT_PIPE] = { EMFILE, ENFILE, false },
	[FAULT_SIGACTION] = { EINVAL, EFAULT, true },
};

static const char *faulty;
static char work[] = "/tmp/biosock-faults-XXXXXX", counts_name[64];
static long runs, failures;

static void play_once(struct run *out, const struct scene *scene, const char *fault)
{
	run_play(out, scene, faulty, fault, counts_name);
	runs++;
}

static int count_messages(const struct run *run)
{
	int n = 0;

	for (const char *c = run->texts[1]; (c = strstr(c, "biosock: ")) != NULL; c++)
		n++;
	return n;
}

/* What is left in its folder, which is emptied: NULL if only what may be. */
static const char *left_behind(const struct run *run, bool may_keep)
{
	static char name[256];
	DIR *folder = opendir(".");
	struct dirent *entry;

	name[0] = '\0';
	while ((entry = readdir(folder)) != NULL) {
		bool kept = (run->scene->keeps && strcmp(entry->d_name, "ready") == 0) ||
		            (run->scene->stale && run_is_stale(entry->d_name)) || may_keep;

		if (entry->d_name[0] == '.')
			continue;
		if (!kept)
			snprintf(name, sizeof(name), "%s", entry->d_name);
		unlink(entry->d_name);
	}
	closedir(folder);
	return name[0] != '\0' ? name : NULL;
}

/* NULL if it is as it should be, else what is not. `harmless`: it may have done all. */
static const char *wrong(const struct run *run, bool harmless, bool signalled)
{
	const struct scene *s = run->scene;
	int status = WIFEXITED(run->status) ? WEXITSTATUS(run->status) : -1;
	int messages = count_messages(run);

	if (run->hung)
		return "it hangs";
	if (signalled && WIFSIGNALED(run->status) && WTERMSIG(run->status) == SIGTERM)
		return NULL;
	if (status != 0 && status != 1 && !(s->probes && status >= 3 && status <= 6))
		return "it ended in another way than by itself with 0 or 1";
	if (status == 0 && !harmless)
		return "status 0 though a call failed";
	if (status == 0 && !signalled && s->out != NULL && strcmp(run->texts[0], s->out) != 0)
		return "status 0, and other output";
	if (status == 1 && messages == 0 && s->role != ALONE && !s->probes)
		return "status 1, and no word why";
	if (messages > (s->most_messages != 0 ? s->most_messages : 1))
		return "more than one message";
	return NULL;
}

static void check(
    const struct run *run, const char *fault, bool harmless, bool signalled, bool may_keep)
{
	const char *why = wrong(run, harmless, signalled);
	const char *left = left_behind(run, may_keep);

	if (why == NULL && left == NULL)
		return;
	failures++;
	printf("FAIL  %s; %s: %s%s%s; status %#x, said: %s\n", run->scene->name, fault,
	    why != NULL ? why : "", left != NULL ? " leaves " : "", left != NULL ? left : "",
	    (unsigned)run->status, run->texts[1]);
}

/* False if there are none, as it was ended by a signal. */
static bool read_counts(int out_counts[FAULT_CALLS], int *out_struck)
{
	FILE *f = fopen(counts_name, "r");
	bool ok = f != NULL;

	for (int i = 0; ok && i < FAULT_CALLS; i++)
		ok = fscanf(f, "%d", &out_counts[i]) == 1;
	ok = ok && fscanf(f, "%d", out_struck) == 1;
	if (f != NULL)
		fclose(f);
	unlink(counts_name);
	return ok;
}

/* How often some calls are made depends on how fast the peer is. */
static bool is_struck(void)
{
	int counts[FAULT_CALLS], struck = 0;

	return !read_counts(counts, &struck) || struck;
}

static void play_fault(const struct scene *scene, int call, int n, int code)
{
	bool signalled = code >= FAULT_SIGNAL;
	bool harmless = code != ways[call].hard || ways[call].harmless || scene->serves ||
	                scene->probes || scene->role == ALONE;
	struct run run;
	char fault[64];

	snprintf(fault, sizeof(fault), "%d %d %d", call, n, code);
	play_once(&run, scene, fault);
	if (!is_struck())
		harmless = true;
	snprintf(fault, sizeof(fault), "call %d (%d of %d), %s", n, call, FAULT_CALLS,
	    signalled ? "a signal" : strerror(code));
	check(&run, fault, harmless, signalled,
	    call == FAULT_UNLINK || strstr(run.texts[1], "biosock: remove unix:") != NULL);
}

static void play_scene(const struct scene *scene)
{
	int counts[FAULT_CALLS], struck;
	struct run run;

	play_once(&run, scene, NULL);
	check(&run, "nothing fails", true, false, false);
	if (run.status != 0) {
		printf("FAIL  %s; nothing fails: %s\n", scene->name, run.texts[1]);
		failures++;
		return;
	}
	if (!read_counts(counts, &struck))
		run_die(counts_name);
	for (int call = 0; call < FAULT_CALLS; call++) {
		for (int n = 1; n <= counts[call]; n++) {
			play_fault(scene, call, n, ways[call].hard);
			if (ways[call].soft != ways[call].hard)
				play_fault(scene, call, n, ways[call].soft);
			if (call != FAULT_MALLOC)
				play_fault(scene, call, n, FAULT_SIGNAL + SIGTERM);
		}
	}
}

int main(int argc, char **argv)
{
	const char *why = machine_prepare();

	if (argc < 2)
		return 2;
	if (why != NULL) {
		printf("skip  all: %s\n", why);
		return 77;
	}
	faulty = argv[1];
	if (mkdtemp(work) == NULL || chdir(work) == -1 || mkdir("here", 0700) == -1 ||
	    chdir("here") == -1)
		run_die(work);
	snprintf(counts_name, sizeof(counts_name), "%s/counts", work);
	setenv("ASAN_OPTIONS", "exitcode=99", 1);
	setenv("LSAN_OPTIONS", "exitcode=99", 1);
	setenv("UBSAN_OPTIONS", "halt_on_error=1:exitcode=99", 1);
	signal(SIGPIPE, SIG_IGN);
	for (size_t i = 0; i < sizeof(scenes) / sizeof(scenes[0]); i++) {
		long before = runs, failed = failures;

		if (argc > 2 && strcmp(argv[2], scenes[i].name) != 0)
			continue;
		play_scene(&scenes[i]);
		printf("%s  %s: %ld runs\n", failures == failed ? "ok  " : "FAIL", scenes[i].name,
		    runs - before);
		fflush(stdout);
	}
	unlink("../peer");
	unlink("../visitor");
	unlink(counts_name);
	if (chdir("/") == 0) {
		char here[64];

		snprintf(here, sizeof(here), "%s/here", work);
		rmdir(here);
		rmdir(work);
	}
	printf("%ld runs, %ld failed\n", runs, failures);
	return failures > 0 || runs == 0;
}
