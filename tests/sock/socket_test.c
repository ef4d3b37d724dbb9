/* SPDX-License-Identifier: Apache-2.0 */
/* BIO_socket() and BIO_closesocket(), and who gets the descriptors. */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "support/contract.h"
#include "support/errno_names.h"
#include "support/peer.h"
#include "support/system.h"

/* Whether a program started gets a socket that it should get. */
static bool children_inherit(void)
{
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	bool has = system_child_has(fd) == 1;

	peer_close(fd, -1, -1);
	return has;
}

static void a_child_program_does_not_get_the_socket(void)
{
	static const int families[] = { AF_INET, AF_INET6, AF_UNIX };

	for (size_t i = 0; i < sizeof(families) / sizeof(families[0]); i++) {
		if (!system_has_family(families[i]))
			continue;
		int fd = BIO_socket(families[i], SOCK_STREAM, 0, 0);

		CHECK(peer_is_cloexec(fd));
		if (children_inherit())
			CHECK_INT(system_child_has(fd), 0);
		peer_close(fd, -1, -1);
	}
}

static void a_child_program_does_not_get_the_accepted_socket(void)
{
	union peer_addr at;
	int listener = peer_listen(AF_INET, 1, &at), peer = peer_dial(&at);
	int fd = BIO_accept_ex(listener, NULL, BIO_SOCK_NONBLOCK);

	CHECK(peer_is_cloexec(fd));
	if (children_inherit())
		CHECK_INT(system_child_has(fd), 0);
	peer_close(listener, peer, fd);
}

static void the_witness_sees_what_is_inherited(void)
{
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	CHECK(!peer_is_cloexec(fd));
	if (!children_inherit())
		contract_skip("under Wine no program inherits a socket; its flag is asked alone");
	CHECK_INT(system_child_has(fd), 1);
	peer_close(fd, -1, -1);
}

static void out_of_descriptors_it_fails_with_emfile(void)
{
	if (!system_forbid_descriptors())
		contract_skip("descriptors are not limited here");
	CHECK_INT(BIO_socket(AF_INET, SOCK_STREAM, 0, 0), -1);
	CHECK_INT(errno, EMFILE);
	system_allow_descriptors();
	CHECK_ERRORS(
	    "system library:EMFILE(calling socket());BIO routines:unable to create socket");
}

static void a_failure_says_which_function_failed(void)
{
	const char *func = NULL;

	CHECK_INT(BIO_socket(AF_INET, 77, 0, 0), -1);
	CHECK(ERR_peek_error_func(&func) != 0);
	CHECK_STR(func, "BIO_socket");
	CHECK(ERR_peek_last_error_func(&func) != 0);
	CHECK_STR(func, "BIO_socket");
	CHECK_INT(ERR_GET_LIB(ERR_peek_error()), ERR_LIB_SYS);
	CHECK_INT(errno_of_record(ERR_GET_REASON(ERR_peek_error())),
	    SYSTEM_SAYS(peer_says_of_type(77), EINVAL));
	CHECK_INT(ERR_GET_LIB(ERR_peek_last_error()), ERR_LIB_BIO);
	CHECK_INT(ERR_GET_REASON(ERR_peek_last_error()), BIO_R_UNABLE_TO_CREATE_SOCKET);
}

static void success_touches_neither_errno_nor_the_stack(void)
{
	int fd;

	ERR_raise(ERR_LIB_BIO, BIO_R_CONNECT_ERROR);
	errno = ERANGE;
	fd = BIO_socket(AF_INET, SOCK_STREAM, 0, 0);
	CHECK_INT(BIO_closesocket(fd), 1);
	CHECK_INT(errno, ERANGE);
	CHECK_ERRORS("BIO routines:connect error");
}

static void modes_may_be_in_the_type(void)
{
#if defined(SOCK_CLOEXEC) && !defined(_WIN32)
	int fd = BIO_socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, 0);
	int type = 0;
	socklen_t len = sizeof(type);

	CHECK(fd != -1);
	CHECK(peer_is_cloexec(fd));
	CHECK_INT(fcntl(fd, F_GETFL) & O_NONBLOCK, O_NONBLOCK);
	CHECK_INT(getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &len), 0);
	CHECK_INT(type, SOCK_STREAM);
	CHECK_ERRORS("-");
	peer_close(fd, -1, -1);
#else
	contract_skip("the system has no modes in a socket's type");
#endif
}

static const struct contract_case cases[] = {
	{ "a child program does not get the socket", a_child_program_does_not_get_the_socket, 1,
	    0 },
	{ "a child program does not get the accepted socket",
	    a_child_program_does_not_get_the_accepted_socket, 1, 0 },
	{ "the witness of both sees what is inherited", the_witness_sees_what_is_inherited, 0, 0 },
	{ "out of descriptors it fails with EMFILE", out_of_descriptors_it_fails_with_emfile, 0,
	    0 },
	{ "a failure says which function failed", a_failure_says_which_function_failed, 0, 0 },
	{ "modes may be in the type", modes_may_be_in_the_type, 0, 0 },
	{ "success touches neither errno nor the stack",
	    success_touches_neither_errno_nor_the_stack, 0, 0 },
};

int main(void)
{
	return contract_main("sock.socket", cases, sizeof(cases) / sizeof(cases[0]));
}
