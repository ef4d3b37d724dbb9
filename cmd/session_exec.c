/* SPDX-License-Identifier: Apache-2.0 */
/* --exec: a program a connection, which has the connection alone. */
#include <errno.h>
#include <string.h>

#include <openssl/crypto.h>

#include "cmd/say.h"
#include "cmd/session.h"
#include "cmd/sys/child.h"
#include "sys/net.h"

/* The numeric host or port; NULL for what has none, a UNIX address, or if memory runs out. */
static char *part_of(const BIO_ADDR *addr, char *(*text_of)(const BIO_ADDR *, int))
{
	return addr != NULL && BIO_ADDR_family(addr) != AF_UNIX ? text_of(addr, 1) : NULL;
}

static const char *start(
    struct session *x, char *const *program, const BIO_ADDR *peer, const BIO_ADDR *local)
{
	struct sys_child_variable variables[] = {
		{ "PROTO", BIO_ADDR_family(peer) == AF_UNIX ? "UNIX" : "TCP" },
		{ "TCPREMOTEIP", part_of(peer, BIO_ADDR_hostname_string) },
		{ "TCPREMOTEPORT", part_of(peer, BIO_ADDR_service_string) },
		{ "TCPLOCALIP", part_of(local, BIO_ADDR_hostname_string) },
		{ "TCPLOCALPORT", part_of(local, BIO_ADDR_service_string) },
		{ "TCPREMOTEHOST", NULL }, /* of who started this program, perhaps */
		{ "TCPREMOTEINFO", NULL },
		{ "TCPLOCALHOST", NULL },
	};
	enum { VARIABLES = sizeof(variables) / sizeof(variables[0]) };
	const char *why = NULL;

	x->pid = sys_child_start(program, x->fds[SESSION_CLIENT], variables, VARIABLES);
	if (x->pid == -1)
		why = error_text(errno);
	for (size_t i = 1; i < VARIABLES; i++)
		OPENSSL_free((char *)variables[i].value);
	return why;
}

/* The child alone has the connection from here on, so that its end is the end. */
static const char *open_exec(struct session *x, const struct session_plan *plan)
{
	BIO_ADDR *local = BIO_ADDR_new();
	const char *why = error_text(ENOMEM);

	if (local != NULL) {
		session_local(x, local);
		why = start(x, plan->settings->serve.program, session_peer(x), local);
	}
	if (x->pid == -1)
		say("%s: exec %s: %s", session_name(x), plan->settings->serve.program[0], why);
	BIO_ADDR_free(local);
	session_close(x, SESSION_CLIENT);
	return why;
}

static const char *step(struct session *x, const unsigned is[2])
{
	(void)x;
	(void)is;
	return NULL;
}

static void finish(struct session *x)
{
	(void)x;
}

const struct session_kind session_exec = { sizeof(struct session), 0, true, open_exec, step,
	finish };
