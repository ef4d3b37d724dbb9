/* SPDX-License-Identifier: Apache-2.0 */
/* The sink that hands each write to the system's log as a message: BIO_s_log(3). */
#include <limits.h>
#include <string.h>

#include <openssl/bio.h>

#include "bio/bio_refuse.h"
#include "bio/control_table.h"
#include "bio/object.h"
#include "bio/put_text.h"
#include "sys/systemlog.h"

/* The word that begins a message says how severe it is, and is left out. */
struct word {
	const char *text;
	enum sys_log_severity severity;
};

static const struct word words[] = {
	{ "PANIC ", SYS_LOG_EMERGENCY },
	{ "EMERG ", SYS_LOG_EMERGENCY },
	{ "EMR ", SYS_LOG_EMERGENCY },
	{ "ALERT ", SYS_LOG_ALERT },
	{ "ALR ", SYS_LOG_ALERT },
	{ "CRIT ", SYS_LOG_CRITICAL },
	{ "CRI ", SYS_LOG_CRITICAL },
	{ "ERROR ", SYS_LOG_ERROR },
	{ "ERR ", SYS_LOG_ERROR },
	{ "WARNING ", SYS_LOG_WARNING },
	{ "WARN ", SYS_LOG_WARNING },
	{ "WAR ", SYS_LOG_WARNING },
	{ "NOTICE ", SYS_LOG_NOTICE },
	{ "NOTE ", SYS_LOG_NOTICE },
	{ "NOT ", SYS_LOG_NOTICE },
	{ "INFO ", SYS_LOG_INFORMATION },
	{ "INF ", SYS_LOG_INFORMATION },
	{ "DEBUG ", SYS_LOG_DEBUG },
	{ "DBG ", SYS_LOG_DEBUG },
};

/* Without a word it is an error. */
static const struct word none = { "", SYS_LOG_ERROR };

static int log_create(BIO *b)
{
	b->data = sys_log_open("application", SYS_LOG_DAEMON);
	b->init = 1;
	return 1;
}

static int log_destroy(BIO *b)
{
	sys_log_close(b->data);
	b->data = NULL;
	return 1;
}

static const struct word *word_of(const char *text, size_t n)
{
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		size_t length = strlen(words[i].text);

		if (n >= length && memcmp(text, words[i].text, length) == 0)
			return &words[i];
	}
	return &none;
}

static int log_write(BIO *b, const char *in, size_t size, size_t *out_n)
{
	const struct word *word;
	size_t length;

	if (in == NULL)
		return bio_refuse_null(ERR_PLACE_OF("BIO_write"));
	if (size > INT_MAX)
		size = INT_MAX;
	word = word_of(in, size);
	length = strlen(word->text);
	sys_log_write(b->data, word->severity, in + length, size - length);
	*out_n = size;
	return size > 0;
}

static int log_puts(BIO *b, const char *text)
{
	return bio_put_text(b, text, log_write);
}

/* The messages get another name and facility. WARNING: 0, as OpenSSL returns. */
static long open_again(BIO *b, long number, void *pointer)
{
	sys_log_close(b->data);
	b->data = sys_log_open(pointer, (int)number);
	return 0;
}

static const struct bio_control controls[] = {
	{ BIO_CTRL_SET, open_again },
};

static long log_ctrl(BIO *b, int command, long number, void *pointer)
{
	return bio_control(
	    controls, sizeof(controls) / sizeof(controls[0]), b, command, number, pointer);
}

static const BIO_METHOD method = {
	.mark = bio_mark,
	.type = BIO_TYPE_MEM, /* as OpenSSL has it */
	.name = "syslog",
	.write = log_write,
	.puts = log_puts,
	.ctrl = log_ctrl,
	.create = log_create,
	.destroy = log_destroy,
};

const BIO_METHOD *BIO_s_log(void)
{
	return &method;
}
