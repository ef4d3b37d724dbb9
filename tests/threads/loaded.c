/* SPDX-License-Identifier: Apache-2.0 */
#include "loaded.h"

#include <stdio.h>
#include <string.h>

#include <biosock.h>
#include <openssl/bio.h>

/* A name that begins with the prefix has no second one. */
const char *loaded_in_binary(const char *name, char room[LOADED_NAME_ROOM])
{
	if (strncmp(name, BIOSOCK_NAME_PREFIX, strlen(BIOSOCK_NAME_PREFIX)) == 0)
		return name;
	snprintf(room, LOADED_NAME_ROOM, "%s%s", BIOSOCK_NAME_PREFIX, name);
	return room;
}

void loaded_leave_lookup(void *library, int family, void (*until_it_was_asked)(void))
{
	biosock_dialer *(*new_dialer)(const char *, const char *, const biosock_dial_options *);
	int (*step)(biosock_dialer *);
	void (*free_dialer)(biosock_dialer *);
	biosock_dial_options options = BIOSOCK_DIAL_OPTIONS_INIT;
	biosock_dialer *dialer;

	options.family = family;
	loaded_find(library, "biosock_dialer_new", &new_dialer);
	loaded_find(library, "biosock_dialer_step", &step);
	loaded_find(library, "biosock_dialer_free", &free_dialer);
	dialer = new_dialer("host.invalid", "7", &options);
	step(dialer);
	until_it_was_asked();
	free_dialer(dialer);
}
