/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ERR_error_string_n() of any code into any room: ended by a NUL, never beyond the room, and where
 * it all fits, of the form "error:code:library:function:reason". Input: a code of eight bytes, a
 * size of two.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/err.h>

#include "check.h"

enum { ROOM = 1024 };

static void check_whole(unsigned long code)
{
	char text[ROOM], start[32];

	ERR_error_string_n(code, text, sizeof(text));
	snprintf(start, sizeof(start), "error:%08lX:", code);
	CHECK(strncmp(text, start, strlen(start)) == 0);
	CHECK(strchr(text + strlen(start), ':') != NULL);
}

/* In heap storage of just that size, so that a byte beyond is seen. */
static void check_cut(unsigned long code, size_t size)
{
	char whole[ROOM];
	char *text = malloc(size > 0 ? size : 1);

	CHECK(text != NULL);
	text[0] = '!';
	ERR_error_string_n(code, text, size);
	if (size == 0) {
		CHECK(text[0] == '!');
		free(text);
		return;
	}
	CHECK(strnlen(text, size) < size);
	ERR_error_string_n(code, whole, sizeof(whole));
	CHECK(strlen(whole) + 1 >= size || strcmp(whole, text) == 0);
	free(text);
}

/* The parts: a name that stays, or NULL. */
static void check_names(unsigned long code)
{
	const char *library = ERR_lib_error_string(code);
	const char *reason = ERR_reason_error_string(code);

	CHECK(library == NULL || library[0] != '\0');
	CHECK(reason == NULL || reason[0] != '\0');
	CHECK(library == ERR_lib_error_string(code) && reason == ERR_reason_error_string(code));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input input = { data, size };
	unsigned long code;
	uint16_t room;

	take(&input, &code, sizeof(code));
	take(&input, &room, sizeof(room));
	check_names(code);
	check_whole(code);
	check_cut(code, room % ROOM);
	return 0;
}
