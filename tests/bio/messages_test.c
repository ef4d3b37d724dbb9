/* SPDX-License-Identifier: Apache-2.0 */
/*
 * BIO_sendmmsg() and BIO_recvmmsg() around a kind's operation; the page BIO_sendmmsg(3), as
 * libcrypto 3.0 has none.
 */
#define OPENSSL_SUPPRESS_DEPRECATED /* the getters are deprecated since 3.5 */
#include <string.h>

#include <openssl/bio.h>

#include "support/contract.h"

static int answer, calls, told, forbids;
static BIO_MSG msgs[3];

static int transfer(BIO *b, BIO_MSG *msg, size_t stride, size_t n, uint64_t flags, size_t *done)
{
	(void)b;
	calls++;
	CHECK(msg == msgs);
	CHECK_INT(stride, sizeof(BIO_MSG));
	CHECK_INT(flags, 0);
	*done = answer > 0 ? n - 1 : 0;
	return answer;
}

static long tell(
    BIO *b, int oper, const char *argp, size_t len, int argi, long argl, int ret, size_t *processed)
{
	const BIO_MMSG_CB_ARGS *args = (const void *)argp;

	(void)b;
	told = told * 1000 + oper;
	CHECK_INT(args->num_msg, 3);
	CHECK(args->msg == msgs);
	CHECK_INT(len, (oper & BIO_CB_RETURN) != 0 ? (size_t)ret : 0);
	CHECK_INT(argi + argl, 0);
	CHECK((processed != NULL) == ((oper & BIO_CB_RETURN) != 0));
	return forbids ? -1 : ret;
}

typedef int batch(BIO *, BIO_MSG *, size_t, size_t, uint64_t, size_t *);
static batch *const batches[] = { BIO_sendmmsg, BIO_recvmmsg };

static BIO_METHOD *method(void)
{
	BIO_METHOD *m = BIO_meth_new(BIO_TYPE_SOURCE_SINK | 1, "batches");

	BIO_meth_set_sendmmsg(m, transfer);
	BIO_meth_set_recvmmsg(m, transfer);
	CHECK(BIO_meth_get_sendmmsg(m) == transfer && BIO_meth_get_recvmmsg(m) == transfer);
	return m;
}

static void a_batch_goes_to_the_kind(void)
{
	BIO_METHOD *m = method();
	BIO *b = BIO_new(m);

	for (int i = 0; i < 2; i++) {
		size_t done = 9;

		answer = 1;
		CHECK_INT(batches[i](b, msgs, sizeof(BIO_MSG), 3, 0, &done), 1);
		CHECK_INT(done, 2);
		CHECK_INT(batches[i](b, msgs, sizeof(BIO_MSG), 3, 0, NULL), 1);
		answer = 0;
		CHECK_INT(batches[i](b, msgs, sizeof(BIO_MSG), 3, 0, &done), 0);
		CHECK_INT(done, 0);
	}
	BIO_free(b);
	BIO_meth_free(m);
}

static void callbacks_are_told_and_may_forbid(void)
{
	static const int want[] = { 8 * 1000 + 0x88, 7 * 1000 + 0x87 };
	BIO_METHOD *m = method();
	BIO *b = BIO_new(m);

	BIO_set_callback_ex(b, tell);
	answer = 1;
	for (int i = 0; i < 2; i++) {
		size_t done = 9;

		told = 0;
		CHECK_INT(batches[i](b, msgs, sizeof(BIO_MSG), 3, 0, &done), 1);
		CHECK_INT(told, want[i]);
		forbids = 1;
		calls = 0;
		CHECK_INT(batches[i](b, msgs, sizeof(BIO_MSG), 3, 0, &done), 0);
		CHECK_INT(done, 0);
		CHECK_INT(calls, 0);
		forbids = 0;
	}
	BIO_set_callback_ex(b, NULL);
	BIO_free(b);
	BIO_meth_free(m);
}

static void bad_bios_are_refused(void)
{
	BIO_METHOD *m = method(), *none = BIO_meth_new(1, "none");
	BIO *b = BIO_new(m), *n = BIO_new(none);
	size_t done = 9;

	BIO_set_init(b, 0);
	for (int i = 0; i < 2; i++) {
		done = 9;
		CHECK_INT(batches[i](NULL, msgs, sizeof(BIO_MSG), 3, 0, &done), 0);
		CHECK_INT(done, 0);
		CHECK_ERRORS("BIO routines:passed a null parameter");
		done = 9;
		CHECK_INT(batches[i](n, msgs, sizeof(BIO_MSG), 3, 0, &done), 0);
		CHECK_INT(done, 0);
		CHECK_ERRORS("BIO routines:unsupported method");
		CHECK_INT(batches[i](b, msgs, sizeof(BIO_MSG), 3, 0, &done), 0);
		CHECK_ERRORS("BIO routines:uninitialized");
	}
	BIO_free(b);
	BIO_free(n);
	BIO_meth_free(m);
	BIO_meth_free(none);
}

static long say_descriptor(BIO *b, int command, long number, void *pointer)
{
	BIO_POLL_DESCRIPTOR *out = pointer;

	(void)b, (void)number;
	if (command != BIO_CTRL_GET_RPOLL_DESCRIPTOR)
		return 0;
	out->type = BIO_POLL_DESCRIPTOR_TYPE_SOCK_FD;
	out->value.fd = 5;
	return 1;
}

static void poll_descriptors_are_the_kinds(void)
{
	BIO_METHOD *m = BIO_meth_new(1, "pollable");
	BIO *b;
	BIO_POLL_DESCRIPTOR got = { 0, { 0 } };

	BIO_meth_set_ctrl(m, say_descriptor);
	b = BIO_new(m);
	CHECK_INT(BIO_get_rpoll_descriptor(b, &got), 1);
	CHECK_INT(got.type, BIO_POLL_DESCRIPTOR_TYPE_SOCK_FD);
	CHECK_INT(got.value.fd, 5);
	CHECK_INT(BIO_get_wpoll_descriptor(b, &got), 0);
	CHECK_INT(BIO_get_rpoll_descriptor(NULL, &got), -1);
	BIO_free(b);
	BIO_meth_free(m);
}

static const struct contract_case cases[] = {
	{ "a batch goes to the kind", a_batch_goes_to_the_kind, 0, 0 },
	{ "callbacks are told, and may forbid", callbacks_are_told_and_may_forbid, 0, 0 },
	{ "bad BIOs are refused", bad_bios_are_refused, 0, 0 },
	{ "poll descriptors are the kind's", poll_descriptors_are_the_kinds, 0, 0 },
};

int main(void)
{
	return contract_main("bio.messages", cases, sizeof(cases) / sizeof(cases[0]));
}
