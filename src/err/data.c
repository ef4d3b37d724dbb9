/* SPDX-License-Identifier: Apache-2.0 */
/* A record's data after it was raised: replacing it, and adding to it. */
#include <errno.h>
#include <string.h>

#include "err/queue.h"

/*
 * How much data one record takes from ERR_add_error_txt(), so that a printed line of 4096 bytes
 * holds it.
 */
#define TXT_MAX 3840

void ERR_set_error_data(char *data, int flags)
{
	struct err_stack *stack = err_stack();
	ERR_STATE *ring = &stack->ring;
	int slot = ring->top;

	err_own(stack, slot, ERR_TEXT_DATA, flags & ERR_TXT_MALLOCED ? data : NULL);
	ring->err_data[slot] = data;
	ring->err_data_size[slot] = data == NULL ? 0 : strlen(data) + 1;
	ring->err_data_flags[slot] = data == NULL ? 0 : flags;
}

/* The data that is added to: only text which the stack holds itself. */
static size_t present_len(const ERR_STATE *ring, int slot)
{
	const int wanted = ERR_TXT_MALLOCED | ERR_TXT_STRING;

	if (ring->err_data[slot] == NULL || (ring->err_data_flags[slot] & wanted) != wanted)
		return 0;
	return strlen(ring->err_data[slot]);
}

/*
 * Data that is being put together, beside the record: the texts that are added may be the record's
 * own data. `text` is `small` or owned.
 */
struct growth {
	char *text;
	size_t len;
	char small[sizeof(((struct err_room *)NULL)->data)];
};

static void append(struct growth *growth, const char *text, size_t len)
{
	memcpy(growth->text + growth->len, text, len);
	growth->len += len;
}

/* Begins with the data of the newest record and room for `more` bytes. False without memory. */
static bool grow(struct growth *out, struct err_stack *stack, size_t more)
{
	const ERR_STATE *ring = &stack->ring;
	size_t len = present_len(ring, ring->top);

	out->len = 0;
	out->text = out->small;
	if (len + more >= sizeof(out->small))
		out->text = CRYPTO_malloc(len + more + 1, NULL, 0);
	if (out->text == NULL)
		return false;
	if (len > 0)
		append(out, ring->err_data[ring->top], len);
	return true;
}

/* Gives the newest record what was put together. */
static void grown(struct growth *growth, struct err_stack *stack)
{
	ERR_STATE *ring = &stack->ring;
	int slot = ring->top;

	growth->text[growth->len] = '\0';
	if (growth->text == growth->small) {
		ring->err_data[slot] =
		    err_keep(stack, slot, ERR_TEXT_DATA, growth->text, growth->len);
	} else {
		err_own(stack, slot, ERR_TEXT_DATA, growth->text);
		ring->err_data[slot] = growth->text;
	}
	ring->err_data_size[slot] = growth->len + 1;
	ring->err_data_flags[slot] = ERR_TXT_MALLOCED | ERR_TXT_STRING;
}

static const char *next_text(va_list *args)
{
	const char *text = va_arg(*args, const char *);

	return text == NULL ? "<NULL>" : text;
}

static size_t total_len(int num, va_list args)
{
	va_list copy;
	size_t total = 0;

	va_copy(copy, args);
	for (int i = 0; i < num; i++)
		total += strlen(next_text(&copy));
	va_end(copy);
	return total;
}

static void add_texts(struct growth *growth, int num, va_list args)
{
	va_list copy;

	va_copy(copy, args);
	for (int i = 0; i < num; i++) {
		const char *text = next_text(&copy);

		append(growth, text, strlen(text));
	}
	va_end(copy);
}

void ERR_add_error_vdata(int num, va_list args)
{
	struct err_stack *stack = err_stack();
	struct growth growth;
	int saved = errno;

	if (grow(&growth, stack, total_len(num, args))) {
		add_texts(&growth, num, args);
		grown(&growth, stack);
	}
	errno = saved;
}

void ERR_add_error_data(int num, ...)
{
	va_list args;

	va_start(args, num);
	ERR_add_error_vdata(num, args);
	va_end(args);
}

/* As much of the text as fits, up to the end of a separator if there is one in it. */
static size_t piece_len(const char *text, const char *separator, size_t room)
{
	size_t len = OPENSSL_strnlen(text, room + 1);
	size_t end = strlen(separator);

	if (len <= room)
		return len;
	for (size_t at = room; end > 0 && at > end; at--) {
		if (memcmp(text + at - end, separator, end) == 0)
			return at;
	}
	return room;
}

/* A further record that says the same as the newest. */
static void repeat_record(struct err_stack *stack)
{
	ERR_STATE *ring = &stack->ring;
	int from = ring->top;

	ERR_new();
	ERR_set_debug(ring->err_file[from], ring->err_line[from], ring->err_func[from]);
	ring->err_buffer[ring->top] = ring->err_buffer[from];
}

static void add_piece(struct err_stack *stack, const char *separator, const char *text, size_t len)
{
	size_t separator_len = strlen(separator);
	struct growth growth;

	if (!grow(&growth, stack, separator_len + len))
		return;
	append(&growth, separator, separator_len);
	append(&growth, text, len);
	grown(&growth, stack);
}

void ERR_add_error_txt(const char *sepr, const char *txt)
{
	struct err_stack *stack = err_stack();
	ERR_STATE *ring = &stack->ring;
	const char *separator = sepr == NULL ? "" : sepr;
	const char *before;
	int saved = errno;

	if (txt == NULL)
		return;
	if (ring->top == ring->bottom) {
		err_begin(stack);
		ring->err_line[ring->top] = 0;
		err_set_code(stack, ERR_LIB_NONE, 0);
	}
	before = ring->err_data_flags[ring->top] & ERR_TXT_STRING ? separator : "";
	do {
		size_t used = present_len(ring, ring->top) + strlen(before);

		if (used < TXT_MAX) {
			size_t len = piece_len(txt, separator, TXT_MAX - used);

			add_piece(stack, before, txt, len);
			txt += len;
		}
		if (*txt != '\0')
			repeat_record(stack);
		before = "";
	} while (*txt != '\0');
	errno = saved;
}
