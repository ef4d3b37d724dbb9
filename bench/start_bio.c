/* SPDX-License-Identifier: Apache-2.0 */
/* The smallest program that opens a socket through BIO. */
#include <sys/socket.h>

#include <openssl/bio.h>

int main(void)
{
	int fd = BIO_socket(AF_INET, SOCK_STREAM, 0, 0);

	return fd < 0 || !BIO_closesocket(fd);
}
