/* SPDX-License-Identifier: Apache-2.0 */
/* Records of a host's error stack, told in OpenSSL's words. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include <openssl/err.h>

#include "support/contract_run.h"

/* Reasons that the host lacks: the text is at the end of the data, behind ": " if there is more. */
static const struct {
	int reason;
	const char *text;
} lacking[] = {
#include "host_reasons.h"
	{ 0, NULL },
};

/* Reasons of all libraries that not every host has in OpenSSL's words. */
static const struct {
	int reason;
	const char *text;
} common[] = {
	{ ERR_R_SYS_LIB, "system lib" },
	{ ERR_R_SHOULD_NOT_HAVE_BEEN_CALLED, "called a function you should not call" },
};

unsigned long contract_take_error(const char **out_data)
{
	unsigned long e = ERR_get_error_line_data(NULL, NULL, out_data, NULL);

	if (*out_data == NULL)
		*out_data = "";
	return e;
}

static const char *without(const char *data, const char *text)
{
	static char rest[1400];
	size_t n = strlen(data), len = strlen(text);

	if (n < len || strcmp(data + n - len, text) != 0)
		return data;
	n -= len;
	if (n >= 2 && strncmp(data + n - 2, ": ", 2) == 0)
		n -= 2;
	snprintf(rest, sizeof(rest), "%.*s", (int)n, data);
	return rest;
}

/* BoringSSL shows the constant's name. */
static const char *lowered(const char *text)
{
	static char words[100];
	size_t n = 0;

	for (; text[n] != '\0' && n < sizeof(words) - 1; n++)
		words[n] = text[n] == '_' ? ' ' : (char)tolower((unsigned char)text[n]);
	words[n] = '\0';
	return words;
}

const char *contract_reason(unsigned long e, const char **data)
{
	const char *text = ERR_reason_error_string(e);

	for (size_t i = 0; ERR_GET_LIB(e) == ERR_LIB_BIO && lacking[i].text != NULL; i++) {
		if (lacking[i].reason != ERR_GET_REASON(e))
			continue;
		*data = without(*data, lacking[i].text);
		return lacking[i].text;
	}
	for (size_t i = 0; i < sizeof(common) / sizeof(common[0]); i++) {
		if (common[i].reason == ERR_GET_REASON(e))
			return common[i].text;
	}
	return text != NULL && isupper((unsigned char)text[0]) && isupper((unsigned char)text[1])
	           ? lowered(text)
	           : text;
}
