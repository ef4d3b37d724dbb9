/* SPDX-License-Identifier: Apache-2.0 */
/* Socket files, known by the path they were made at and by what is there since. */
#include "cmd/socket_path.h"

#include <string.h>

#include <openssl/err.h>

#include "sys/net.h"

bool socket_path_of(const BIO_ADDR *addr, char *out)
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
	if (!socket_path_of(addr, out->path) || !sys_sockfile_find(out->path, &out->file))
		out->path[0] = '\0';
}

static bool is_bound(int sock)
{
	struct sockaddr_storage storage = { .ss_family = AF_UNSPEC };
	union BIO_sock_info_u info = { .addr = (BIO_ADDR *)&storage };
	char path[SOCKET_PATH_ROOM];
	bool bound;

	ERR_set_mark();
	bound =
	    BIO_sock_info(sock, BIO_SOCK_INFO_ADDRESS, &info) && socket_path_of(info.addr, path);
	ERR_pop_to_mark();
	return bound;
}

void socket_path_undo(const BIO_ADDR *addr, int sock)
{
	struct socket_path made;

	if (!is_bound(sock))
		return;
	socket_path_note(&made, addr);
	socket_path_remove(&made);
}

void socket_path_remove(struct socket_path *of)
{
	if (of->path[0] != '\0')
		sys_sockfile_remove(of->path, &of->file);
	of->path[0] = '\0';
}
