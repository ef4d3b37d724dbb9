/* SPDX-License-Identifier: Apache-2.0 */
/*
 * For Frama-C's Eva: the text of any IPv4, IPv6 and AF_UNIX address, and of one of any other
 * family, in buffers of several sizes.
 */
#include <string.h>

#include "__fc_builtin.h"
#include "addr/text.h"
#include "sys/interface.h"

/* A name of any length, or none. */
bool sys_interface_name(unsigned index, char out[SYS_INTERFACE_NAME])
{
	(void)index;
	Frama_C_make_unknown(out, SYS_INTERFACE_NAME - 1);
	out[SYS_INTERFACE_NAME - 1] = '\0';
	return Frama_C_interval(0, 1) != 0;
}

unsigned short BIO_ADDR_rawport(const BIO_ADDR *addr)
{
	(void)addr;
	return (unsigned short)Frama_C_interval(0, 0xffff);
}

size_t addr_path_length(const BIO_ADDR *addr)
{
	return (size_t)Frama_C_interval(0, sizeof(addr->s_un.sun_path));
}

/* Any text that fits. */
size_t addr_escape(const char *text, size_t n, char *out, size_t size)
{
	//@ assert text_is_there: n == 0 || \valid_read(text + (0 .. n - 1));
	(void)text;
	(void)n;
	Frama_C_make_unknown(out, size - 1);
	out[size - 1] = '\0';
	return (size_t)Frama_C_interval(0, (int)size - 1);
}

static void texts(const BIO_ADDR *addr)
{
	char host[ADDR_HOST_TEXT], port[ADDR_PORT_TEXT];
	size_t n;

	n = addr_host_text(addr, host);
	//@ assert host_fits: n < ADDR_HOST_TEXT;
	n = addr_port_text(addr, port);
	//@ assert port_fits: n < ADDR_PORT_TEXT;
	(void)n;
}

/* The end of the buffer is the end of the array: a byte behind it is nobody's. */
static void text(const BIO_ADDR *addr, size_t size)
{
	char memory[ADDR_TEXT_SIZE];
	size_t n = addr_text(addr, memory + ADDR_TEXT_SIZE - size, size);

	//@ assert text_fits: size == 0 || n < size;
	(void)n;
}

int main(void)
{
	BIO_ADDR addr;

	Frama_C_make_unknown((char *)&addr, sizeof(addr));
	texts(&addr);
	text(&addr, 0);
	text(&addr, 1);
	text(&addr, 2);
	text(&addr, 6);
	text(&addr, 20);
	text(&addr, ADDR_TEXT_SIZE);
	return 0;
}
