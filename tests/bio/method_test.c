/* SPDX-License-Identifier: Apache-2.0 */
/* Kinds of a program's own: their operations, those of the older form, and numbers for them. */
#define OPENSSL_SUPPRESS_DEPRECATED /* the getters are deprecated since 3.5 */
#include <limits.h>
#include <string.h>

#include <sys/socket.h>

#include <openssl/bio.h>

#include "support/contract.h"

static int answer, asked;

static int read_old(BIO *b, char *data, int n)
{
	(void)b, (void)data;
	asked = n;
	return answer;
}

static int write_old(BIO *b, const char *data, int n)
{
	(void)b, (void)data;
	asked = n;
	return answer;
}

static int read_ex(BIO *b, char *data, size_t n, size_t *out_n)
{
	(void)b, (void)data;
	*out_n = n;
	return 1;
}

static int write_ex(BIO *b, const char *data, size_t n, size_t *out_n)
{
	(void)b, (void)data;
	*out_n = n;
	return 1;
}

static int puts_text(BIO *b, const char *text)
{
	(void)b;
	return (int)strlen(text);
}
static int gets_text(BIO *b, char *text, int n)
{
	(void)b, (void)text;
	return n;
}
static long ctrl(BIO *b, int c, long l, void *p)
{
	(void)b, (void)c, (void)p;
	return l;
}
static int create(BIO *b)
{
	(void)b;
	return 1;
}
static long callback_ctrl(BIO *b, int c, BIO_info_cb *f)
{
	(void)b, (void)f;
	return c;
}

static void what_is_set_is_got(void)
{
	BIO_METHOD *m = BIO_meth_new(77, "name");

	CHECK(BIO_meth_get_read(m) == NULL && BIO_meth_get_read_ex(m) == NULL);
	CHECK(BIO_meth_get_write(m) == NULL && BIO_meth_get_write_ex(m) == NULL);
	CHECK(BIO_meth_get_puts(m) == NULL && BIO_meth_get_gets(m) == NULL);
	CHECK(BIO_meth_get_ctrl(m) == NULL && BIO_meth_get_callback_ctrl(m) == NULL);
	CHECK(BIO_meth_get_create(m) == NULL && BIO_meth_get_destroy(m) == NULL);
	CHECK_INT(BIO_meth_set_read_ex(m, read_ex) + BIO_meth_set_write_ex(m, write_ex), 2);
	CHECK_INT(BIO_meth_set_puts(m, puts_text) + BIO_meth_set_gets(m, gets_text), 2);
	CHECK_INT(BIO_meth_set_ctrl(m, ctrl) + BIO_meth_set_callback_ctrl(m, callback_ctrl), 2);
	CHECK_INT(BIO_meth_set_create(m, create) + BIO_meth_set_destroy(m, create), 2);
	CHECK(BIO_meth_get_read_ex(m) == read_ex && BIO_meth_get_write_ex(m) == write_ex);
	CHECK(BIO_meth_get_puts(m) == puts_text && BIO_meth_get_gets(m) == gets_text);
	CHECK(BIO_meth_get_ctrl(m) == ctrl && BIO_meth_get_callback_ctrl(m) == callback_ctrl);
	CHECK(BIO_meth_get_create(m) == create && BIO_meth_get_destroy(m) == create);
	BIO_meth_free(m);
	BIO_meth_free(NULL);
}

static void old_and_new_replace_each_other(void)
{
	BIO_METHOD *m = BIO_meth_new(77, "name");

	BIO_meth_set_read(m, read_old);
	BIO_meth_set_write(m, write_old);
	CHECK(BIO_meth_get_read(m) == read_old && BIO_meth_get_read_ex(m) != NULL);
	CHECK(BIO_meth_get_write(m) == write_old && BIO_meth_get_write_ex(m) != NULL);
	BIO_meth_set_read_ex(m, read_ex);
	BIO_meth_set_write_ex(m, NULL);
	CHECK(BIO_meth_get_read(m) == NULL && BIO_meth_get_read_ex(m) == read_ex);
	CHECK(BIO_meth_get_write(m) == NULL && BIO_meth_get_write_ex(m) == NULL);
	BIO_meth_free(m);
}

