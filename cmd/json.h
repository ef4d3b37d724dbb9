/* SPDX-License-Identifier: Apache-2.0 */
/* Text for programs (RFC 8259). */
#ifndef BIOSOCK_CMD_JSON_H
#define BIOSOCK_CMD_JSON_H

#include <stdio.h>

/*
 * Writes the text as a string. JSON is UTF-8: what addr_escape() shows by its number is \u00XX
 * here, one for each byte. NULL is null.
 */
void json_string(FILE *to, const char *text);

/* Writes "name": and the text so. */
void json_member(FILE *to, const char *name, const char *text);

#endif
