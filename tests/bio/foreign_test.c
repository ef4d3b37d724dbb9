/* SPDX-License-Identifier: Apache-2.0 */
/*
 * BIOs of another library given to biosock, and biosock's given to the other: an error, both ways,
 * and the BIO is as it was. Both libraries are in this process: foreign.c is the other's half.
 */
#define OPENSSL_SUPPRESS_DEPRECATED
#include <stdint.h>
#include <string.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "foreign.h"
#include "foreign_questions.h"
#include "support/contract.h"

#define REFUSED "BIO routines:passed invalid argument"

static char out[8];

static void another_librarys_is_refused(void)
{
	for (size_t i = 0; i < foreign_questions_n; i++) {
		const struct foreign_question *question = &foreign_questions[i];
		void *theirs = foreign_new();
		long got = question->ask(theirs);

		if (got != question->want || ERR_peek_error() == 0)
			printf("  %s: %ld\n", question->name, got);
		CHECK_INT(got, question->want);
		CHECK_ERRORS(REFUSED);
		CHECK(foreign_is_whole(theirs));
	}
}

/* The other library answers ours with an error, and changes nothing. */
static void ours_is_no_kind_of_theirs(void)
{
	for (size_t i = 0; i < foreign_calls_n; i++) {
		const struct foreign_call *call = &foreign_calls[i];
		BIO *b = BIO_new(BIO_s_mem());
		long got;

		BIO_write(b, "ours", 4);
		got = call->run(b);
		if (call->is_error && got > 0)
			printf("  %s: %ld\n", call->name, got);
		CHECK(!call->is_error || got <= 0);
		CHECK_INT(foreign_had_error(), call->is_error);
		CHECK_INT(BIO_read(b, out, sizeof(out)), 4);
		CHECK_MEM(out, "ours", 4);
		CHECK_INT(BIO_should_retry(b), 0);
		CHECK_INT(BIO_free(b), 1);
		CHECK_ERRORS("-");
	}
}

static void kinds_are_refused(void)
{
	const BIO_METHOD *ours[] = { BIO_s_mem(), BIO_s_connect(), BIO_s_accept(), BIO_s_socket(),
		BIO_s_datagram(), BIO_f_buffer(), BIO_s_file(), BIO_s_bio() };
	BIO_METHOD *made = BIO_meth_new(BIO_TYPE_SOURCE_SINK, "made");

	CHECK(BIO_new(foreign_kind()) == NULL);
	CHECK_ERRORS(REFUSED);
	for (size_t i = 0; i < sizeof(ours) / sizeof(ours[0]); i++)
		CHECK(foreign_cannot_use(ours[i]));
	CHECK(foreign_cannot_use(made));
	BIO_free(BIO_new(made));
	BIO_meth_free(made);
	CHECK_ERRORS("-");
}

static const char *make_whole(BIO_METHOD *kind)
{
	if (BIO_meth_set_read(kind, NULL) || BIO_meth_set_read_ex(kind, NULL) ||
	    BIO_meth_set_write(kind, NULL) || BIO_meth_set_write_ex(kind, NULL))
		return "reads or writes";
	if (BIO_meth_set_puts(kind, NULL) || BIO_meth_set_gets(kind, NULL) ||
	    BIO_meth_set_ctrl(kind, NULL) || BIO_meth_set_callback_ctrl(kind, NULL))
		return "texts or controls";
	if (BIO_meth_set_create(kind, NULL) || BIO_meth_set_destroy(kind, NULL))
		return "a beginning or an end";
	if (BIO_meth_set_sendmmsg(kind, NULL) || BIO_meth_set_recvmmsg(kind, NULL))
		return "many messages";
	return NULL;
}

static const char *ask_whole(const BIO_METHOD *kind)
{
	if (BIO_meth_get_read(kind) || BIO_meth_get_read_ex(kind) || BIO_meth_get_write(kind) ||
	    BIO_meth_get_write_ex(kind))
		return "reads or writes";
	if (BIO_meth_get_puts(kind) || BIO_meth_get_gets(kind) || BIO_meth_get_ctrl(kind) ||
	    BIO_meth_get_callback_ctrl(kind))
		return "texts or controls";
	if (BIO_meth_get_create(kind) || BIO_meth_get_destroy(kind))
		return "a beginning or an end";
	if (BIO_meth_get_sendmmsg(kind) || BIO_meth_get_recvmmsg(kind))
		return "many messages";
	return NULL;
}

static void another_librarys_kind_is_left_as_it_is(void)
{
	BIO_METHOD *theirs = (BIO_METHOD *)(uintptr_t)foreign_kind();
	void *b;

	CHECK_STR(make_whole(theirs), NULL);
	CHECK(ERR_get_error() != 0);
	ERR_clear_error();
	CHECK_STR(ask_whole(theirs), NULL);
	CHECK(ERR_get_error() != 0);
	ERR_clear_error();
	BIO_meth_free(theirs);
	CHECK_ERRORS(REFUSED);
	b = foreign_new();
	CHECK(foreign_is_whole(b));
}

/* What is asked while both are there is answered by who was asked. */
static void own_ones_are_not_refused(void)
{
	void *theirs = foreign_new();
	BIO *b = BIO_new(BIO_s_mem());

	CHECK_INT(BIO_puts(b, "ours"), 4);
	CHECK_INT(BIO_up_ref(b), 1);
	CHECK_INT(BIO_free(b), 1);
	CHECK_INT(BIO_free(b), 1);
	CHECK(foreign_is_whole(theirs));
	CHECK_ERRORS("-");
}

int main(void)
{
	static const struct contract_case cases[] = {
		{ "another library's BIO is refused", another_librarys_is_refused, 0, 0 },
		{ "ours is no kind of another library's", ours_is_no_kind_of_theirs, 0, 0 },
		{ "kinds are refused, both ways", kinds_are_refused, 0, 0 },
		{ "another library's kind is left as it is", another_librarys_kind_is_left_as_it_is,
		    0, 0 },
		{ "own ones are not refused", own_ones_are_not_refused, 0, 0 },
	};

	return contract_main("foreign", cases, sizeof(cases) / sizeof(cases[0]));
}
