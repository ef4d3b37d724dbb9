/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers of a connection, on standard error. */
#include "cmd/tally.h"

#include <stdio.h>

#include "cmd/json.h"
#include "cmd/say.h"
#include "cmd/sys/file_left.h"
#include "cmd/sys/tcp_info.h"
#include "cmd/sys/terminal.h"
#include "sys/clock.h"

enum { FD_INPUT = 0, FD_ERROR = 2, SHOW_US = 250000, SIZE_TEXT = 32 };

/* "1.5 MB": of 1000, as rates are. */
static const char *size_text(double bytes, char out[SIZE_TEXT])
{
	static const char *const units[] = { "B", "kB", "MB", "GB", "TB" };
	size_t unit = 0;

	for (; bytes >= 999.5 && unit + 1 < sizeof(units) / sizeof(units[0]); unit++)
		bytes /= 1000;
	snprintf(out, SIZE_TEXT, "%.*f %s", unit > 0 && bytes < 99.95 ? 1 : 0, bytes, units[unit]);
	return out;
}

void tally_begin(struct tally *out, const struct output_settings *how)
{
	*out = (struct tally){ .how = how, .begin = sys_clock_us(), .first = -1, .size = -1 };
	out->shows = how->progress && sys_is_terminal(FD_ERROR);
	if (out->shows)
		out->size = sys_file_left(FD_INPUT);
	out->shown = out->begin;
}

/* Bytes a second; 0 if there was no time to speak of. */
static double rate(const struct tally *t, long long now)
{
	double us = (double)(now - t->begin);

	return us > 0 ? (double)(t->sent + t->received) * 1e6 / us : 0;
}

/* Of a file, how much is sent, and when the rest will be if it goes on so. */
static void rest_text(const struct tally *t, long long now, char *out, size_t size)
{
	double part = t->size > 0 ? (double)t->sent / (double)t->size : 0;
	long left = part > 0 ? (long)((double)(now - t->begin) / 1e6 * (1 - part) / part) : 0;

	out[0] = '\0';
	if (part > 0 && part <= 1)
		snprintf(
		    out, size, ", %d %%, %ld:%02ld left", (int)(part * 100), left / 60, left % 60);
}

static void show(struct tally *t, long long now)
{
	char sent[SIZE_TEXT], received[SIZE_TEXT], speed[SIZE_TEXT], rest[64];

	rest_text(t, now, rest, sizeof(rest));
	say_progress("%s sent, %s received, %s/s%s", size_text((double)t->sent, sent),
	    size_text((double)t->received, received), size_text(rate(t, now), speed), rest);
	t->shown = now;
}

void tally_step(struct tally *t)
{
	long long now;

	if (t->received > 0 && t->first < 0)
		t->first = sys_clock_us();
	if (!t->shows)
		return;
	now = sys_clock_us();
	if (now - t->shown >= SHOW_US)
		show(t, now);
}

int tally_within(const struct tally *t, int ms)
{
	long long left = (t->shown + SHOW_US - sys_clock_us() + 999) / 1000;

	if (!t->shows)
		return ms;
	if (left < 0)
		left = 0;
	return ms >= 0 && ms <= left ? ms : (int)left;
}

static double to_ms(long long us)
{
	return (double)us / 1000;
}

static void say_text(const struct tally *t, const char *peer, long long now, int sock)
{
	char sent[SIZE_TEXT], received[SIZE_TEXT], speed[SIZE_TEXT], first[48] = "", tcp[96] = "";
	double seconds = to_ms(now - t->begin) / 1000;
	struct sys_tcp_info info;

	if (t->first >= 0)
		snprintf(first, sizeof(first), ", the first byte after %.3f ms",
		    to_ms(t->first - t->begin));
	if (sys_tcp_info(sock, &info))
		snprintf(tcp, sizeof(tcp), "; rtt %.3f ms, cwnd %u, %u retransmitted",
		    info.rtt_us / 1000.0, info.cwnd, info.retransmits);
	say("%s: %s sent, %s received in %.*f s, %s/s%s%s", peer, size_text((double)t->sent, sent),
	    size_text((double)t->received, received), seconds < 1 ? 6 : 3, seconds,
	    size_text(rate(t, now), speed), first, tcp);
}

static void put_json(const struct tally *t, const char *peer, long long now, int sock)
{
	struct sys_tcp_info info;

	fputs("{", stderr);
	json_member(stderr, "peer", peer);
	fprintf(stderr, ", \"sent\": %llu, \"received\": %llu, \"seconds\": %.6f, \"rate\": %.0f",
	    t->sent, t->received, to_ms(now - t->begin) / 1000, rate(t, now));
	if (t->first >= 0)
		fprintf(stderr, ", \"first_byte_ms\": %.3f", to_ms(t->first - t->begin));
	else
		fputs(", \"first_byte_ms\": null", stderr);
	if (sys_tcp_info(sock, &info))
		fprintf(stderr, ", \"rtt_ms\": %.3f, \"cwnd\": %u, \"retransmits\": %u",
		    info.rtt_us / 1000.0, info.cwnd, info.retransmits);
	else
		fputs(", \"rtt_ms\": null, \"cwnd\": null, \"retransmits\": null", stderr);
	fputs("}\n", stderr);
	fflush(stderr);
}

void tally_end(struct tally *t, const char *peer, int sock)
{
	long long now = sys_clock_us();

	if (t->shows) {
		show(t, now);
		say_progress_end();
	}
	if (!t->how->stats)
		return;
	if (t->how->json)
		put_json(t, peer, now, sock);
	else
		say_text(t, peer, now, sock);
}
