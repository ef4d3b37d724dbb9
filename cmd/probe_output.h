/* SPDX-License-Identifier: Apache-2.0 */
/* What a probe found, for people and for programs. */
#ifndef BIOSOCK_CMD_PROBE_OUTPUT_H
#define BIOSOCK_CMD_PROBE_OUTPUT_H

#include "cmd/targets.h"

/*
 * To standard output: time lines of one round, or the numbers of several; objects, a line each.
 * False if memory runs out.
 */
bool timeline_print(const struct targets *of);
bool numbers_print(const struct targets *of);
void objects_print(const struct targets *of);

/* Whether that file is standard output, which has nothing else then. */
bool plot_is_output(const char *name);

/* To a file, as a picture (SVG 1.1). False after saying why. */
bool plot_write(const struct targets *of, bool several, const char *name);

#endif
