/* SPDX-License-Identifier: Apache-2.0 */
/* What is behind the interfaces: packets are delayed, dropped and answered. */
#include <errno.h>
#include <poll.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <netinet/in.h>

#include "dial/lab.h"

enum { PACKET = 1500, WAITING = 256 };
enum { TAKES = 1, REFUSES = 2 }; /* what an address does */
enum { FIN = 1, SYN = 2, RST = 4, ACK = 16 };

/* A packet on its way back. */
struct waiting {
	int64_t due; /* nanoseconds; 0: none */
	int to;
	size_t n;
	unsigned char bytes[PACKET];
};

static struct waiting waiting[WAITING];

static int64_t now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

static void send_later(int to, const unsigned char *bytes, size_t n, int after_ms)
{
	for (size_t i = 0; i < WAITING; i++) {
		if (waiting[i].due != 0)
			continue;
		waiting[i] = (struct waiting){
			.due = now_ns() + after_ms * INT64_C(1000000), .to = to, .n = n
		};
		memcpy(waiting[i].bytes, bytes, n);
		return;
	}
}

/* When the next one is due; 0: there is none. What is due is sent. */
static int64_t send_due(void)
{
	int64_t now = now_ns(), next = 0;

	for (size_t i = 0; i < WAITING; i++) {
		struct waiting *one = &waiting[i];

		if (one->due != 0 && one->due <= now) {
			(void)!write(one->to, one->bytes, one->n);
			one->due = 0;
		}
		if (one->due != 0 && (next == 0 || one->due < next))
			next = one->due;
	}
	return next;
}

static unsigned int get16(const unsigned char *at)
{
	return (unsigned int)at[0] << 8 | at[1];
}

static void put16(unsigned char *out, unsigned int value)
{
	out[0] = (unsigned char)(value >> 8);
	out[1] = (unsigned char)value;
}

static void put32(unsigned char *out, uint32_t value)
{
	put16(out, value >> 16);
	put16(out + 2, value & 0xffff);
}

static uint32_t add_up(const unsigned char *at, size_t n, uint32_t sum)
{
	for (size_t i = 0; i + 1 < n; i += 2)
		sum += get16(at + i);
	return n % 2 != 0 ? sum + ((uint32_t)at[n - 1] << 8) : sum;
}

static unsigned int fold(uint32_t sum)
{
	while (sum >> 16 != 0)
		sum = (sum & 0xffff) + (sum >> 16);
	return ~sum & 0xffff;
}

/* Where the addresses of a packet are, and what it carries. */
struct parts {
	size_t addresses, size; /* of the two: where the first is, and how long one is */
	size_t carried;
	int protocol;
};

static bool take_apart(const unsigned char *packet, size_t n, struct parts *out)
{
	if (n >= 20 && packet[0] >> 4 == 4)
		*out = (struct parts){ 12, 4, (size_t)(packet[0] & 15) * 4, packet[9] };
	else if (n >= 40 && packet[0] >> 4 == 6)
		*out = (struct parts){ 8, 16, 40, packet[6] };
	else
		return false;
	return true;
}

/* The head of a packet that goes back and carries n bytes. Its length. */
static size_t put_head(
    unsigned char *out, const unsigned char *packet, const struct parts *p, size_t n)
{
	size_t head = p->size == 4 ? 20 : 40;

	memset(out, 0, head);
	out[0] = p->size == 4 ? 0x45 : 0x60;
	put16(out + (p->size == 4 ? 2 : 4), (unsigned int)(p->size == 4 ? n + head : n));
	out[p->size == 4 ? 8 : 7] = 64;
	out[p->size == 4 ? 9 : 6] = (unsigned char)p->protocol;
	memcpy(out + p->addresses, packet + p->addresses + p->size, p->size);
	memcpy(out + p->addresses + p->size, packet + p->addresses, p->size);
	if (p->size == 4)
		put16(out + 10, fold(add_up(out, head, 0)));
	return head;
}

