/* SPDX-License-Identifier: Apache-2.0 */
/* Answers to the probes' questions as text. */
#include "cmd/sys/probe.h"

#include <stdarg.h>
#include <stdio.h>

void sys_answer(struct sys_finding *out, enum sys_mark mark, const char *format, ...)
{
	va_list ap;

	out->mark = mark;
	out->advice[0] = '\0';
	va_start(ap, format);
	vsnprintf(out->value, sizeof(out->value), format, ap);
	va_end(ap);
}

void sys_advise(struct sys_finding *out, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	vsnprintf(out->advice, sizeof(out->advice), format, ap);
	va_end(ap);
}
