/* SPDX-License-Identifier: Apache-2.0 */
/* How large a datagram may be: the MTU controls of BIO_s_datagram(). */
#include "bio/datagram/datagram_bio.h"
#include "sock/failure.h"
#include "sys/calls.h"
#include "sys/mtu.h"

/* Headers of IP without options, and of UDP (RFC 791, RFC 8200, RFC 768). */
enum { V4_OVERHEAD = 20 + 8, V6_OVERHEAD = 40 + 8 };
/* What every network takes (RFC 791, 3.1; RFC 8200, 5). */
enum { V4_MINIMUM = 576, V6_MINIMUM = 1280 };

int bio_datagram_family(const BIO *b, BIO_ADDR *out_name)
{
	BIO_ADDR name = { 0 };
	socklen_t len = sizeof(name);

	if (sys_getsockname(frame_fd(b), &name.sa, &len) == -1)
		return AF_UNSPEC;
	if (out_name != NULL)
		*out_name = name;
	return name.sa.sa_family;
}

/* Datagrams to a mapped address leave by IPv4. */
static bool is_v6(const BIO_ADDR *addr)
{
	return addr->sa.sa_family == AF_INET6 && !IN6_IS_ADDR_V4MAPPED(&addr->s_in6.sin6_addr);
}

static int overhead(const BIO_ADDR *addr)
{
	return is_v6(addr) ? V6_OVERHEAD : V4_OVERHEAD;
}

long bio_datagram_mtu_overhead(BIO *b, long number, void *pointer)
{
	const struct bio_datagram *d = frame_data(b);

	(void)number;
	(void)pointer;
	return overhead(&d->peer);
}

long bio_datagram_fallback_mtu(BIO *b, long number, void *pointer)
{
	const struct bio_datagram *d = frame_data(b);
	int minimum = is_v6(&d->peer) ? V6_MINIMUM : V4_MINIMUM;

	(void)number;
	(void)pointer;
	return minimum - overhead(&d->peer);
}

/* Of other families the system is not asked, so that errno stays. */
static bool has_mtu(int family)
{
	return family == AF_INET || family == AF_INET6;
}

/* Returns what setting an option returned; a failure leaves a record. */
static long told(int returned)
{
	if (returned == -1)
		sock_fail(ERR_PLACE_OF("BIO_ctrl"), "setsockopt", 0);
	return returned;
}

/* WARNING: 0 for success and for a descriptor that is no socket, -1 for failure. */
long bio_datagram_mtu_discover(BIO *b, long number, void *pointer)
{
	int family = bio_datagram_family(b, NULL);

	(void)number;
	(void)pointer;
	if (family == AF_UNSPEC)
		return 0;
	return has_mtu(family) ? told(sys_mtu_discover(frame_fd(b), family)) : -1;
}

/* Of the payload, and kept for BIO_CTRL_DGRAM_GET_MTU. */
long bio_datagram_query_mtu(BIO *b, long number, void *pointer)
{
	struct bio_datagram *d = frame_data(b);
	BIO_ADDR name;
	int family = bio_datagram_family(b, &name);
	int mtu = 0;

	(void)number;
	(void)pointer;
	if (!has_mtu(family) || sys_mtu_get(frame_fd(b), family, &mtu) == -1)
		return 0;
	if (mtu < overhead(&name))
		return 0;
	d->mtu = (unsigned)(mtu - overhead(&name));
	return (long)d->mtu;
}

long bio_datagram_get_mtu(BIO *b, long number, void *pointer)
{
	const struct bio_datagram *d = frame_data(b);

	(void)number;
	(void)pointer;
	return (long)d->mtu;
}

/* WARNING: returns what it was given, whole, and not 1; what is negative becomes -1. */
long bio_datagram_set_mtu(BIO *b, long number, void *pointer)
{
	struct bio_datagram *d = frame_data(b);

	(void)pointer;
	d->mtu = (unsigned)number;
	return number < 0 ? -1 : number;
}

/* Told once of each write. */
long bio_datagram_mtu_exceeded(BIO *b, long number, void *pointer)
{
	struct bio_datagram *d = frame_data(b);
	bool exceeded = d->too_large;

	(void)number;
	(void)pointer;
	d->too_large = false;
	return exceeded;
}

/* WARNING: 0 for success, -1 for failure. The family is the peer's: it must be known first. */
long bio_datagram_dont_fragment(BIO *b, long number, void *pointer)
{
	const struct bio_datagram *d = frame_data(b);
	int family = d->peer.sa.sa_family;

	(void)pointer;
	return has_mtu(family) ? told(sys_mtu_dont_fragment(frame_fd(b), family, number != 0)) : -1;
}