/* A segment without data. */
static void send_segment(int to, const unsigned char *packet, const struct parts *p, int flags,
    const unsigned char seq[4], uint32_t ack, int after_ms)
{
	enum { SEGMENT = 20 };
	const unsigned char *theirs = packet + p->carried;
	unsigned char out[60];
	size_t head = put_head(out, packet, p, SEGMENT);
	unsigned char *ours = out + head;

	memset(ours, 0, SEGMENT);
	memcpy(ours, theirs + 2, 2);
	memcpy(ours + 2, theirs, 2);
	memcpy(ours + 4, seq, 4);
	put32(ours + 8, ack);
	ours[12] = SEGMENT / 4 << 4;
	ours[13] = (unsigned char)flags;
	put16(ours + 14, 65535);
	put16(ours + 16, fold(add_up(out + p->addresses, 2 * p->size,
	                     add_up(ours, SEGMENT, (uint32_t)(p->protocol + SEGMENT)))));
	send_later(to, out, head + SEGMENT, after_ms);
}

/* What the address does that a packet is for, and after how long. */
static int kind_of(const unsigned char *packet, const struct parts *p, int *out_after_ms)
{
	const unsigned char *to = packet + p->addresses + p->size;

	*out_after_ms = p->size == 4 ? to[2] : (int)get16(to + 6);
	return p->size == 4 ? to[1] : (int)get16(to + 4);
}

/* Who closes a connection is told that it is gone, so that nothing of it is left to repeat. */
static void answer_tcp(int from, const unsigned char *packet, size_t n, const struct parts *p)
{
	static const unsigned char first[4] = { 1, 2, 3, 4 };
	const unsigned char *theirs = packet + p->carried;
	uint32_t next;
	int after_ms, kind;

	if (n < p->carried + 20)
		return;
	kind = kind_of(packet, p, &after_ms);
	next = (uint32_t)(get16(theirs + 4) << 16 | get16(theirs + 6)) + 1;
	if ((theirs[13] & (SYN | ACK)) == SYN && kind == TAKES)
		send_segment(from, packet, p, SYN | ACK, first, next, after_ms);
	else if ((theirs[13] & (SYN | ACK)) == SYN && kind == REFUSES)
		send_segment(from, packet, p, RST | ACK, first, next, after_ms);
	else if ((theirs[13] & FIN) != 0)
		send_segment(from, packet, p, RST, theirs + 8, next, 0);
}

static void answer_udp(int from, const unsigned char *packet, size_t n, const struct parts *p,
    const struct lab_name *names, size_t n_names)
{
	enum { HEAD = 8 };
	const unsigned char *theirs = packet + p->carried;
	unsigned char answer[ZONE_SIZE], out[PACKET];
	size_t size, head;
	int after_ms = LAB_NEVER;

	if (n < p->carried + HEAD || p->size != 4 || get16(theirs + 2) != 53)
		return;
	size = zone_answer(names, n_names, theirs + HEAD, n - p->carried - HEAD, answer, &after_ms);
	if (size == 0 || after_ms == LAB_NEVER)
		return;
	head = put_head(out, packet, p, HEAD + size);
	memcpy(out + head, theirs + 2, 2);
	memcpy(out + head + 2, theirs, 2);
	put16(out + head + 4, (unsigned int)(HEAD + size));
	put16(out + head + 6, 0); /* without a sum, as IPv4 has it */
	memcpy(out + head + HEAD, answer, size);
	send_later(from, out, head + HEAD + size, after_ms);
}

static void receive(int from, const struct lab_name *names, size_t n_names)
{
	unsigned char packet[PACKET];
	struct parts p;
	ssize_t n;

	while ((n = read(from, packet, sizeof(packet))) > 0) {
		if (!take_apart(packet, (size_t)n, &p))
			continue;
		if (p.protocol == IPPROTO_TCP)
			answer_tcp(from, packet, (size_t)n, &p);
		else if (p.protocol == IPPROTO_UDP)
			answer_udp(from, packet, (size_t)n, &p, names, n_names);
	}
}

_Noreturn void wire_serve(int net, int resolver, const struct lab_name *names, size_t n)
{
	struct pollfd both[] = { { .fd = net, .events = POLLIN },
		{ .fd = resolver, .events = POLLIN } };

	for (;;) {
		int64_t next = send_due(), left = next - now_ns();
		struct timespec patience = { .tv_sec = (time_t)(left / 1000000000),
			.tv_nsec = (long)(left % 1000000000) };

		if (next != 0 && left <= 0)
			continue;
		if (ppoll(both, 2, next != 0 ? &patience : NULL, NULL) == -1 && errno != EINTR)
			exit(1);
		receive(net, names, n);
		receive(resolver, names, n);
	}
}
