/* SPDX-License-Identifier: Apache-2.0 */
/* Many datagrams by what every system has. */
#include "sys/datagram_message.h"

int sys_datagrams_send(int fd, struct sys_datagram *list, size_t n)
{
	return sys_datagrams_send_each(fd, list, n);
}

int sys_datagrams_receive(int fd, struct sys_datagram *list, size_t n)
{
	return sys_datagrams_receive_each(fd, list, n);
}
