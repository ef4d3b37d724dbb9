/* SPDX-License-Identifier: Apache-2.0 */
/* Files beyond 2 GB, by descriptor and by name, also where a long has 32 bits. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <openssl/bio.h>

#include "support/contract.h"
#include "support/system.h"

static const long long far = 3LL << 30;
static char path[80];

/* A hole, and "end" behind it. */
static int make_file(void)
{
	int fd;

	snprintf(path, sizeof(path), "%s/biosock-large-XXXXXX", system_temporary());
	fd = mkstemp(path);
	CHECK_INT(pwrite(fd, "end", 3, (off_t)far), 3);
	return fd;
}

/* That it is at the file's end: what a long does not hold is EOVERFLOW, as ftell(3) has it. */
static void check_at_end(BIO *b)
{
	bool holds = sizeof(long) > 4;

	errno = 0;
	CHECK_INT(BIO_ctrl(b, BIO_C_FILE_TELL, 0, NULL), holds ? far + 3 : -1);
	CHECK_INT(errno, holds ? 0 : EOVERFLOW);
}

static void check_read(BIO *b)
{
	char out[8] = "";

	CHECK_INT(BIO_read(b, out, sizeof(out)), 3);
	CHECK_STR(out, "end");
	check_at_end(b);
	CHECK_INT(BIO_reset(b), 0);
	CHECK_INT(BIO_read(b, out, 1), 1);
	CHECK_INT(out[0], 0);
	CHECK_INT(BIO_tell(b), 1);
	CHECK_ERRORS("-");
}

static void are_read_by_descriptor(void)
{
	int fd = make_file();
	BIO *b = BIO_new_fd(fd, BIO_CLOSE);

	CHECK_INT(lseek(fd, (off_t)far, SEEK_SET), far);
	check_read(b);
	BIO_free(b);
	unlink(path);
}

static void are_read_by_name(void)
{
	FILE *stream = NULL;
	BIO *b;

	close(make_file());
	b = BIO_new_file(path, "r");
	if (CHECK(b != NULL)) {
		BIO_get_fp(b, &stream);
		CHECK_INT(fseeko(stream, (off_t)far, SEEK_SET), 0);
		check_read(b);
	}
	BIO_free(b);
	unlink(path);
}

static void are_sought(void)
{
	BIO *b;

	if (sizeof(long) == 4)
		contract_skip("no long is beyond 2 GB here");
	b = BIO_new_fd(make_file(), BIO_CLOSE);
	CHECK_INT(BIO_ctrl(b, BIO_C_FILE_SEEK, (long)far, NULL), far);
	check_read(b);
	BIO_free(b);
	unlink(path);
}

int main(void)
{
	static const struct contract_case cases[] = {
		{ "are read by descriptor", are_read_by_descriptor, 0, 0 },
		{ "are read by name", are_read_by_name, 0, 0 },
		{ "are sought", are_sought, 0, 0 },
	};

	return contract_main("large files", cases, sizeof(cases) / sizeof(cases[0]));
}
