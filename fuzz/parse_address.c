/* SPDX-License-Identifier: Apache-2.0 */
/*
 * biosock_parse_address() of any text: what comes out are pieces of it, what is refused leaves one
 * record and nothing else, and a path comes out whole. Input: the text.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <biosock.h>
#include <openssl/bio.h>

#include "check.h"

static void check_part(const char *part, const char *text)
{
	if (part == NULL)
		return;
	CHECK(strstr(text, part) != NULL);
	CHECK(part[0] != '\0' && strcmp(part, "*") != 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input input = { data, size };
	char *text = take_text(&input), *host = text, *service = text;
	int r;

	errno = 0;
	r = biosock_parse_address(text, &host, &service);
	CHECK(r == 0 || r == 1);
	CHECK(drain_errors() == (r == 1 ? 0 : 1));
	CHECK(errno == (r == 1 ? 0 : EINVAL));
	CHECK(r == 1 || (host == NULL && service == NULL));
	check_part(host, text);
	check_part(service, text);
	if (r == 1 && strncmp(text, "unix:", 5) == 0)
		CHECK(strcmp(host, text) == 0 && service == NULL);
	OPENSSL_free(host);
	OPENSSL_free(service);
	free(text);
	return 0;
}
