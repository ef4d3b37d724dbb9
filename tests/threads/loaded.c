/* SPDX-License-Identifier: Apache-2.0 */
#include "loaded.h"

#include <stdio.h>
#include <string.h>

#include <openssl/bio.h>

/* A name that begins with the prefix has no second one. */
const char *loaded_in_binary(const char *name, char room[LOADED_NAME_ROOM])
{
	if (strncmp(name, BIOSOCK_NAME_PREFIX, strlen(BIOSOCK_NAME_PREFIX)) == 0)
		return name;
	snprintf(room, LOADED_NAME_ROOM, "%s%s", BIOSOCK_NAME_PREFIX, name);
	return room;
}
