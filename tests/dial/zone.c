/* SPDX-License-Identifier: Apache-2.0 */
/* Questions to the resolver (RFC 1035, 4.1), and their answers. */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <arpa/inet.h>
#include <sys/socket.h>

#include "dial/lab.h"

enum { HEADER = 12, TYPE_A = 1, TYPE_AAAA = 28, NO_SUCH_NAME = 3 };

/* Where the question's type is: behind the name. 0: there is no whole question. */
static size_t end_of_name(const unsigned char *question, size_t n)
{
	size_t at = HEADER;

	while (at < n && question[at] != 0)
		at += (size_t)question[at] + 1;
	return at + 5 <= n ? at + 1 : 0;
}

/* Of "row7.example": 7; -1 of another. */
static int row_of(const unsigned char *question)
{
	char label[64] = "";
	int row = -1, end = 0;

	memcpy(label, question + HEADER + 1, question[HEADER] & 63);
	return sscanf(label, "row%d%n", &row, &end) == 1 && label[end] == '\0' ? row : -1;
}

static void put16(unsigned char *out, unsigned int value)
{
	out[0] = (unsigned char)(value >> 8);
	out[1] = (unsigned char)value;
}

/* One record, whose name is the question's. Its length. */
static size_t put_record(unsigned char *out, int family, const char *text)
{
	size_t size = family == AF_INET ? 4 : 16;

	put16(out, 0xc000 + HEADER);
	put16(out + 2, family == AF_INET ? TYPE_A : TYPE_AAAA);
	put16(out + 4, 1);
	memset(out + 6, 0, 4);
	put16(out + 10, (unsigned int)size);
	inet_pton(family, text, out + 12);
	return 12 + size;
}

static size_t put_records(unsigned char *out, size_t at, int family, const char *addresses)
{
	char texts[512], *rest = NULL;
	unsigned int n = 0;

	snprintf(texts, sizeof(texts), "%s", addresses);
	for (char *word = strtok_r(texts, " ", &rest); word != NULL;
	     word = strtok_r(NULL, " ", &rest)) {
		at += put_record(out + at, family, word);
		n++;
	}
	put16(out + 6, n);
	return at;
}

size_t zone_answer(const struct lab_name *names, size_t n_names, const unsigned char *question,
    size_t n, unsigned char out[ZONE_SIZE], int *out_after_ms)
{
	static const struct lab_answer nothing = { 0, "" };
	const struct lab_answer *answer = &nothing;
	size_t type_at = n > HEADER && n < 300 ? end_of_name(question, n) : 0;
	int row, type;

	if (type_at == 0)
		return 0;
	row = row_of(question);
	type = question[type_at] << 8 | question[type_at + 1];
	memcpy(out, question, type_at + 4);
	put16(out + 2, 0x8180); /* an answer, recursion as wished */
	memset(out + 4, 0, 8);
	put16(out + 4, 1);
	if (row < 0 || (size_t)row >= n_names)
		put16(out + 2, 0x8180 + NO_SUCH_NAME);
	else if (type == TYPE_A)
		answer = &names[row].v4;
	else if (type == TYPE_AAAA)
		answer = &names[row].v6;
	*out_after_ms = answer->after_ms;
	return put_records(
	    out, type_at + 4, type == TYPE_A ? AF_INET : AF_INET6, answer->addresses);
}
