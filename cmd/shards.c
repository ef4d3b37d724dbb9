/* SPDX-License-Identifier: Apache-2.0 */
/* What is said of a process that serves no longer. */
#include "cmd/shards.h"

#include "cmd/say.h"
#include "cmd/sys/split.h"

void shards_tell(const struct settings *settings, long pid, const char *why)
{
	int shard = sys_split_lost(pid);

	if (shard > 0)
		say("process %d of %ld: %s; the others serve on", shard + 1, settings->serve.shards,
		    why);
}
