/* SPDX-License-Identifier: Apache-2.0 */
/* Reading the error stack: one function, and its many public forms. */
#include "err/queue.h"

enum pick { GET_OLDEST, PEEK_OLDEST, PEEK_NEWEST };

/* Where the caller wants what; any may be NULL. */
struct outputs {
	const char **file;
	int *line;
	const char **func;
	const char **data;
	int *flags;
};

static const struct outputs nothing;

static const char *or_empty(const char *text)
{
	return text == NULL ? "" : text;
}

static void put_text(const char **out, const char *text)
{
	if (out != NULL)
		*out = or_empty(text);
}

static void put_int(int *out, int value)
{
	if (out != NULL)
		*out = value;
}

static unsigned long read_record(enum pick pick, struct outputs out)
{
	ERR_STATE *ring = &err_stack()->ring;
	int slot = pick == PEEK_NEWEST ? ring->top : err_next(ring->bottom);
	unsigned long code = ring->err_buffer[slot];

	if (ring->top == ring->bottom)
		return 0;
	put_text(out.file, ring->err_file[slot]);
	put_int(out.line, ring->err_line[slot]);
	put_text(out.func, ring->err_func[slot]);
	put_text(out.data, ring->err_data[slot]);
	put_int(out.flags, ring->err_data_flags[slot]);
	if (pick == GET_OLDEST) {
		ring->bottom = slot;
		ring->err_buffer[slot] = 0;
	}
	return code;
}

unsigned long ERR_get_error(void)
{
	return read_record(GET_OLDEST, nothing);
}

unsigned long ERR_get_error_line(const char **file, int *line)
{
	return read_record(GET_OLDEST, (struct outputs){ .file = file, .line = line });
}

unsigned long ERR_get_error_line_data(const char **file, int *line, const char **data, int *flags)
{
	return read_record(GET_OLDEST,
	    (struct outputs){ .file = file, .line = line, .data = data, .flags = flags });
}

unsigned long ERR_get_error_all(
    const char **file, int *line, const char **func, const char **data, int *flags)
{
	return read_record(GET_OLDEST,
	    (struct outputs){
	        .file = file, .line = line, .func = func, .data = data, .flags = flags });
}

unsigned long ERR_peek_error(void)
{
	return read_record(PEEK_OLDEST, nothing);
}

unsigned long ERR_peek_error_line(const char **file, int *line)
{
	return read_record(PEEK_OLDEST, (struct outputs){ .file = file, .line = line });
}

unsigned long ERR_peek_error_func(const char **func)
{
	return read_record(PEEK_OLDEST, (struct outputs){ .func = func });
}

unsigned long ERR_peek_error_data(const char **data, int *flags)
{
	return read_record(PEEK_OLDEST, (struct outputs){ .data = data, .flags = flags });
}

unsigned long ERR_peek_error_line_data(const char **file, int *line, const char **data, int *flags)
{
	return read_record(PEEK_OLDEST,
	    (struct outputs){ .file = file, .line = line, .data = data, .flags = flags });
}

unsigned long ERR_peek_error_all(
    const char **file, int *line, const char **func, const char **data, int *flags)
{
	return read_record(PEEK_OLDEST,
	    (struct outputs){
	        .file = file, .line = line, .func = func, .data = data, .flags = flags });
}

unsigned long ERR_peek_last_error(void)
{
	return read_record(PEEK_NEWEST, nothing);
}

unsigned long ERR_peek_last_error_line(const char **file, int *line)
{
	return read_record(PEEK_NEWEST, (struct outputs){ .file = file, .line = line });
}

unsigned long ERR_peek_last_error_func(const char **func)
{
	return read_record(PEEK_NEWEST, (struct outputs){ .func = func });
}

unsigned long ERR_peek_last_error_data(const char **data, int *flags)
{
	return read_record(PEEK_NEWEST, (struct outputs){ .data = data, .flags = flags });
}

unsigned long ERR_peek_last_error_line_data(
    const char **file, int *line, const char **data, int *flags)
{
	return read_record(PEEK_NEWEST,
	    (struct outputs){ .file = file, .line = line, .data = data, .flags = flags });
}

unsigned long ERR_peek_last_error_all(
    const char **file, int *line, const char **func, const char **data, int *flags)
{
	return read_record(PEEK_NEWEST,
	    (struct outputs){
	        .file = file, .line = line, .func = func, .data = data, .flags = flags });
}
