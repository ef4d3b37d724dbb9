/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ratios: each operation of the table in a function of its own, op_NAME, for who counts its
 * instructions: CALLS times, after once outside of it for what only the first one does. The same
 * source runs on biosock and on libcrypto.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <openssl/bio.h>
#include <openssl/err.h>

enum { CALLS = 500 };

static const char line[] = "Content-Type: text/plain; charset=utf-8\r\n";
static char data[4096];
static BIO *memory, *sink, *chain, *buffer, *left, *right, *datagrams, *answers, *socket_a,
    *socket_b;
static BIO *loose;

static void memory_through(void)
{
	BIO_write(memory, data, 700);
	BIO_read(memory, data, 700);
}

static void memory_line(void)
{
	BIO_puts(memory, line);
	BIO_gets(memory, data, sizeof(data));
}

static void memory_new(void)
{
	BIO_free(BIO_new(BIO_s_mem()));
}

static void buffered_write(void)
{
	BIO_write(buffer, line, sizeof(line) - 1);
}

static void filtered_write(void)
{
	BIO_write(chain, line, sizeof(line) - 1);
}

static void pair_through(void)
{
	BIO_write(left, data, 700);
	BIO_read(right, data, 700);
}

static void datagram_through(void)
{
	BIO_write(datagrams, data, 700);
	BIO_read(answers, data, 700);
}

static void socket_new(void)
{
	BIO_free(BIO_new_socket((int)BIO_get_fd(socket_a, NULL), BIO_NOCLOSE));
}

static void socket_through(void)
{
	BIO_write(socket_a, data, 50);
	BIO_read(socket_b, data, 50);
}

static void control_pending(void)
{
	(void)BIO_pending(memory);
}

static void control_last(void)
{
	(void)BIO_tell(memory);
}

static void control_of_a_pair(void)
{
	(void)BIO_get_close(left);
}

static void control_filtered(void)
{
	(void)BIO_eof(chain);
}

static void push_and_pop(void)
{
	BIO_push(loose, sink);
	BIO_pop(loose);
}

static void dump(void)
{
	BIO_dump(sink, data, 100);
}

static void error_raised(void)
{
	ERR_raise(ERR_LIB_BIO, BIO_R_CONNECT_ERROR);
	ERR_clear_error();
}

static void error_with_data(void)
{
	ERR_raise_data(ERR_LIB_SYS, 111, "calling %s()", "connect");
	ERR_get_error();
}

static void address_new(void)
{
	struct in_addr host = { htonl(INADDR_LOOPBACK) };
	BIO_ADDR *a = BIO_ADDR_new();

	BIO_ADDR_rawmake(a, AF_INET, &host, sizeof(host), htons(80));
	BIO_ADDR_free(a);
}

static void host_and_service(void)
{
	char *host = NULL, *service = NULL;

	BIO_parse_hostserv("[2001:db8::7]:443", &host, &service, BIO_PARSE_PRIO_HOST);
	OPENSSL_free(host);
	OPENSSL_free(service);
}

#define PRINTED "%s has %d of %ld (%4.1f %%)\n", "somebody", 12, 3456L, 78.9

static void print(void)
{
	BIO_printf(sink, PRINTED);
}

/* What print() stands on. */
__attribute__((noinline)) static int format(const char *how, ...)
{
	va_list args;
	int n;

	va_start(args, how);
	n = vsnprintf(data, 512, how, args);
	va_end(args);
	return n;
}

static void plain_print(void)
{
	format(PRINTED);
}

#define OPERATION(name)                                                                            \
	__attribute__((noinline)) void op_##name(void);                                            \
	void op_##name(void)                                                                       \
	{                                                                                          \
		for (int i = 0; i < CALLS; i++)                                                    \
			name();                                                                    \
	}
OPERATION(memory_through)
OPERATION(memory_line)
OPERATION(memory_new)
OPERATION(buffered_write)
OPERATION(filtered_write)
OPERATION(pair_through)
OPERATION(datagram_through)
OPERATION(socket_new)
OPERATION(socket_through)
OPERATION(control_pending)
OPERATION(control_last)
OPERATION(control_of_a_pair)
OPERATION(control_filtered)
OPERATION(push_and_pop)
OPERATION(dump)
OPERATION(error_raised)
OPERATION(error_with_data)
OPERATION(address_new)
OPERATION(host_and_service)
OPERATION(print)
OPERATION(plain_print)

static const struct {
	void (*once)(void), (*often)(void);
} operations[] = {
	{ memory_through, op_memory_through },
	{ memory_line, op_memory_line },
	{ memory_new, op_memory_new },
	{ buffered_write, op_buffered_write },
	{ filtered_write, op_filtered_write },
	{ pair_through, op_pair_through },
	{ datagram_through, op_datagram_through },
	{ socket_new, op_socket_new },
	{ socket_through, op_socket_through },
	{ control_pending, op_control_pending },
	{ control_last, op_control_last },
	{ control_of_a_pair, op_control_of_a_pair },
	{ control_filtered, op_control_filtered },
	{ push_and_pop, op_push_and_pop },
	{ dump, op_dump },
	{ error_raised, op_error_raised },
	{ error_with_data, op_error_with_data },
	{ address_new, op_address_new },
	{ host_and_service, op_host_and_service },
	{ print, op_print },
	{ plain_print, op_plain_print },
};

static int prepare(void)
{
	int ends[2] = { -1, -1 };

	memory = BIO_new(BIO_s_mem());
	sink = BIO_new(BIO_s_null());
	loose = BIO_new(BIO_f_null());
	chain = BIO_push(BIO_new(BIO_f_null()), BIO_new(BIO_s_null()));
	buffer = BIO_push(BIO_new(BIO_f_buffer()), BIO_new(BIO_s_null()));
	if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == -1)
		return 0;
	socket_a = BIO_new_socket(ends[0], BIO_CLOSE);
	socket_b = BIO_new_socket(ends[1], BIO_CLOSE);
	return BIO_new_bio_pair(&left, 0, &right, 0) &&
	       BIO_new_bio_dgram_pair(&datagrams, 0, &answers, 0);
}

int main(void)
{
	if (!prepare())
		return 1;
	for (size_t i = 0; i < sizeof(operations) / sizeof(operations[0]); i++) {
		operations[i].once();
		operations[i].often();
	}
	return 0;
}
