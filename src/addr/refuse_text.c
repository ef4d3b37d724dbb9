/* SPDX-License-Identifier: Apache-2.0 */
/* Records that show a text which somebody else wrote. */
#include "addr/refuse_text.h"

#include <string.h>

#include "addr/escape.h"

/* As much of a text as a record shows. */
enum { SHOWN = 384 };

int addr_refuse_text(
    struct err_place place, int reason, const char *before, const char *text, const char *after)
{
	char shown[SHOWN];

	addr_escape(text, strlen(text), shown, sizeof(shown));
	err_raise_texts(place, ERR_LIB_BIO, reason, before, shown, after, NULL);
	return 0;
}
