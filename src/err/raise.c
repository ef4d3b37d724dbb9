/* SPDX-License-Identifier: Apache-2.0 */
/* Raising an error: by the public steps new, debug, error, and in one go for the layers above. */
#include "err/raise.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "err/queue.h"

static unsigned long pack(int lib, int reason)
{
	if (lib == ERR_LIB_SYS)
		return ERR_SYSTEM_FLAG | ((unsigned int)reason & ERR_SYSTEM_MASK);
	return ERR_PACK((unsigned int)lib, 0, (unsigned int)reason);
}

void err_set_code(struct err_stack *stack, int lib, int reason)
{
	stack->ring.err_buffer[stack->ring.top] = pack(lib, reason);
}

/* Empty is as good as none. */
static char *keep_or_null(struct err_stack *stack, int slot, enum err_text which, const char *text)
{
	if (text == NULL || text[0] == '\0') {
		err_own(stack, slot, which, NULL);
		return NULL;
	}
	return err_keep(stack, slot, which, text, strlen(text));
}

void ERR_set_debug(const char *file, int line, const char *func)
{
	struct err_stack *stack = err_stack();
	ERR_STATE *ring = &stack->ring;
	int saved = errno;

	ring->err_file[ring->top] = keep_or_null(stack, ring->top, ERR_TEXT_FILE, file);
	ring->err_func[ring->top] = keep_or_null(stack, ring->top, ERR_TEXT_FUNC, func);
	ring->err_line[ring->top] = line;
	errno = saved;
}

static void keep_data(struct err_stack *stack, const char *text, size_t len)
{
	ERR_STATE *ring = &stack->ring;

	ring->err_data[ring->top] = err_keep(stack, ring->top, ERR_TEXT_DATA, text, len);
	ring->err_data_size[ring->top] = len + 1;
	ring->err_data_flags[ring->top] = ERR_TXT_MALLOCED | ERR_TXT_STRING;
}

/* The printf arguments may include the data that is replaced, so the new text is made aside. */
static void set_data(struct err_stack *stack, const char *format, va_list args)
{
	char text[ERR_MAX_DATA_SIZE];
	int wanted = vsnprintf(text, sizeof(text), format, args);
	size_t len = wanted < 0 ? 0 : (size_t)wanted;

	if (len >= sizeof(text))
		len = sizeof(text) - 1;
	keep_data(stack, text, len);
}

void ERR_vset_error(int lib, int reason, const char *fmt, va_list args)
{
	struct err_stack *stack = err_stack();
	int saved = errno;

	if (fmt != NULL) {
		set_data(stack, fmt, args);
	} else {
		err_own(stack, stack->ring.top, ERR_TEXT_DATA, NULL);
		err_drop_data(stack, stack->ring.top);
	}
	err_set_code(stack, lib, reason);
	errno = saved;
}

void ERR_set_error(int lib, int reason, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	ERR_vset_error(lib, reason, fmt, args);
	va_end(args);
}

/* The place's strings live as long as the program, so their addresses will do. */
static struct err_stack *begin_at(struct err_place place)
{
	struct err_stack *stack = err_stack();
	ERR_STATE *ring = &stack->ring;

	err_begin(stack);
	ring->err_file[ring->top] = (char *)err_file_name(place.file);
	ring->err_line[ring->top] = place.line;
	ring->err_func[ring->top] = (char *)place.func;
	return stack;
}

void err_raise(struct err_place place, int lib, int reason)
{
	err_set_code(begin_at(place), lib, reason);
}

void err_raise_data(struct err_place place, int lib, int reason, const char *format, ...)
{
	struct err_stack *stack = begin_at(place);
	int saved = errno;
	va_list args;

	va_start(args, format);
	set_data(stack, format, args);
	va_end(args);
	err_set_code(stack, lib, reason);
	errno = saved;
}

void err_raise_texts(struct err_place place, int lib, int reason, ...)
{
	struct err_stack *stack = begin_at(place);
	char joined[ERR_MAX_DATA_SIZE];
	int saved = errno;
	size_t len = 0;
	const char *text;
	va_list args;

	va_start(args, reason);
	while ((text = va_arg(args, const char *)) != NULL) {
		size_t n = strlen(text);

		if (n > sizeof(joined) - 1 - len)
			n = sizeof(joined) - 1 - len;
		memcpy(joined + len, text, n);
		len += n;
	}
	va_end(args);
	keep_data(stack, joined, len);
	err_set_code(stack, lib, reason);
	errno = saved;
}
