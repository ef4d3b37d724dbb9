/* SPDX-License-Identifier: Apache-2.0 */
/* What of a text is shown as it is, and what by its number. */
#include "addr/escape.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* How characters of UTF-8 begin (RFC 3629), and the least that each length may say. */
static const struct lead {
	unsigned char mask;
	unsigned char bits;
	unsigned char length;
	uint32_t least;
} leads[] = {
	{ 0x80, 0x00, 1, 0x20 },
	{ 0xe0, 0xc0, 2, 0xa0 }, /* U+0080 to U+009F are control characters */
	{ 0xf0, 0xe0, 3, 0x800 },
	{ 0xf8, 0xf0, 4, 0x10000 },
};

/* Characters that show nothing of themselves and change what stands around them. */
static const struct range {
	uint32_t first;
	uint32_t last;
} hidden[] = {
	{ 0x7f, 0x7f },       /* DEL */
	{ 0x61c, 0x61c },     /* a mark of direction */
	{ 0x200b, 0x200f },   /* without width, and marks of direction */
	{ 0x2028, 0x202e },   /* line ends, embedding and override of direction */
	{ 0x2060, 0x206f },   /* without width, and isolation of direction */
	{ 0xd800, 0xdfff },   /* halves of UTF-16 */
	{ 0xfeff, 0xfeff },   /* the byte order mark */
	{ 0xfff9, 0xfffb },   /* annotation */
	{ 0xe0000, 0xe0fff }, /* tags */
	{ 0x110000, ~0u },    /* beyond Unicode */
};

static bool is_hidden(uint32_t character)
{
	for (size_t i = 0; i < sizeof(hidden) / sizeof(hidden[0]); i++) {
		if (character >= hidden[i].first && character <= hidden[i].last)
			return true;
	}
	return false;
}

size_t addr_shown(const char *text, size_t n)
{
	const unsigned char *bytes = (const unsigned char *)text;
	const struct lead *lead = leads;
	const struct lead *end = leads + sizeof(leads) / sizeof(leads[0]);
	uint32_t character;

	while (lead < end && (bytes[0] & lead->mask) != lead->bits)
		lead++;
	if (lead == end || n < lead->length)
		return 0;
	character = bytes[0] & (uint32_t)(unsigned char)~lead->mask;
	for (size_t i = 1; i < lead->length; i++) {
		if ((bytes[i] & 0xc0) != 0x80)
			return 0;
		character = character << 6 | (bytes[i] & 0x3f);
	}
	return character >= lead->least && !is_hidden(character) ? lead->length : 0;
}

size_t addr_escape(const char *text, size_t n, char *out, size_t size)
{
	static const char digits[] = "0123456789abcdef";
	size_t from = 0, to = 0;

	if (size == 0)
		return 0;
	while (from < n) {
		unsigned char byte = (unsigned char)text[from];
		size_t length = addr_shown(text + from, n - from);
		const char number[] = { '\\', 'x', digits[byte >> 4], digits[byte & 0xf] };
		const char *piece = length > 0 ? text + from : number;
		size_t piece_length = length > 0 ? length : sizeof(number);

		if (piece_length >= size - to)
			break;
		memcpy(out + to, piece, piece_length);
		to += piece_length;
		from += length > 0 ? length : 1;
	}
	out[to] = '\0';
	return to;
}
