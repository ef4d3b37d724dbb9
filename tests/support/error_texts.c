/* SPDX-License-Identifier: Apache-2.0 */
/* Prints what the C library calls each error that tests in the shell expect: a NAME, its text. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#ifdef _WIN32
#include <winsock2.h>

#include <ws2tcpip.h>
#else
#include <netdb.h>
#endif

/* The text here is for a C library that has none. */
static const struct {
	const char *name;
	int number;
	const char *text;
} errors[] = {
	{ "EACCES", EACCES, "Permission denied" },
	{ "EADDRINUSE", EADDRINUSE, "Address already in use" },
	{ "EADDRNOTAVAIL", EADDRNOTAVAIL, "Cannot assign requested address" },
	{ "EBADF", EBADF, "Bad file descriptor" },
	{ "ECONNREFUSED", ECONNREFUSED, "Connection refused" },
	{ "ECONNRESET", ECONNRESET, "Connection reset by peer" },
	{ "EMFILE", EMFILE, "Too many open files" },
	{ "ENETUNREACH", ENETUNREACH, "Network is unreachable" },
	{ "ENODEV", ENODEV, "No such device" },
	{ "ENOENT", ENOENT, "No such file or directory" },
	{ "ENOSPC", ENOSPC, "No space left on device" },
	{ "EOPNOTSUPP", EOPNOTSUPP, "Operation not supported" },
	{ "EPIPE", EPIPE, "Broken pipe" },
};

/* Of an address of another family than asked for: told apart by glibc only. */
#ifdef __GLIBC__
#define OTHER_FAMILY EAI_ADDRFAMILY
#else
#define OTHER_FAMILY EAI_NONAME
#endif

static const struct {
	const char *name;
	int code;
} failures[] = {
	{ "OTHER_FAMILY", OTHER_FAMILY },
	{ "EAI_AGAIN", EAI_AGAIN },
	{ "EAI_NONAME", EAI_NONAME },
	{ "EAI_SERVICE", EAI_SERVICE },
};

/* Winsock's says "Host not found" of all three. */
static const char *failure_text(int code)
{
#ifdef _WIN32
	return code == EAI_SERVICE ? "Servname not supported for ai_socktype"
	                           : "Name or service not known";
#else
	return gai_strerror(code);
#endif
}

int main(void)
{
	for (size_t i = 0; i < sizeof(errors) / sizeof(errors[0]); i++) {
		const char *text = strerror(errors[i].number);

		if (strncmp(text, "Unknown error", 13) == 0)
			text = errors[i].text;
		printf("%s %s\n", errors[i].name, text);
	}
	for (size_t i = 0; i < sizeof(failures) / sizeof(failures[0]); i++)
		printf("%s %s\n", failures[i].name, failure_text(failures[i].code));
	return 0;
}
