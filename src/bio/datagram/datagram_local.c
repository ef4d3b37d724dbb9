/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The local address of single datagrams (BIO_sendmmsg(3)), and what else a BIO can
 * say of addresses.
 */
#include "bio/datagram/datagram_bio.h"

#include <errno.h>

#include "sock/failure.h"

#define CONTROL_PLACE ERR_PLACE_OF("BIO_ctrl")

/* Every socket sends to addresses, and tells who sent. */
enum {
	PEER_CAPS = BIO_DGRAM_CAP_HANDLES_DST_ADDR | BIO_DGRAM_CAP_PROVIDES_SRC_ADDR,
	LOCAL_CAPS = BIO_DGRAM_CAP_HANDLES_SRC_ADDR | BIO_DGRAM_CAP_PROVIDES_DST_ADDR
};

/* Before there is a socket, what most are. */
static int supposed_family(const BIO *b)
{
	int err = errno, family = bio_datagram_family(b, NULL);

	errno = err;
	return family != AF_UNSPEC ? family : AF_INET;
}

long bio_datagram_local_cap(BIO *b, long number, void *pointer)
{
	(void)number;
	(void)pointer;
	return sys_pktinfo_supported(supposed_family(b));
}

/*
 * What the socket can do, which no program sets: BIO_dgram_get_caps() and its like are for memory.
 */
long bio_datagram_effective_caps(BIO *b, long number, void *pointer)
{
	return bio_datagram_local_cap(b, number, pointer) ? PEER_CAPS | LOCAL_CAPS : PEER_CAPS;
}

long bio_datagram_get_local_enable(BIO *b, long number, void *pointer)
{
	const struct bio_datagram *d = frame_data(b);

	(void)number;
	if (pointer == NULL)
		return bio_datagram_refuse_null();
	*(int *)pointer = d->local_family != AF_UNSPEC;
	return 1;
}

long bio_datagram_set_local_enable(BIO *b, long number, void *pointer)
{
	struct bio_datagram *d = frame_data(b);
	int on = number != 0;
	BIO_ADDR name;
	int family;

	(void)pointer;
	if (on == (d->local_family != AF_UNSPEC))
		return 1;
	family = bio_datagram_family(b, &name);
	if (family == AF_UNSPEC) {
		sock_fail(CONTROL_PLACE, "getsockname", BIO_R_LOCAL_ADDR_NOT_AVAILABLE);
		return 0;
	}
	if (!sys_pktinfo_supported(family))
		return err_refuse(CONTROL_PLACE, ERR_LIB_BIO, BIO_R_LOCAL_ADDR_NOT_AVAILABLE, 0);
	if (sys_pktinfo_enable(frame_fd(b), family, on) == -1) {
		sock_fail(CONTROL_PLACE, "setsockopt", BIO_R_LOCAL_ADDR_NOT_AVAILABLE);
		return 0;
	}
	d->local_family = on ? family : AF_UNSPEC;
	d->port = BIO_ADDR_rawport(&name);
	return 1;
}

long bio_datagram_set0_local(BIO *b, long number, void *pointer)
{
	struct bio_datagram *d = frame_data(b);

	(void)number;
	if (pointer != d->local)
		BIO_ADDR_free(d->local);
	d->local = pointer;
	return 1;
}

/*
 * The port is asked for again, because the socket's first datagram may have bound it since. It is
 * not kept, because other threads may ask at the same time.
 */
static unsigned short port_of(BIO *b)
{
	const struct bio_datagram *d = frame_data(b);
	BIO_ADDR name = { 0 };

	if (d->port != 0)
		return d->port;
	return bio_datagram_family(b, &name) == AF_UNSPEC ? 0 : BIO_ADDR_rawport(&name);
}

static int socket_family(const BIO *b)
{
	const struct bio_datagram *d = frame_data(b);

	return d->local_family != AF_UNSPEC ? d->local_family : bio_datagram_family(b, NULL);
}

static void pack(const BIO_ADDR *from, struct sys_pktinfo *out_local)
{
	out_local->family = from->sa.sa_family;
	if (from->sa.sa_family == AF_INET) {
		out_local->address.v4 = from->s_in.sin_addr;
	} else {
		out_local->address.v6 = from->s_in6.sin6_addr;
		out_local->interface = from->s_in6.sin6_scope_id;
	}
}

int bio_datagram_source(BIO *b, const BIO_ADDR *wanted, struct sys_pktinfo *out_local)
{
	const struct bio_datagram *d = frame_data(b);
	const BIO_ADDR *from = wanted != NULL ? wanted : d->local;
	unsigned short port;

	*out_local = (struct sys_pktinfo){ .family = AF_UNSPEC };
	if (wanted != NULL && d->local_family == AF_UNSPEC)
		return BIO_R_LOCAL_ADDR_NOT_AVAILABLE;
	if (from == NULL || from->sa.sa_family == AF_UNSPEC)
		return 0;
	if (from->sa.sa_family != socket_family(b) || !sys_pktinfo_supported(from->sa.sa_family))
		return BIO_R_LOCAL_ADDR_NOT_AVAILABLE;
	port = BIO_ADDR_rawport(from);
	if (port != 0 && port != port_of(b))
		return BIO_R_PORT_MISMATCH;
	pack(from, out_local);
	return 0;
}

void bio_datagram_destination(BIO *b, const struct sys_pktinfo *local, BIO_ADDR *out)
{
	if (local->family == AF_INET) {
		BIO_ADDR_rawmake(
		    out, AF_INET, &local->address.v4, sizeof(local->address.v4), port_of(b));
	} else if (local->family == AF_INET6) {
		BIO_ADDR_rawmake(
		    out, AF_INET6, &local->address.v6, sizeof(local->address.v6), port_of(b));
		out->s_in6.sin6_scope_id = local->interface;
	} else {
		BIO_ADDR_clear(out);
	}
}
