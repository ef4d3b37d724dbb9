/* SPDX-License-Identifier: Apache-2.0 */
/* BIO_s_log(3), with a syslog(3) that is the test's own. */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "support/contract.h"
#include "support/format.h"
#include "support/interpose.h"

static char told[20000];
static char message[10000];

static void note(const char *format, ...) FORMAT(1, 2);

static void note(const char *format, ...)
{
	size_t n = strlen(told);
	va_list args;

	va_start(args, format);
	vsnprintf(told + n, sizeof(told) - n, format, args);
	va_end(args);
}

static void check_told(const char *want)
{
	CHECK_STR(told, want);
	told[0] = '\0';
}

/* <syslog.h> is left alone: where it is hardened it has bodies of its own. */
void INTERPOSED(openlog)(const char *name, int option, int facility);
void INTERPOSED(syslog)(int priority, const char *format, ...) FORMAT(2, 3);
void INTERPOSED(closelog)(void);
void __syslog_chk(int priority, int flag, const char *format, ...) FORMAT(3, 4);

void INTERPOSED(openlog)(const char *name, int option, int facility)
{
	note("open %s %d %d;", name == NULL ? "-" : name, option, facility);
	errno = ENOENT;
}

static void take(int priority, const char *format, va_list args)
{
	vsnprintf(message, sizeof(message), format, args);
	note("%d %.60s;", priority, message);
	errno = ENOENT;
}

void INTERPOSED(syslog)(int priority, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	take(priority, format, args);
	va_end(args);
}

/* What a hardened library calls. */
void __syslog_chk(int priority, int flag, const char *format, ...)
{
	va_list args;

	(void)flag;
	va_start(args, format);
	take(priority, format, args);
	va_end(args);
}

void INTERPOSED(closelog)(void)
{
	note("close;");
	errno = ENOENT;
}

static BIO *log_new(void)
{
	BIO *b = BIO_new(BIO_s_log());

	told[0] = '\0';
	return b;
}

static void opens_and_closes_the_log(void)
{
	BIO *b = BIO_new(BIO_s_log());

	check_told("open application 3 24;");
	CHECK_INT(BIO_method_type(b), BIO_TYPE_MEM);
	CHECK_STR(BIO_method_name(b), "syslog");
	CHECK_INT(BIO_ctrl(b, BIO_CTRL_SET, 16 << 3, (void *)"name"), 0);
	check_told("close;open name 3 128;");
	CHECK_INT(BIO_ctrl(b, BIO_CTRL_SET, 0, NULL), 0);
	check_told("close;open - 3 0;");
	BIO_free(b);
	check_told("close;");
	CHECK_ERRORS("-");
}

static void a_word_says_how_severe_it_is(void)
{
	static const struct {
		const char *text, *want;
	} cases[] = {
		{ "PANIC a", "0 a;" },
		{ "EMERG a", "0 a;" },
		{ "EMR a", "0 a;" },
		{ "ALERT a", "1 a;" },
		{ "ALR a", "1 a;" },
		{ "CRIT a", "2 a;" },
		{ "CRI a", "2 a;" },
		{ "ERROR a", "3 a;" },
		{ "ERR a", "3 a;" },
		{ "WARNING a", "4 a;" },
		{ "WARN a", "4 a;" },
		{ "WAR a", "4 a;" },
		{ "NOTICE a", "5 a;" },
		{ "NOTE a", "5 a;" },
		{ "NOT a", "5 a;" },
		{ "INFO a", "6 a;" },
		{ "INF a", "6 a;" },
		{ "DEBUG a", "7 a;" },
		{ "DBG a", "7 a;" },
		{ "DBG  a", "7  a;" },
		{ "DBG ", "7 ;" },
		{ "DBG", "3 DBG;" },
		{ "DBG:a", "3 DBG:a;" },
		{ "DBG\ta", "3 DBG\ta;" },
		{ "DEB a", "3 DEB a;" },
		{ "dbg a", "3 dbg a;" },
		{ " DBG a", "3  DBG a;" },
		{ "EMERGENCY a", "3 EMERGENCY a;" },
		{ "FATAL a", "3 FATAL a;" },
		{ "a DBG b\n", "3 a DBG b\n;" },
		{ "100%s%n", "3 100%s%n;" },
		{ "a\nINFO b", "3 a\nINFO b;" },
		{ "", "3 ;" },
	};
	BIO *b = log_new();

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		int n = (int)strlen(cases[i].text);

		CHECK_INT(BIO_puts(b, cases[i].text), n);
		check_told(cases[i].want);
		CHECK_INT(BIO_write(b, cases[i].text, n), n);
		check_told(n > 0 ? cases[i].want : "");
	}
	CHECK_INT(BIO_printf(b, "INFO %d", 5), 6);
	check_told("6 5;");
	CHECK_ERRORS("-");
	BIO_free(b);
}

