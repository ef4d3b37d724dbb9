/* SPDX-License-Identifier: Apache-2.0 */
/* As operations.c: those of BIO objects. */
#include <stdio.h>
#include <unistd.h>

#include <sys/socket.h>

#include <biosock.h>

#include "costs/operations.h"
#include "support/syscalls.h"

static BIO *dialing(const struct site *site)
{
	char name[32];

	snprintf(name, sizeof(name), "127.0.0.1:%d", ntohs(peer_port(&site->at)));
	return BIO_new_connect(name);
}

bool cost_connect_bio(struct site *site)
{
	BIO *b;
	long result;

	syscalls_begin();
	b = dialing(site);
	result = BIO_do_connect(b);
	syscalls_end();
	BIO_free(b);
	return result == 1;
}

bool cost_connect_bio_nonblocking(struct site *site)
{
	BIO *b = dialing(site);
	long result;

	(void)BIO_set_nbio(b, 1);
	syscalls_begin();
	result = BIO_do_connect(b);
	syscalls_end();
	result = result <= 0 && BIO_should_io_special(b);
	BIO_free(b);
	return result == 1;
}

static bool dial(const struct site *site, int flags)
{
	biosock_dial_options options = BIOSOCK_DIAL_OPTIONS_INIT;
	char port[8];
	int fd;

	snprintf(port, sizeof(port), "%d", ntohs(peer_port(&site->at)));
	options.flags = flags;
	syscalls_begin();
	fd = biosock_dial("127.0.0.1", port, &options, NULL);
	syscalls_end();
	peer_close(fd, -1, -1);
	return fd != -1;
}

bool cost_dial(struct site *site)
{
	return dial(site, 0);
}

bool cost_dial_nonblocking(struct site *site)
{
	return dial(site, BIO_SOCK_NONBLOCK);
}

bool cost_free_connect_bio(struct site *site)
{
	BIO *b = dialing(site);
	long result = BIO_do_connect(b);

	syscalls_begin();
	BIO_free(b);
	syscalls_end();
	return result == 1;
}

static BIO *serving(struct site *site)
{
	BIO *b = BIO_new(BIO_s_accept());

	(void)BIO_set_fd(b, site->listener, BIO_NOCLOSE);
	return b;
}

bool cost_accept_bio(struct site *site)
{
	BIO *b = serving(site);
	long result;

	syscalls_begin();
	result = BIO_do_accept(b);
	syscalls_end();
	BIO_free_all(b);
	return result == 1;
}

bool cost_read_bio(struct site *site)
{
	int fd = peer_accept(site->listener), result;
	BIO *b = BIO_new_socket(fd, BIO_CLOSE);
	char byte;

	(void)!write(site->dialer, "x", 1);
	syscalls_begin();
	result = BIO_read(b, &byte, 1);
	syscalls_end();
	BIO_free(b);
	return result == 1;
}

bool cost_write_bio(struct site *site)
{
	BIO *b = BIO_new_socket(site->dialer, BIO_CLOSE);
	int result;

	syscalls_begin();
	result = BIO_write(b, "x", 1);
	syscalls_end();
	BIO_free(b);
	return result == 1;
}

bool cost_wait_bio(struct site *site)
{
	BIO *b = BIO_new_socket(peer_accept(site->listener), BIO_CLOSE);
	char byte;
	int result;

	peer_set_nonblocking((int)BIO_get_fd(b, NULL));
	syscalls_begin();
	result = BIO_read(b, &byte, 1);
	syscalls_end();
	result = result == -1 && BIO_should_read(b);
	BIO_free(b);
	return result;
}

/* A batch of three. */
bool cost_send_many(struct site *site)
{
	BIO *b = BIO_new_dgram(peer_socket(AF_INET, SOCK_DGRAM), BIO_CLOSE);
	union peer_addr to;
	BIO_MSG batch[3] = { { .data_len = 0 } };
	char byte = 'x';
	size_t n = 0;
	int result;

	(void)site;
	peer_loopback(AF_INET, &to);
	to.v4.sin_port = htons(9);
	for (int i = 0; i < 3; i++)
		batch[i] = (BIO_MSG){ .data = &byte, .data_len = 1, .peer = peer_bio(&to) };
	syscalls_begin();
	result = BIO_sendmmsg(b, batch, sizeof(batch[0]), 3, 0, &n);
	syscalls_end();
	BIO_free(b);
	return result == 1 && n == 3;
}

/* The same by hand. */
bool cost_sendmmsg(struct site *site)
{
	int fd = peer_socket(AF_INET, SOCK_DGRAM), sent;
	struct mmsghdr batch[3] = { { .msg_len = 0 } };
	struct iovec byte = { "x", 1 };
	union peer_addr to;

	(void)site;
	peer_loopback(AF_INET, &to);
	to.v4.sin_port = htons(9);
	for (int i = 0; i < 3; i++)
		batch[i].msg_hdr = (struct msghdr){ .msg_name = &to,
			.msg_namelen = sizeof(to.v4),
			.msg_iov = &byte,
			.msg_iovlen = 1 };
	syscalls_begin();
	sent = sendmmsg(fd, batch, 3, MSG_NOSIGNAL);
	syscalls_end();
	close(fd);
	return sent == 3;
}
