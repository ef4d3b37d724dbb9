/* SPDX-License-Identifier: Apache-2.0 */
/* The smallest program that opens a socket. */
#include <sys/socket.h>
#include <unistd.h>

int main(void)
{
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	return fd < 0 || close(fd) != 0;
}
