/* SPDX-License-Identifier: Apache-2.0 */
/*
 * instructions raw_read|raw_write|bio_read|bio_write N [each]: the call N times on one end of a
 * pair of streams, in a function of that name, for who counts its instructions. With "each" once
 * for each of N BIOs that there are at a time.
 */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sys/socket.h>

#include <openssl/bio.h>

struct ends {
	int fd, peer;
	BIO *bio;
};

typedef bool operation(const struct ends *ends, char *byte, long n);

operation raw_read, raw_write, bio_read, bio_write;

__attribute__((noinline)) bool raw_read(const struct ends *ends, char *byte, long n)
{
	bool well = true;

	for (long i = 0; i < n; i++)
		well &= read(ends->fd, byte, 1) == 1;
	return well;
}

__attribute__((noinline)) bool raw_write(const struct ends *ends, char *byte, long n)
{
	bool well = true;

	for (long i = 0; i < n; i++)
		well &= write(ends->fd, byte, 1) == 1;
	return well;
}

__attribute__((noinline)) bool bio_read(const struct ends *ends, char *byte, long n)
{
	bool well = true;

	for (long i = 0; i < n; i++)
		well &= BIO_read(ends->bio, byte, 1) == 1;
	return well;
}

__attribute__((noinline)) bool bio_write(const struct ends *ends, char *byte, long n)
{
	bool well = true;

	for (long i = 0; i < n; i++)
		well &= BIO_write(ends->bio, byte, 1) == 1;
	return well;
}

static const struct {
	const char *name;
	operation *run;
	bool reads;
} operations[] = {
	{ "raw_read", raw_read, true },
	{ "raw_write", raw_write, false },
	{ "bio_read", bio_read, true },
	{ "bio_write", bio_write, false },
};

/* As many bytes as will be read; before that, every call once, for what only the first one does. */
static bool run(const struct ends *ends, size_t which, long n)
{
	char byte = 'x', *waiting = calloc((size_t)n + 2, 1);
	bool well = waiting != NULL && write(ends->peer, waiting, (size_t)n + 2) == n + 2 &&
	            read(ends->fd, &byte, 1) == 1 && BIO_read(ends->bio, &byte, 1) == 1 &&
	            write(ends->fd, &byte, 1) == 1 && BIO_write(ends->bio, &byte, 1) == 1;

	free(waiting);
	return well && operations[which].run(ends, &byte, n);
}

/* A byte at a time, so that the other end has room for all. The BIOs live until the end. */
static bool run_each(struct ends ends, size_t which, long n)
{
	BIO **bios = calloc((size_t)n, sizeof(*bios));
	bool well = bios != NULL;
	char byte = 'x';

	for (long i = 0; well && i < n; i++) {
		bios[i] = BIO_new_socket(ends.fd, BIO_NOCLOSE);
		well = bios[i] != NULL;
	}
	for (long i = 0; well && i < n; i++) {
		ends.bio = bios[i];
		well = (!operations[which].reads || write(ends.peer, &byte, 1) == 1) &&
		       operations[which].run(&ends, &byte, 1) &&
		       (operations[which].reads || read(ends.peer, &byte, 1) == 1);
	}
	free(bios);
	return well;
}

int main(int argc, char **argv)
{
	struct ends ends;
	int fds[2];
	long n;

	if (argc < 3 || socketpair(AF_UNIX, SOCK_STREAM, 0, fds) != 0)
		return 2;
	ends = (struct ends){ fds[0], fds[1], BIO_new_socket(fds[0], BIO_CLOSE) };
	n = strtol(argv[2], NULL, 10);
	for (size_t i = 0; i < sizeof(operations) / sizeof(operations[0]); i++) {
		if (strcmp(argv[1], operations[i].name) == 0)
			return argc > 3 ? !run_each(ends, i, n) : !run(&ends, i, n);
	}
	return 2;
}