static void old_operations_see_and_say_ints(void)
{
	static const struct {
		int answer, read, write;
		size_t n;
	} rows[] = {
		{ 5, 1, 1, 5 }, { 0, 0, 0, 0 }, { -1, 0, 0, 0 }, { -2, 0, 0, 0 },
		{ INT_MIN, 0, 0, 0 }, { 10, 1, 1, 10 },
		{ 11, 0, 1, 11 }, /* more than was asked for */
	};
	BIO_METHOD *m = BIO_meth_new(77, "name");
	char data[10] = "";
	BIO *b;

	BIO_meth_set_read(m, read_old);
	BIO_meth_set_write(m, write_old);
	b = BIO_new(m);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		size_t n = 99;

		answer = rows[i].answer;
		CHECK_INT(BIO_read_ex(b, data, 10, &n), rows[i].read);
		CHECK_INT(n, rows[i].n);
		CHECK_ERRORS(answer == 11 ? "BIO routines:internal error" : "-");
		CHECK_INT(BIO_write_ex(b, data, 10, &n), rows[i].write);
		CHECK_INT(n, rows[i].n);
	}
	answer = 0;
	BIO_write_ex(b, data, (size_t)INT_MAX + 2, NULL);
	CHECK_INT(asked, INT_MAX);
	BIO_free(b);
	BIO_meth_free(m);
}

static void new_numbers_are_each_given_once(void)
{
	int before = BIO_get_new_index();

	CHECK(before > 0x80);
	CHECK_INT(BIO_get_new_index(), before + 1);
}

/* A type's number is a byte: a larger one would change its class. */
static void numbers_end_with_the_byte(void)
{
	int last = 0, given;

	for (int i = 0; i < 300 && (given = BIO_get_new_index()) > 0; i++)
		last = given;
	CHECK_INT(last, 255);
	CHECK_INT(BIO_get_new_index(), -1);
}

static void a_kind_has_a_type_and_a_name(void)
{
	BIO_METHOD *m;
	BIO *b;
	char name[] = "name";

	m = BIO_meth_new(BIO_TYPE_SOURCE_SINK | 200, name);
	memset(name, 'x', sizeof(name) - 1);
	b = BIO_new(m);
	CHECK_INT(BIO_method_type(b), BIO_TYPE_SOURCE_SINK | 200);
	CHECK_STR(BIO_method_name(b), "name");
	BIO_free(b);
	BIO_meth_free(m);
	CHECK(BIO_meth_new(1, NULL) == NULL);
}

/* A kind made of a socket's operations may write elsewhere; its texts still go to the socket. */
static void texts_are_written_as_by_the_kind_they_were_made_for(void)
{
	BIO_METHOD *m = BIO_meth_new(BIO_TYPE_SOURCE_SINK | 200, "name");
	char got[10] = "";
	int fds[2];
	BIO *b;

	CHECK_INT(socketpair(AF_UNIX, SOCK_STREAM, 0, fds), 0);
	BIO_meth_set_create(m, BIO_meth_get_create(BIO_s_socket()));
	BIO_meth_set_destroy(m, BIO_meth_get_destroy(BIO_s_socket()));
	BIO_meth_set_ctrl(m, BIO_meth_get_ctrl(BIO_s_socket()));
	BIO_meth_set_puts(m, BIO_meth_get_puts(BIO_s_socket()));
	BIO_meth_set_write_ex(m, write_ex);
	b = BIO_new(m);
	BIO_set_fd(b, fds[0], BIO_CLOSE);
	CHECK_INT(BIO_write(b, "elsewhere", 9), 9);
	CHECK_INT(BIO_puts(b, "text"), 4);
	CHECK_INT(recv(fds[1], got, sizeof(got), MSG_DONTWAIT), 4);
	CHECK_STR(got, "text");
	BIO_free(b);
	BIO_meth_free(m);
	BIO_closesocket(fds[1]);
}

static const struct contract_case cases[] = {
	{ "what is set is got", what_is_set_is_got, 0, 0 },
	{ "old and new replace each other", old_and_new_replace_each_other, 0, 0 },
	{ "old operations see and say ints", old_operations_see_and_say_ints, 0, 0 },
	{ "new numbers are each given once", new_numbers_are_each_given_once, 0, 0 },
	{ "numbers end with the byte", numbers_end_with_the_byte, 0, 0x30600000L },
	{ "a kind has a type and a name", a_kind_has_a_type_and_a_name, 0, 0 },
	{ "texts are written as by the kind they were made for",
	    texts_are_written_as_by_the_kind_they_were_made_for, 0, 0 },
};

int main(void)
{
	return contract_main("bio.method", cases, sizeof(cases) / sizeof(cases[0]));
}
