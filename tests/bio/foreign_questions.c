/* SPDX-License-Identifier: Apache-2.0 */
/* What a program may ask biosock of a BIO that is another library's. */
#define OPENSSL_SUPPRESS_DEPRECATED
#include "foreign_questions.h"

static char out[8];
static size_t n;

/* Each call's result, as a number, for a BIO that is another library's. */
static long ask_read(BIO *b)
{
	return BIO_read(b, out, 4);
}

static long ask_read_nothing(BIO *b)
{
	return BIO_read(b, out, 0);
}

static long ask_read_ex(BIO *b)
{
	return BIO_read_ex(b, out, 4, &n);
}

static long ask_write(BIO *b)
{
	return BIO_write(b, "abc", 3);
}

static long ask_write_ex(BIO *b)
{
	return BIO_write_ex(b, "abc", 3, &n);
}

static long ask_write_nothing_ex(BIO *b)
{
	return BIO_write_ex(b, "abc", 0, &n);
}

static long ask_puts(BIO *b)
{
	return BIO_puts(b, "abc");
}

static long ask_gets(BIO *b)
{
	return BIO_gets(b, out, 4);
}

static long ask_get_line(BIO *b)
{
	return BIO_get_line(b, out, 4);
}

static long ask_printf(BIO *b)
{
	return BIO_printf(b, "abc");
}

static long ask_ctrl(BIO *b)
{
	return BIO_ctrl(b, BIO_CTRL_INFO, 0, NULL);
}

static long ask_ptr_ctrl(BIO *b)
{
	return BIO_ptr_ctrl(b, BIO_C_GET_FILE_PTR, 0) != NULL;
}

static long ask_pending(BIO *b)
{
	return (long)BIO_ctrl_pending(b);
}

static long ask_callback_ctrl(BIO *b)
{
	return BIO_callback_ctrl(b, BIO_CTRL_SET_CALLBACK, NULL);
}

static long ask_nread(BIO *b)
{
	char *bytes;

	return BIO_nread(b, &bytes, 1);
}

static long ask_sendmmsg(BIO *b)
{
	return BIO_sendmmsg(b, NULL, 0, 0, 0, &n);
}

static long ask_recvmmsg(BIO *b)
{
	return BIO_recvmmsg(b, NULL, 0, 0, 0, &n);
}

static long ask_free(BIO *b)
{
	return BIO_free(b);
}

static long ask_free_all(BIO *b)
{
	BIO_free_all(b);
	return 0;
}

static long ask_up_ref(BIO *b)
{
	return BIO_up_ref(b);
}

static long ask_push(BIO *b)
{
	return BIO_push(b, NULL) != NULL;
}

static long ask_push_in_front(BIO *b)
{
	BIO *ours = BIO_new(BIO_f_null());
	long ret = BIO_push(ours, b) != NULL || BIO_next(ours) != NULL;

	BIO_free(ours);
	return ret;
}

static long ask_push_to_nothing(BIO *b)
{
	return BIO_push(NULL, b) != NULL;
}

static long ask_set_next(BIO *b)
{
	BIO *ours = BIO_new(BIO_f_null());
	long ret;

	BIO_set_next(ours, b);
	ret = BIO_next(ours) != NULL;
	BIO_free(ours);
	return ret;
}

static long ask_pop(BIO *b)
{
	return BIO_pop(b) != NULL;
}

static long ask_next(BIO *b)
{
	return BIO_next(b) != NULL;
}

static long ask_find_type(BIO *b)
{
	return BIO_find_type(b, BIO_TYPE_MEM) != NULL;
}

static long ask_dup_chain(BIO *b)
{
	return BIO_dup_chain(b) != NULL;
}

static long ask_method_type(BIO *b)
{
	return BIO_method_type(b);
}

static long ask_method_name(BIO *b)
{
	return BIO_method_name(b) != NULL;
}

static long ask_copy_next_retry(BIO *b)
{
	BIO_copy_next_retry(b);
	return 0;
}

static long ask_retry_bio(BIO *b)
{
	int reason = 1;

	return BIO_get_retry_BIO(b, &reason) != NULL || reason != 0;
}

static long ask_retry_reason(BIO *b)
{
	return BIO_get_retry_reason(b);
}

static long ask_set_retry_reason(BIO *b)
{
	BIO_set_retry_reason(b, 1);
	return 0;
}

static long ask_wait(BIO *b)
{
	return BIO_wait(b, 0, 0);
}

static long ask_connect_retry(BIO *b)
{
	return BIO_do_connect_retry(b, 1, 0);
}

static long ask_get_data(BIO *b)
{
	return BIO_get_data(b) != NULL;
}

static long ask_set_data(BIO *b)
{
	BIO_set_data(b, out);
	return 0;
}

static long ask_get_init(BIO *b)
{
	return BIO_get_init(b);
}

static long ask_set_init(BIO *b)
{
	BIO_set_init(b, 0);
	return 0;
}

static long ask_get_shutdown(BIO *b)
{
	return BIO_get_shutdown(b);
}

static long ask_set_shutdown(BIO *b)
{
	BIO_set_shutdown(b, 7);
	return 0;
}

static long ask_set_flags(BIO *b)
{
	BIO_set_flags(b, -1);
	return 0;
}

