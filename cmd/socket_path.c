/* SPDX-License-Identifier: Apache-2.0 */
/* Socket files, known by the path they were made at and by what is there since. */
#include "cmd/socket_path.h"

#include <string.h>

#include "sys/net.h"

/* Writes the path of an AF_UNIX address to out[SOCKET_PATH_ROOM]. False if it has none. */
static bool path_of(const BIO_ADDR *addr, char *out)
{
	size_t len = 0;

	memset(out, 0, SOCKET_PATH_ROOM);
	if (BIO_ADDR_family(addr) != AF_UNIX || !BIO_ADDR_rawaddress(addr, NULL, &len) ||
	    len >= SOCKET_PATH_ROOM || !BIO_ADDR_rawaddress(addr, out, &len))
		out[0] = '\0';
	return out[0] != '\0';
}

void socket_path_note(struct socket_path *out, const BIO_ADDR *addr)
{
	if (!path_of(addr, out->path) || !sys_sockfile_find(out->path, &out->file))
		out->path[0] = '\0';
}

void socket_path_remove(struct socket_path *of)
{
	if (of->path[0] != '\0')
		sys_sockfile_remove(of->path, &of->file);
	of->path[0] = '\0';
}
