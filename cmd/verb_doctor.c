/* SPDX-License-Identifier: Apache-2.0 */
/* biosock doctor: what this machine's sockets can do, one row each. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/err.h>

#include "cmd/endpoints.h"
#include "cmd/report.h"
#include "cmd/say.h"
#include "cmd/verbs.h"
#include "sys/net.h"

static sys_probe_fn probe_v4, probe_v6, probe_names;

static const struct {
	const char *key, *title;
	sys_probe_fn *probe;
} checks[] = {
	{ "system", "system", sys_probe_system },
	{ "ipv4", "IPv4", probe_v4 },
	{ "ipv6", "IPv6", probe_v6 },
	{ "names", "localhost", probe_names },
	{ "dual_stack", "dual-stack default", sys_probe_dual_stack },
	{ "fastopen_client", "Fast Open, connecting", sys_probe_fastopen_client },
	{ "fastopen_server", "Fast Open, listening", sys_probe_fastopen_server },
	{ "mptcp", "Multipath TCP", sys_probe_multipath },
	{ "accept", "accepting", sys_probe_accept },
	{ "abstract", "UNIX abstract names", sys_probe_abstract },
	{ "io_uring", "io_uring", sys_probe_uring },
	{ "backlog", "listen backlog cap", sys_probe_backlog },
	{ "descriptors", "descriptors", sys_probe_descriptors },
	{ "ports", "ports of connections", sys_probe_ports },
};

enum { CHECKS = sizeof(checks) / sizeof(checks[0]), ROW_V4 = 1, ROW_V6 = 2 };

/*
 * Connects to a listener and accepts the connection, and learns the listener's address. True if all
 * of that worked.
 */
static bool talk(int family, int listener, BIO_ADDR *addr)
{
	union BIO_sock_info_u info = { .addr = addr };
	int client = BIO_socket(family, SOCK_STREAM, 0, 0);
	int peer = -1;

	if (client == -1)
		return false;
	if (BIO_listen(listener, addr, 0) &&
	    BIO_sock_info(listener, BIO_SOCK_INFO_ADDRESS, &info) && BIO_connect(client, addr, 0))
		peer = BIO_accept_ex(listener, NULL, 0);
	if (peer != -1)
		BIO_closesocket(peer);
	BIO_closesocket(client);
	return peer != -1;
}

/* One connection to this machine itself. */
static bool loops_back(int family, const BIO_ADDR *at)
{
	int listener = BIO_socket(family, SOCK_STREAM, 0, 0);
	BIO_ADDR *addr = BIO_ADDR_dup(at);
	bool ok = listener != -1 && addr != NULL && talk(family, listener, addr);

	if (listener != -1)
		BIO_closesocket(listener);
	BIO_ADDR_free(addr);
	return ok;
}

static void probe_loopback(struct sys_finding *out, const char *host, int family)
{
	BIO_ADDRINFO *list = NULL;
	bool ok = BIO_lookup(host, "0", BIO_LOOKUP_SERVER, family, SOCK_STREAM, &list) &&
	          loops_back(family, BIO_ADDRINFO_address(list));
	char *why = ok ? NULL : failure_line("", host);

	out->mark = ok ? SYS_FINE : SYS_BROKEN;
	out->advice[0] = '\0';
	snprintf(
	    out->value, sizeof(out->value), "%s", ok ? host : (why != NULL ? why + 1 : "failed"));
	if (ok)
		strncat(out->value, " listens and connects",
		    sizeof(out->value) - strlen(out->value) - 1);
	else
		snprintf(out->advice, sizeof(out->advice),
		    "is the loopback interface up, and has it %s?", host);
	BIO_ADDRINFO_free(list);
	free(why);
}

static void probe_v4(struct sys_finding *out)
{
	probe_loopback(out, "127.0.0.1", AF_INET);
}

static void probe_v6(struct sys_finding *out)
{
	probe_loopback(out, "::1", AF_INET6);
}

static void add_host(struct sys_finding *out, const BIO_ADDR *addr)
{
	char *host = BIO_ADDR_hostname_string(addr, 1);
	size_t used = strlen(out->value);

	if (host != NULL && strstr(out->value, host) == NULL)
		snprintf(out->value + used, sizeof(out->value) - used, "%s%s", used > 0 ? ", " : "",
		    host);
	OPENSSL_free(host);
}

static void probe_names(struct sys_finding *out)
{
	BIO_ADDRINFO *list = NULL;
	bool ok = BIO_lookup("localhost", "0", BIO_LOOKUP_CLIENT, AF_UNSPEC, SOCK_STREAM, &list);
	char *why = ok ? NULL : failure_line("", "localhost");

	*out = (struct sys_finding){ .mark = ok ? SYS_FINE : SYS_NOTE };
	for (const BIO_ADDRINFO *i = list; i != NULL; i = BIO_ADDRINFO_next(i))
		add_host(out, BIO_ADDRINFO_address(i));
	if (!ok) {
		snprintf(out->value, sizeof(out->value), "%s", why != NULL ? why + 1 : "failed");
		snprintf(out->advice, sizeof(out->advice),
		    "programs expect the name: /etc/hosts should have 127.0.0.1 and ::1");
	}
	BIO_ADDRINFO_free(list);
	free(why);
}

int doctor_run(const struct settings *settings)
{
	struct report_row rows[CHECKS];
	bool ok;

	for (size_t i = 0; i < CHECKS; i++) {
		rows[i].key = checks[i].key;
		rows[i].title = checks[i].title;
		checks[i].probe(&rows[i].finding);
	}
	ok = rows[ROW_V4].finding.mark != SYS_BROKEN || rows[ROW_V6].finding.mark != SYS_BROKEN;
	if (settings->output.json)
		report_json(rows, CHECKS, ok);
	else
		report_text(rows, CHECKS);
	return ok ? STATUS_OK : STATUS_FAILED;
}
