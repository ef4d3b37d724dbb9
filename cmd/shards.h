/* SPDX-License-Identifier: Apache-2.0 */
/* Those of --shards that die before they are asked to. */
#ifndef BIOSOCK_CMD_SHARDS_H
#define BIOSOCK_CMD_SHARDS_H

#include "cmd/settings.h"

/* Says that a child has ended, and how, if it was one of them. */
void shards_tell(const struct settings *settings, long pid, const char *why);

#endif
