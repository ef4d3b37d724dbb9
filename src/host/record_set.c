/* SPDX-License-Identifier: Apache-2.0 */
/* A record in the steps of OpenSSL 3: new, where, what. */
#include "host/record.h"

void host_put_record(struct err_place place, int lib, int reason, const char *data)
{
	ERR_new();
	ERR_set_debug(err_file_name(place.file), place.line, place.func);
	ERR_set_error(lib, reason, data != NULL ? "%s" : NULL, data);
}

void host_add_to_record(const char *label, const char *text)
{
	ERR_add_error_data(2, label, text);
}

bool host_newest_is_of(struct err_place place)
{
	const char *file = NULL;
	int line = 0;

	ERR_peek_last_error_all(&file, &line, NULL, NULL, NULL);
	return file != NULL && strcmp(file, err_file_name(place.file)) == 0 && line == place.line;
}
