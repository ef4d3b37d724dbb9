/* SPDX-License-Identifier: Apache-2.0 */
/* What a plug-in shows of the library that is in it, which itself shows nothing. */
#ifndef BIOSOCK_TESTS_PLUGIN_H
#define BIOSOCK_TESTS_PLUGIN_H

typedef void plugin_function(void);

/* By its plain name; the last has none. */
struct plugin_use {
	const char *name;
	plugin_function *function;
};

extern const struct plugin_use plugin_uses[];

#endif