static long ask_clear_flags(BIO *b)
{
	BIO_clear_flags(b, -1);
	return 0;
}

static long ask_test_flags(BIO *b)
{
	return BIO_test_flags(b, -1);
}

static long ask_set_ex_data(BIO *b)
{
	return BIO_set_ex_data(b, 0, out);
}

static long ask_get_ex_data(BIO *b)
{
	return BIO_get_ex_data(b, 0) != NULL;
}

static long ask_set_callback(BIO *b)
{
	BIO_set_callback(b, BIO_debug_callback);
	return 0;
}

static long ask_set_callback_ex(BIO *b)
{
	BIO_set_callback_ex(b, BIO_debug_callback_ex);
	return 0;
}

static long ask_get_callback(BIO *b)
{
	return BIO_get_callback(b) != NULL;
}

static long ask_get_callback_ex(BIO *b)
{
	return BIO_get_callback_ex(b) != NULL;
}

static long ask_set_callback_arg(BIO *b)
{
	BIO_set_callback_arg(b, out);
	return 0;
}

static long ask_get_callback_arg(BIO *b)
{
	return BIO_get_callback_arg(b) != NULL;
}

static long ask_debug_callback(BIO *b)
{
	return BIO_debug_callback_ex(b, BIO_CB_FREE, NULL, 0, 0, 0, 0, NULL);
}

static long ask_numbers(BIO *b)
{
	return (long)BIO_number_read(b);
}

static long ask_numbers_written(BIO *b)
{
	return (long)BIO_number_written(b);
}

static long ask_set_accept_bios(BIO *b)
{
	BIO *ours = BIO_new(BIO_s_accept());
	long ret = BIO_set_accept_bios(ours, b);

	BIO_free(ours);
	return ret;
}

const struct foreign_question foreign_questions[] = {
	{ "read", ask_read, -1 },
	{ "read, nothing", ask_read_nothing, -1 },
	{ "read_ex", ask_read_ex, 0 },
	{ "write", ask_write, -1 },
	{ "write_ex", ask_write_ex, 0 },
	{ "write_ex, nothing", ask_write_nothing_ex, 0 },
	{ "puts", ask_puts, -1 },
	{ "gets", ask_gets, -1 },
	{ "get_line", ask_get_line, -1 },
	{ "printf", ask_printf, -1 },
	{ "ctrl", ask_ctrl, -1 },
	{ "ptr_ctrl", ask_ptr_ctrl, 0 },
	{ "ctrl_pending", ask_pending, 0 },
	{ "callback_ctrl", ask_callback_ctrl, -2 },
	{ "nread", ask_nread, -2 },
	{ "sendmmsg", ask_sendmmsg, 0 },
	{ "recvmmsg", ask_recvmmsg, 0 },
	{ "free", ask_free, 0 },
	{ "free_all", ask_free_all, 0 },
	{ "up_ref", ask_up_ref, 0 },
	{ "push", ask_push, 0 },
	{ "push, in front of it", ask_push_in_front, 0 },
	{ "push, to nothing", ask_push_to_nothing, 0 },
	{ "set_next", ask_set_next, 0 },
	{ "pop", ask_pop, 0 },
	{ "next", ask_next, 0 },
	{ "find_type", ask_find_type, 0 },
	{ "dup_chain", ask_dup_chain, 0 },
	{ "method_type", ask_method_type, 0 },
	{ "method_name", ask_method_name, 0 },
	{ "copy_next_retry", ask_copy_next_retry, 0 },
	{ "get_retry_BIO", ask_retry_bio, 0 },
	{ "get_retry_reason", ask_retry_reason, 0 },
	{ "set_retry_reason", ask_set_retry_reason, 0 },
	{ "wait", ask_wait, -1 },
	{ "do_connect_retry", ask_connect_retry, -1 },
	{ "get_data", ask_get_data, 0 },
	{ "set_data", ask_set_data, 0 },
	{ "get_init", ask_get_init, 0 },
	{ "set_init", ask_set_init, 0 },
	{ "get_shutdown", ask_get_shutdown, 0 },
	{ "set_shutdown", ask_set_shutdown, 0 },
	{ "set_flags", ask_set_flags, 0 },
	{ "clear_flags", ask_clear_flags, 0 },
	{ "test_flags", ask_test_flags, 0 },
	{ "set_ex_data", ask_set_ex_data, 0 },
	{ "get_ex_data", ask_get_ex_data, 0 },
	{ "set_callback", ask_set_callback, 0 },
	{ "set_callback_ex", ask_set_callback_ex, 0 },
	{ "get_callback", ask_get_callback, 0 },
	{ "get_callback_ex", ask_get_callback_ex, 0 },
	{ "set_callback_arg", ask_set_callback_arg, 0 },
	{ "get_callback_arg", ask_get_callback_arg, 0 },
	{ "debug_callback_ex", ask_debug_callback, 0 },
	{ "number_read", ask_numbers, 0 },
	{ "number_written", ask_numbers_written, 0 },
	{ "set_accept_bios", ask_set_accept_bios, 0 },
};
const size_t foreign_questions_n = sizeof(foreign_questions) / sizeof(foreign_questions[0]);