static void writes_no_more_than_it_was_given(void)
{
	static const struct {
		const char *bytes;
		int n;
		const char *want;
	} cases[] = {
		{ "INFO abc", 6, "6 a;" },
		{ "INFO abc", 5, "6 ;" },
		{ "INFO abc", 4, "3 INFO;" },
		{ "INFO abc", 1, "3 I;" },
		{ "a\0b", 3, "3 a;" },
	};
	BIO *b = log_new();

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		CHECK_INT(BIO_write(b, cases[i].bytes, cases[i].n), cases[i].n);
		check_told(cases[i].want);
	}
	BIO_free(b);
}

static void writes_long_messages_whole(void)
{
	static char many[9001];
	BIO *b = log_new();

	memset(many, 'x', 9000);
	CHECK_INT(BIO_puts(b, many), 9000);
	CHECK_INT(strlen(message), 9000);
	CHECK_INT(BIO_write(b, many, 3000), 3000);
	CHECK_INT(strlen(message), 3000);
	BIO_free(b);
}

static void does_nothing_else(void)
{
	BIO *b = log_new();
	char out[4];

	for (int command = 0; command < 200; command++)
		if (command != BIO_CTRL_SET)
			CHECK_INT(BIO_ctrl(b, command, 0, NULL), 0);
	check_told("");
	CHECK(BIO_dup_chain(b) == NULL);
	CHECK_ERRORS("-");
	CHECK_INT(BIO_read(b, out, 3), -2);
	CHECK_ERRORS("BIO routines:unsupported method");
	CHECK_INT(BIO_gets(b, out, 3), -2);
	CHECK_ERRORS("BIO routines:unsupported method");
	CHECK_INT(BIO_callback_ctrl(b, BIO_CTRL_SET_CALLBACK, NULL), -2);
	CHECK_ERRORS("BIO routines:unsupported method");
	BIO_free(b);
}

static void keeps_errno_and_refuses_null(void)
{
	BIO *b;

	if (contract_is_oracle())
		contract_skip("OpenSSL crashes");
	b = log_new();
	errno = EAGAIN;
	CHECK_INT(BIO_puts(b, "a"), 1);
	CHECK_INT(errno, EAGAIN);
	told[0] = '\0';
	CHECK_INT(BIO_write(b, NULL, 3), -1);
	CHECK_ERRORS("BIO routines:passed a null parameter");
	CHECK_INT(BIO_puts(b, NULL), -1);
	CHECK_ERRORS("BIO routines:passed a null parameter");
	check_told("");
	errno = EAGAIN;
	BIO_free(b);
	CHECK_INT(errno, EAGAIN);
	BIO_free(BIO_new(BIO_s_log()));
	CHECK_INT(errno, EAGAIN);
}

int main(void)
{
	static const struct contract_case cases[] = {
		{ "opens and closes the log", opens_and_closes_the_log, 0, 0 },
		{ "a word says how severe it is", a_word_says_how_severe_it_is, 0, 0 },
		{ "writes no more than it was given", writes_no_more_than_it_was_given, 0, 0 },
		{ "writes long messages whole", writes_long_messages_whole, 0, 0 },
		{ "does nothing else", does_nothing_else, 0, 0 },
		{ "keeps errno and refuses NULL", keeps_errno_and_refuses_null, 0, 0 },
	};

	return contract_main("s_log", cases, sizeof(cases) / sizeof(cases[0]));
}
