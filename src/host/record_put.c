/* SPDX-License-Identifier: Apache-2.0 */
/* A record without the name of a function, as OpenSSL had them before 3.0, and its forks have. */
#include "host/record.h"

#include <stdio.h>

/* Some take the line as an unsigned int. */
#pragma GCC diagnostic ignored "-Wsign-conversion"

void host_put_record(struct err_place place, int lib, int reason, const char *data)
{
	ERR_put_error(lib, 0, reason, err_file_name(place.file), place.line);
	if (data != NULL)
		ERR_add_error_data(1, data);
}

/* Here ERR_add_error_data() puts the new text in the place of what was there. */
void host_add_to_record(const char *label, const char *text)
{
	char before[1024];
	const char *data = NULL;

	ERR_peek_last_error_line_data(NULL, NULL, &data, NULL);
	snprintf(before, sizeof(before), "%s", data != NULL ? data : "");
	ERR_add_error_data(3, before, label, text);
}

bool host_newest_is_of(struct err_place place)
{
	const char *file = NULL;
	int line = 0;

	ERR_peek_last_error_line(&file, &line);
	return file != NULL && strcmp(file, err_file_name(place.file)) == 0 && line == place.line;
}
