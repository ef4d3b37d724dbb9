/* SPDX-License-Identifier: Apache-2.0 */
/* A record's data after it was raised: replacing it, and adding to it. */
#include <errno.h>
#include <string.h>

#include "base/memory.h"
#include "err/queue.h"

/*
 * How much data one record takes from ERR_add_error_txt(), so that a printed line of 4096 bytes has
 * room for it and what stands before.
 */
#define TXT_MAX 3995

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
		out->text = base_malloc(len + more + 1, NULL, 0);
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

/*
 * How much of the text fits, up to the end of the last separator in that: 0 if there is none, and
 * all of the room if there are no separators.
 */
static size_t piece_len(const char *text, const char *separator, size_t room)
{
	size_t end = strlen(separator);
	size_t len = 0;
	const char *next;

	if (end == 0)
		return room;
	while (
	    (next = strstr(text + len, separator)) != NULL && (size_t)(next - text) + end <= room)
		len = (size_t)(next - text) + end;
	return len;
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

static void add_piece(struct err_stack *stack, const char *before, const char *text, size_t len)
{
	size_t before_len = strlen(before);
	struct growth growth;

	if (!grow(&growth, stack, before_len + len))
		return;
	append(&growth, before, before_len);
	append(&growth, text, len);
	grown(&growth, stack);
}

/* The end of the text, without a separator behind it. */
static void add_last(struct err_stack *stack, const char *separator, const char *text, size_t len)
{
	size_t end = strlen(separator);
	bool has_data = stack->ring.err_data_flags[stack->ring.top] & ERR_TXT_STRING;

	if (len > 0 && piece_len(text, separator, len) == len)
		len -= end;
	add_piece(stack, has_data ? separator : "", text, len);
}

/*
 * How much text the newest record has room for, behind a separator. One without data has some even
 * if the separator is larger than a record.
 */
static size_t room_in(const struct err_stack *stack, const char *separator)
{
	size_t used = present_len(&stack->ring, stack->ring.top);
	size_t taken = used + strlen(separator);

	if (taken < TXT_MAX)
		return TXT_MAX - taken;
	return used == 0 ? TXT_MAX : 0;
}

/*
 * What fits of a text that does not fit whole, and a further record for the rest. Returns how much
 * was added. A record that has data already is left as it is if no separator is found in time; one
 * that has none takes what it can.
 */
static size_t add_first(struct err_stack *stack, const char *separator, const char *text)
{
	size_t room = room_in(stack, separator);
	size_t len = piece_len(text, separator, room);

	if (len > 0) {
		add_piece(stack, separator, text, len);
	} else if (present_len(&stack->ring, stack->ring.top) == 0) {
		len = room;
		add_piece(stack, "", text, len);
	}
	repeat_record(stack);
	return len;
}

/* To which record a text is added: a new one, of no library, if the newest has no code yet. */
static void find_record(struct err_stack *stack)
{
	ERR_STATE *ring = &stack->ring;

	if (ring->top != ring->bottom && ring->err_buffer[ring->top] != 0)
		return;
	err_begin(stack);
	ring->err_line[ring->top] = 0;
	err_set_code(stack, ERR_LIB_NONE, 0);
}

void ERR_add_error_txt(const char *sepr, const char *txt)
{
	struct err_stack *stack = err_stack();
	const char *separator = sepr == NULL ? "" : sepr;
	int saved = errno;
	size_t len;

	if (txt == NULL)
		return;
	find_record(stack);
	for (len = strlen(txt); len > room_in(stack, separator); len = strlen(txt))
		txt += add_first(stack, separator, txt);
	add_last(stack, separator, txt, len);
	errno = saved;
}
