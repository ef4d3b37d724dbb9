/* SPDX-License-Identifier: Apache-2.0 */
/* --adopt: listeners that a supervisor has made, and whose paths it removes (sd_listen_fds(3)). */
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>

#include <biosock.h>
#include <openssl/err.h>

#include "cmd/listeners.h"
#include "cmd/say.h"
#include "cmd/sys/stop.h"
#include "sys/calls.h"
#include "sys/descriptor.h"

enum { MOST = 4096 }; /* as many as biosock_listen_adopt() takes */

static bool add(struct listeners *to, const struct settings *settings, int sock)
{
	struct listener *l = &to->list[to->n++];
	int type = 0;

	l->sock = sock;
	address_local_text(sock, l->text);
	if (sys_get_option(sock, SOL_SOCKET, SO_TYPE, &type) == -1 ||
	    sys_set_nonblock(sock, 1) == -1) {
		say_errno("--adopt", errno);
		return false;
	}
	if (type == settings->dial.socktype)
		return true;
	say("--adopt: %s is %s", l->text,
	    type == SOCK_DGRAM ? "of datagrams: write --udp" : "no socket of that kind");
	return false;
}

/* How many have been passed, to socks[MOST]; 0 after saying why there are none. */
static int find(const char *name, int *socks)
{
	int n = biosock_listen_adopt(name[0] != '\0' ? name : NULL, socks, MOST);

	if (n == -1)
		say_failure("listen", "--adopt");
	else if (n == 0 && name[0] != '\0')
		say("--adopt: no socket named '%s' was passed to this process", name);
	else if (n == 0)
		say("--adopt: no socket was passed to this process (LISTEN_FDS, LISTEN_PID)");
	ERR_clear_error();
	return n > 0 ? n : 0;
}

int listeners_adopt(struct listeners *out, const struct settings *settings, int *out_stop)
{
	static int socks[MOST];
	int n;
	bool ok = true;

	*out = (struct listeners){ .list = NULL };
	*out_stop = sys_stop_watch();
	if (*out_stop == -1) {
		say_errno("watch for signals", errno);
		return STATUS_FAILED;
	}
	n = find(settings->serve.adopt, socks);
	if (n > 0)
		out->list = calloc((size_t)n, sizeof(*out->list));
	if (n == 0)
		return STATUS_FAILED;
	if (out->list == NULL) {
		say_errno("listen", ENOMEM);
		return STATUS_FAILED;
	}
	for (int i = 0; ok && i < n; i++)
		ok = add(out, settings, socks[i]);
	if (ok)
		return listeners_announce(out, settings);
	listeners_close(out);
	return STATUS_FAILED;
}
