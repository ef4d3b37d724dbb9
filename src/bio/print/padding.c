/* SPDX-License-Identifier: Apache-2.0 */
/* Formats whose numbers ask for more padding than anybody wants. */
#include "bio/print/padding.h"

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

bool bio_padding_is_long_number(const char *format, size_t at)
{
	size_t first = at, end = at + 1;

	while (first > 0 && is_digit(format[first - 1]))
		first--;
	while (is_digit(format[end]))
		end++;
	return end - first >= BIO_PADDING_DIGITS;
}

/* The arguments, where a function that is called can move on in them. */
struct arguments {
	va_list list;
};

/* Behind the "2$" that POSIX has for the second argument, or `at` if there is none. */
static const char *past_place(const char *at)
{
	const char *end = at + strspn(at, "0123456789");

	return end != at && *end == '$' ? end + 1 : at;
}

/*
 * The number at *at, past which it goes: digits, or an argument. A negative width counts too. An
 * argument that is not the next one is not looked at.
 */
static bool number_is_giant(const char **at, struct arguments *arguments)
{
	char *end = NULL;
	unsigned long n;
	int given;

	if (**at == '*') {
		const char *behind = past_place(++*at);

		if (behind != *at) {
			*at = behind;
			return false;
		}
		given = va_arg(arguments->list, int);
		return given > BIO_PADDING_MOST || given < -BIO_PADDING_MOST;
	}
	if (!is_digit(**at))
		return false;
	n = strtoul(*at, &end, 10);
	*at = end;
	return n > BIO_PADDING_MOST;
}

/* The length modifier at *at, past which it goes: its letter, of "ll" q. */
static char modifier(const char **at)
{
	size_t n = strspn(*at, "hlqLjzt");
	char last = n > 0 ? (*at)[n - 1] : '\0';

	*at += n;
	return n > 1 && last == 'l' ? 'q' : last;
}

/* The branches look alike to who does not see their types. NOLINTBEGIN(bugprone-branch-clone) */
static void skip_integer(char size, struct arguments *arguments)
{
	if (size == 'l')
		(void)va_arg(arguments->list, long);
	else if (size == 'q' || size == 'L')
		(void)va_arg(arguments->list, long long);
	else if (size == 'j')
		(void)va_arg(arguments->list, intmax_t);
	else if (size == 'z')
		(void)va_arg(arguments->list, size_t);
	else if (size == 't')
		(void)va_arg(arguments->list, ptrdiff_t);
	else
		(void)va_arg(arguments->list, int);
}

/* Moves past what a conversion takes. False if it is none that is known. */
static bool skip_argument(char conversion, char size, struct arguments *arguments)
{
	if (conversion == '\0')
		return false;
	if (strchr("diuoxXc", conversion) != NULL)
		skip_integer(size, arguments);
	else if (strchr("eEfFgGaA", conversion) != NULL && size == 'L')
		(void)va_arg(arguments->list, long double);
	else if (strchr("eEfFgGaA", conversion) != NULL)
		(void)va_arg(arguments->list, double);
	else if (strchr("spn", conversion) != NULL)
		(void)va_arg(arguments->list, void *);
	else
		return conversion == '%' || conversion == 'm';
	return true;
}
/* NOLINTEND(bugprone-branch-clone) */

/* "%2000000000d", "%*d", "%.*f", "%1$2000000000d". What cannot be read the system judges. */
bool bio_padding_is_giant(const char *format, va_list args)
{
	struct arguments arguments;
	bool giant = false, known = true;

	va_copy(arguments.list, args);
	for (const char *at = format; known && !giant && (at = strchr(at, '%')) != NULL;) {
		const char *placed = past_place(++at);
		bool precise = false, in_turn = placed == at;
		char size;

		at = placed;
		at += strspn(at, "-+ #0'");
		giant = number_is_giant(&at, &arguments);
		if (*at == '.') {
			at++;
			precise = number_is_giant(&at, &arguments);
		}
		size = modifier(&at);
		giant = giant || (precise && *at != 's');
		known = in_turn ? skip_argument(*at, size, &arguments) : *at != '\0';
		at += known;
	}
	va_end(arguments.list);
	return giant;
}
