/* SPDX-License-Identifier: Apache-2.0 */
/* Asking and telling a socket: ioctl, blocking mode, Nagle's algorithm, its error, its address. */
#include <errno.h>
#include <string.h>

#include <openssl/bio.h>

#include "sock/failure.h"
#include "sys/calls.h"
#include "sys/descriptor.h"
#include "sys/errors.h"

int BIO_sock_init(void)
{
	if (sys_init() == 0)
		return 1;
	sock_fail(ERR_PLACE, "WSAStartup", BIO_R_WSASTARTUP);
	return 0;
}

int BIO_socket_ioctl(int fd, long type, void *arg)
{
	int r = sys_ioctl(fd, type, arg);

	if (r < 0)
		sock_fail(ERR_PLACE, "ioctlsocket", 0);
	return r;
}

int BIO_socket_nbio(int fd, int mode)
{
	if (sys_set_nonblock(fd, mode != 0) == 0)
		return 1;
	sock_fail(ERR_PLACE, "ioctlsocket", 0);
	return 0;
}

int BIO_set_tcp_ndelay(int sock, int turn_on)
{
	return sys_set_option(sock, IPPROTO_TCP, TCP_NODELAY, turn_on != 0) == 0;
}

int BIO_sock_error(int sock)
{
	int err = 0;

	return sys_get_option(sock, SOL_SOCKET, SO_ERROR, &err) == 0 ? err : errno;
}

static int local_address(struct err_place place, int fd, BIO_ADDR *out_addr)
{
	BIO_ADDR local;
	socklen_t len = sizeof(local);

	memset(&local, 0, sizeof(local));
	if (sys_getsockname(fd, &local.sa, &len) == -1) {
		sock_fail(place, "getsockname", BIO_R_GETSOCKNAME_ERROR);
		return 0;
	}
	if ((size_t)len > sizeof(local))
		return err_refuse(
		    place, ERR_LIB_BIO, BIO_R_GETSOCKNAME_TRUNCATED_ADDRESS, EOVERFLOW);
	addr_store(out_addr, &local, len);
	return 1;
}

int BIO_sock_info(int sock, enum BIO_sock_info_type type, union BIO_sock_info_u *info)
{
	if (type != BIO_SOCK_INFO_ADDRESS)
		return err_refuse(ERR_PLACE, ERR_LIB_BIO, BIO_R_UNKNOWN_INFO_TYPE, EINVAL);
	if (info == NULL || info->addr == NULL)
		return err_refuse(ERR_PLACE, ERR_LIB_BIO, ERR_R_PASSED_NULL_PARAMETER, EINVAL);
	return local_address(ERR_PLACE, sock, info->addr);
}
