/* SPDX-License-Identifier: Apache-2.0 */
/* What the command can be told to do. All return the exit status. */
#ifndef BIOSOCK_CMD_VERBS_H
#define BIOSOCK_CMD_VERBS_H

#include "cmd/settings.h"

int listen_run(const struct settings *settings);
int connect_run(const struct settings *settings);
int doctor_run(const struct settings *settings);

#endif
