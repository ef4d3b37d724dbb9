/* SPDX-License-Identifier: Apache-2.0 */
/* biosock connect: dials the peer, then joins standard input and output to it. */
#include <errno.h>
#include <stddef.h>

#include <openssl/bio.h>

#include "cmd/dialling.h"
#include "cmd/flag_names.h"
#include "cmd/relay.h"
#include "cmd/say.h"
#include "cmd/sys/stop.h"
#include "cmd/verbs.h"
#include "sys/net.h"

static int join(const struct dialling *d, int sock)
{
	const struct settings *settings = d->settings;
	char peer[ADDRESS_TEXT], local[ADDRESS_TEXT];
	struct relay_job job = { sock, peer, d->stop, &settings->relay, &settings->output, NULL,
		NULL };

	address_text(d->peer, peer);
	address_local_text(sock, local);
	if (settings->output.verbose)
		say("connected to %s from %s (%lld ms)", peer, local,
		    (long long)(d->connect_us / 1000));
	return settings->dial.socktype == SOCK_DGRAM ? relay_datagrams(&job) : relay_stream(&job);
}

static void tell_flags(const struct settings *settings)
{
	char flags[128];

	flags_text(settings->dial.flags, flags, sizeof(flags));
	say("flags: %s", flags);
}

static int connect_and_join(struct dialling *d)
{
	int sock, status;

	d->stop = sys_stop_watch();
	if (d->stop == -1) {
		say_errno("watch for signals", errno);
		return STATUS_FAILED;
	}
	if (d->settings->output.verbose)
		tell_flags(d->settings);
	sock = dialling_connect(d);
	if (sock == -1)
		return STATUS_FAILED;
	status = join(d, sock);
	BIO_closesocket(sock);
	return status;
}

/* A signal ends it at once until something may be left behind, and then as soon as nothing is. */
int connect_run(const struct settings *settings)
{
	struct dialling d;
	int status;

	sys_stop_at_once();
	status = dialling_init(&d, settings);
	if (status == STATUS_OK)
		status = connect_and_join(&d);
	dialling_fini(&d);
	sys_stop_obey();
	return status;
}
