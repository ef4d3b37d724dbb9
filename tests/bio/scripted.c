/* SPDX-License-Identifier: Apache-2.0 */
/* A source and sink that does as it is told, and remembers what it was asked. */
#include "scripted.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "support/contract.h"

static struct {
	const char *script;
	char trace[8192];
	char shown[8192];
	size_t trace_n;
	char written[65536];
	size_t written_n;
	unsigned next; /* letter to be read */
} told;

static void note(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	told.trace_n += (size_t)vsnprintf(
	    told.trace + told.trace_n, sizeof(told.trace) - told.trace_n, format, args);
	va_end(args);
}

/* What the script says of a call for n bytes. */
static int act(BIO *b, int n, int retry_flag)
{
	char step = *told.script != '\0' ? *told.script++ : '*';

	BIO_clear_retry_flags(b);
	if (step == '-')
		BIO_set_flags(b, retry_flag | BIO_FLAGS_SHOULD_RETRY);
	if (step == '-' || step == '!')
		return -1;
	return step == '*' || step - '0' > n ? n : step - '0';
}

static int read_told(BIO *b, char *out, int size)
{
	int n = act(b, size, BIO_FLAGS_READ);

	note(" read %d=%d", size, n);
	for (int i = 0; i < n; i++)
		out[i] = (char)('a' + told.next++ % 26);
	return n;
}

static int write_told(BIO *b, const char *in, int size)
{
	int n = act(b, size, BIO_FLAGS_WRITE);

	note(" write %d=%d", size, n);
	if (n > 0 && told.written_n + (size_t)n < sizeof(told.written)) {
		memcpy(told.written + told.written_n, in, (size_t)n);
		told.written_n += (size_t)n;
	}
	return n;
}

static long control_told(BIO *b, int command, long number, void *pointer)
{
	long ret;

	(void)number;
	(void)pointer;
	if (command == BIO_CTRL_PUSH || command == BIO_CTRL_POP)
		return 0;
	if (command != BIO_CTRL_FLUSH) {
		note(" ctrl %d", command);
		return 7;
	}
	ret = act(b, 1, BIO_FLAGS_WRITE);
	note(" flush=%ld", ret);
	return ret;
}

static int create_told(BIO *b)
{
	BIO_set_init(b, 1);
	return 1;
}

BIO *scripted_new(const char *script)
{
	static BIO_METHOD *method;

	if (method == NULL) {
		method = BIO_meth_new(BIO_TYPE_SOURCE_SINK | 0x60, "scripted");
		BIO_meth_set_read(method, read_told);
		BIO_meth_set_write(method, write_told);
		BIO_meth_set_ctrl(method, control_told);
		BIO_meth_set_create(method, create_told);
	}
	memset(&told, 0, sizeof(told));
	told.script = script;
	return BIO_new(method);
}

void scripted_tell(const char *script)
{
	told.script = script;
}

const char *scripted_trace(void)
{
	memcpy(told.shown, told.trace, sizeof(told.shown));
	told.trace[0] = '\0';
	told.trace_n = 0;
	return told.shown[0] == ' ' ? told.shown + 1 : told.shown;
}

const char *scripted_written(void)
{
	told.written[told.written_n] = '\0';
	return told.written;
}

void scripted_flush_waits(BIO *filter)
{
	BIO_write(filter, "hello", 5);
	for (int i = 0; i < 3; i++) {
		BIO_clear_retry_flags(filter);
		CHECK_INT(BIO_flush(filter), -1);
		CHECK_INT(BIO_test_flags(filter, ~0), BIO_FLAGS_WRITE | BIO_FLAGS_SHOULD_RETRY);
	}
	CHECK_STR(scripted_trace(), "write 5=5 flush=-1 flush=-1 flush=-1");
	BIO_clear_retry_flags(filter);
	CHECK_INT(BIO_flush(filter), 1);
	CHECK_INT(BIO_should_retry(filter), 0);
	BIO_free_all(filter);
}
