/* SPDX-License-Identifier: Apache-2.0 */
/* Durations, by whole numbers: strtod(3) takes "inf" and "0x1p3", and commas in some countries. */
#include "cmd/duration.h"

#include <limits.h>
#include <stddef.h>
#include <string.h>

enum { MICRO = 1000000 };

static const struct {
	const char *name;
	int ms;
} units[] = { { "", 1000 }, { "ms", 1 }, { "s", 1000 }, { "m", 60 * 1000 }, { "h", 3600 * 1000 } };

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The digits at *at, which ends behind them; what is more than INT_MAX is INT_MAX + 1. */
static long long read_whole(const char **at)
{
	long long n = 0;

	for (; is_digit(**at); (*at)++) {
		n = 10 * n + (**at - '0');
		if (n > INT_MAX)
			n = INT_MAX + 1LL;
	}
	return n;
}

/* The digits at *at as millionths, rounded up. */
static long long read_fraction(const char **at)
{
	long long n = 0, rest = 0;

	for (int weight = MICRO / 10; is_digit(**at); weight /= 10, (*at)++) {
		n += (long long)(**at - '0') * weight;
		if (weight == 0 && **at != '0')
			rest = 1;
	}
	return n + rest;
}

bool duration_ms(const char *text, int *out_ms)
{
	const char *at = text;
	long long whole = read_whole(&at), micro = 0, ms;

	if (at == text)
		return false;
	if (*at == '.' && is_digit(at[1])) {
		at++;
		micro = read_fraction(&at);
	}
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		if (strcmp(at, units[i].name) != 0)
			continue;
		ms = whole * units[i].ms + (micro * units[i].ms + MICRO - 1) / MICRO;
		*out_ms = ms <= INT_MAX ? (int)ms : 0;
		return ms <= INT_MAX;
	}
	return false;
}
