/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sequences of calls of the error stack: never more than fifteen records, texts that end,
 * marks that are counted as they are set, errno as it was. Input: a call a byte, with what it
 * takes behind it.
 */
#define OPENSSL_SUPPRESS_DEPRECATED
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/crypto.h>
#include <openssl/err.h>

#include "check.h"

enum { TEXT_MAX = 9000 };

static ERR_STATE *kept;

/* A text of up to TEXT_MAX bytes, of what the input says again and again. */
static char *long_text(struct input *input)
{
	uint16_t len;
	uint8_t period;
	char *text;

	take(input, &len, sizeof(len));
	period = take_byte(input);
	len %= TEXT_MAX;
	text = malloc((size_t)len + 1);
	CHECK(text != NULL);
	for (size_t i = 0; i < len; i++)
		text[i] = period > 1 && i % period == 0 ? ',' : 'a';
	text[len] = '\0';
	return text;
}

static void raise_one(struct input *input)
{
	char *text = long_text(input);
	uint8_t lib = take_byte(input);
	int32_t reason;

	take(input, &reason, sizeof(reason));
	ERR_new();
	ERR_set_debug(lib & 1 ? text : NULL, reason, lib & 2 ? text : "");
	ERR_set_error(lib, reason, lib & 4 ? NULL : "%s", text);
	free(text);
}

static void add_data(struct input *input)
{
	char *text = long_text(input);

	ERR_add_error_data(2, text, NULL);
	free(text);
}

static void add_txt(struct input *input)
{
	static const char *const separators[] = { ",", "", NULL, ",a", "aa", ", " };
	const char *separator = separators[take_byte(input) % 6];
	char *text = long_text(input);

	ERR_add_error_txt(separator, text);
	free(text);
}

static void set_data(struct input *input)
{
	char *text = long_text(input);

	ERR_set_error_data(OPENSSL_strdup(text), ERR_TXT_MALLOCED | (take_byte(input) & 2));
	free(text);
}

static void only_new(struct input *input)
{
	(void)input;
	ERR_new();
}

static void set_mark(struct input *input)
{
	(void)input;
	CHECK(ERR_set_mark() == (ERR_get_state()->top != ERR_get_state()->bottom));
}

static void pop_to_mark(struct input *input)
{
	int above = ERR_count_to_mark();
	int marked = ERR_pop_to_mark();

	(void)input;
	CHECK(above >= 0 && above < ERR_NUM_ERRORS);
	CHECK(marked || ERR_peek_error() == 0);
}

static void clear_mark(struct input *input)
{
	(void)input;
	ERR_clear_last_mark();
}

static void pop(struct input *input)
{
	(void)input;
	ERR_pop();
}

static void get(struct input *input)
{
	const char *file = NULL, *func = NULL, *data = NULL;
	unsigned long peeked = ERR_peek_error();
	int line, flags;

	(void)input;
	CHECK(ERR_get_error_all(&file, &line, &func, &data, &flags) == peeked);
	CHECK(peeked == 0 || (file != NULL && func != NULL && data != NULL));
	CHECK(peeked == 0 || strlen(file) + strlen(func) + strlen(data) < SIZE_MAX);
}

static int count_line(const char *line, size_t len, void *unused)
{
	(void)unused;
	CHECK(strlen(line) == len && len < 4096);
	return 1;
}

static void print(struct input *input)
{
	(void)input;
	ERR_print_errors_cb(count_line, NULL);
}

static void clear(struct input *input)
{
	(void)input;
	ERR_clear_error();
	CHECK(ERR_peek_last_error() == 0);
}

static void save(struct input *input)
{
	(void)input;
	OSSL_ERR_STATE_save(kept);
	CHECK(ERR_peek_error() == 0);
}

static void save_to_mark(struct input *input)
{
	(void)input;
	OSSL_ERR_STATE_save_to_mark(kept);
	CHECK(ERR_count_to_mark() == 0);
}

static void restore(struct input *input)
{
	(void)input;
	OSSL_ERR_STATE_restore(kept);
}

static void stop_thread(struct input *input)
{
	(void)input;
	OPENSSL_thread_stop();
	CHECK(ERR_peek_error() == 0);
}

static void (*const calls[])(struct input *input) = { raise_one, add_data, add_txt, set_data,
	only_new, set_mark, pop_to_mark, clear_mark, pop, get, print, clear, save, save_to_mark,
	restore, stop_thread };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input input = { data, size };

	kept = OSSL_ERR_STATE_new();
	while (input.size > 0) {
		errno = 77;
		calls[take_byte(&input) % (sizeof(calls) / sizeof(calls[0]))](&input);
		CHECK(errno == 77);
	}
	ERR_clear_error();
	OSSL_ERR_STATE_free(kept);
	return 0;
}
