/* SPDX-License-Identifier: Apache-2.0 */
/*
 * For Frama-C's Eva: any text of up to LENGTH characters as a host, alone and as the end of
 * addresses that are nearly complete, and as a service.
 */
#include <string.h>

#include "__fc_builtin.h"
#include "addr/literal.h"
#include "sys/interface.h"

enum { LENGTH = 3, ROOM = 64 };

unsigned sys_interface_index(const char *name)
{
	//@ assert name_is_a_text: \valid_read(name);
	(void)name;
	return (unsigned)Frama_C_interval(0, 7);
}

/* As the C library has them, and not as one of the numbers that they may return. */
size_t strspn(const char *text, const char *accepted)
{
	size_t n = 0;

	while (text[n] != '\0' && strchr(accepted, text[n]) != NULL)
		n++;
	return n;
}

size_t strcspn(const char *text, const char *refused)
{
	size_t n = 0;

	while (text[n] != '\0' && strchr(refused, text[n]) == NULL)
		n++;
	return n;
}

/* The text's end is the end of the array: a character behind it is nobody's. */
static void read_behind(const char *start, size_t length)
{
	char memory[ROOM];
	char *text = memory + ROOM - 1 - LENGTH - length;
	BIO_ADDR addr;
	uint16_t port;

	memcpy(text, start, length);
	Frama_C_make_unknown(text + length, LENGTH);
	memory[ROOM - 1] = '\0';
	addr_read_literal(text, AF_UNSPEC, &addr);
	addr_read_literal(text, AF_INET, &addr);
	addr_is_v6_literal(text);
	addr_read_service(text, &port);
}

int main(void)
{
	read_behind("", 0);
	read_behind("192.0.2.", 8);
	read_behind("1:2:3:4:5:6:7:", 14);
	read_behind("1:2:3:4:5:6:192.0.2.", 20);
	read_behind("1::2:3:4:5:6:7:8", 16);
	read_behind("fe80::1%", 8);
	return 0;
}
