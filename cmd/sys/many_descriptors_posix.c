/* SPDX-License-Identifier: Apache-2.0 */
/* The soft limit goes up to the hard one (getrlimit(2)). */
#include "cmd/sys/many_descriptors.h"

#include <stdbool.h>
#include <sys/resource.h>

static struct rlimit given;
static bool raised;

/* macOS refuses what is beyond its own limit, and then it stays as it is. */
void sys_many_descriptors(void)
{
	struct rlimit all;

	if (raised || getrlimit(RLIMIT_NOFILE, &given) == -1)
		return;
	all = given;
	all.rlim_cur = all.rlim_max;
	raised = setrlimit(RLIMIT_NOFILE, &all) == 0;
}

void sys_few_descriptors(void)
{
	if (raised)
		setrlimit(RLIMIT_NOFILE, &given);
}
