/* SPDX-License-Identifier: Apache-2.0 */
/* A contract case against libcrypto, where a deliberate difference must show. */
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include <openssl/crypto.h>

#include "support/contract_run.h"

bool contract_is_oracle(void)
{
	return true;
}

void contract_limit_oracle(unsigned int seconds)
{
	alarm(seconds);
}

bool contract_is_host(void)
{
	return false;
}

/* cmocka catches crashes, to go on with the next test. A child has no next test, so it must not. */
static void crash_by_default(void)
{
	static const int signals[] = { SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV };

	for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++)
		signal(signals[i], SIG_DFL);
}

/* A difference may crash, abort or hang libcrypto: it has a process of its own, and ten seconds. */
static bool fails_in_child(const struct contract_case *c)
{
	int status = 0;
	pid_t pid;

	fflush(NULL);
	pid = fork();
	if (pid == 0) {
		alarm(10);
		crash_by_default();
		if (freopen("/dev/null", "w", stderr) == NULL)
			_exit(2);
		contract_run_here(c);
		_exit(contract_failures() > 0 ? 1 : 0);
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid)
		fail_msg("fork: %s", strerror(errno));
	return status != 0;
}

void contract_run(const struct contract_case *c)
{
	if (c->since > OpenSSL_version_num())
		contract_skip("this libcrypto is older than the feature");
	if (c->d != 0) {
		if (!fails_in_child(c))
			fail_msg("D%d is no difference: libcrypto passes it too", c->d);
		return;
	}
	contract_run_here(c);
	if (contract_failures() > 0)
		fail_msg("%d of its checks failed", contract_failures());
}
