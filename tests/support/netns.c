/* SPDX-License-Identifier: Apache-2.0 */
/* Network namespaces for tests, by unshare(2). */
#include "support/netns.h"

#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <net/if.h>
#include <sys/socket.h>

#include <cmocka.h>

#include "support/contract.h"

enum { CANNOT = 77, PATIENCE_SECONDS = 30 };

static int raise_loopback(void)
{
	struct ifreq request = { .ifr_name = "lo", .ifr_flags = IFF_UP | IFF_RUNNING };
	int fd = socket(AF_INET, SOCK_DGRAM, 0);
	int ok = fd != -1 && ioctl(fd, SIOCSIFFLAGS, &request) == 0;

	close(fd);
	return ok;
}

static _Noreturn void child(void (*body)(void))
{
	int before = contract_failures();

	alarm(PATIENCE_SECONDS);
	if (unshare(CLONE_NEWNET) == -1 || !raise_loopback())
		_exit(CANNOT);
	body();
	_exit(contract_failures() > before ? 1 : 0);
}

void netns_cannot(void)
{
	_exit(contract_failures() > 0 ? 1 : CANNOT);
}

void netns_run(void (*body)(void))
{
	int status = -1;
	pid_t pid;

	fflush(NULL);
	pid = fork();
	if (pid == 0)
		child(body);
	CHECK_INT(waitpid(pid, &status, 0), pid);
	if (WIFEXITED(status) && WEXITSTATUS(status) == CANNOT)
		contract_skip("may not make a network namespace, or not such a one");
	CHECK_INT(status, 0);
}

void netns_set(const char *name, int value)
{
	char path[256];
	FILE *out;

	snprintf(path, sizeof(path), "/proc/sys/net/%s", name);
	out = fopen(path, "w");
	if (!CHECK(out != NULL))
		return;
	CHECK(fprintf(out, "%d\n", value) > 0);
	CHECK_INT(fclose(out), 0);
}

/* A line of names is followed by one of values. */
static long value_of(char *names, char *values, const char *name)
{
	char *next_name, *next_value;
	const char *n = strtok_r(names, " \n", &next_name);
	const char *v = strtok_r(values, " \n", &next_value);

	while (n != NULL && v != NULL) {
		if (strcmp(n, name) == 0)
			return strtol(v, NULL, 10);
		n = strtok_r(NULL, " \n", &next_name);
		v = strtok_r(NULL, " \n", &next_value);
	}
	return -1;
}

long netns_counter(const char *name)
{
	static char names[8192], values[8192];
	FILE *in = fopen("/proc/net/netstat", "r");
	long value = -1;

	if (!CHECK(in != NULL))
		return -1;
	while (value == -1 && fgets(names, sizeof(names), in) != NULL &&
	       fgets(values, sizeof(values), in) != NULL)
		value = value_of(names, values, name);
	fclose(in);
	return value;
}
