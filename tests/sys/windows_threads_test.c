/* SPDX-License-Identifier: Apache-2.0 */
/* The end of a thread frees what its error stack has, by whichever way it was made. */
#include <stdlib.h>
#include <string.h>

#include <windows.h>

#include <process.h>
#include <pthread.h>

#include <openssl/crypto.h>
#include <openssl/err.h>

#include "support/contract.h"
#include "windows_counting.h"

/* Data too long for the record's own room; how much memory the thread had of it. */
static LONG raise_long(void)
{
	char data[800];

	memset(data, 'x', sizeof(data));
	data[sizeof(data) - 1] = '\0';
	ERR_raise_data(ERR_LIB_USER, 1, "%s", data);
	return living;
}

static DWORD WINAPI by_create_thread(void *out)
{
	*(LONG *)out = raise_long();
	return 0;
}

static unsigned WINAPI by_beginthreadex(void *out)
{
	*(LONG *)out = raise_long();
	return 0;
}

static void *by_pthread(void *out)
{
	*(LONG *)out = raise_long();
	return NULL;
}

static void await(HANDLE thread)
{
	CHECK(thread != NULL);
	WaitForSingleObject(thread, INFINITE);
	CloseHandle(thread);
}

static void a_native_threads_end(void)
{
	for (int i = 0; i < 50; i++) {
		LONG had = 0;

		await(CreateThread(NULL, 0, by_create_thread, &had, 0, NULL));
		CHECK_INT(had, 1);
		CHECK_INT(living, 0);
	}
}

static void a_thread_of_the_c_runtimes_end(void)
{
	for (int i = 0; i < 50; i++) {
		LONG had = 0;

		await((HANDLE)_beginthreadex(NULL, 0, by_beginthreadex, &had, 0, NULL));
		CHECK_INT(had, 1);
		CHECK_INT(living, 0);
	}
}

static void a_posix_threads_end(void)
{
	for (int i = 0; i < 50; i++) {
		LONG had = 0;
		pthread_t thread;

		CHECK_INT(pthread_create(&thread, NULL, by_pthread, &had), 0);
		CHECK_INT(pthread_join(thread, NULL), 0);
		CHECK_INT(had, 1);
		CHECK_INT(living, 0);
	}
}

static const struct contract_case cases[] = {
	{ "a native thread's end", a_native_threads_end, 0, 0 },
	{ "a thread of the C runtime's end", a_thread_of_the_c_runtimes_end, 0, 0 },
	{ "a POSIX thread's end", a_posix_threads_end, 0, 0 },
};

int main(void)
{
	if (!CRYPTO_set_mem_functions(count_malloc, count_realloc, count_free))
		return 1;
	return contract_main("windows threads", cases, sizeof(cases) / sizeof(cases[0]));
}
