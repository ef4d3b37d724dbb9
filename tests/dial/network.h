/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A network for dials: the resolver is replaced, and answers as it was told, some of it late; the
 * listeners are real ones on loopback. What a dial does is written down.
 */
#ifndef BIOSOCK_TESTS_DIAL_NETWORK_H
#define BIOSOCK_TESTS_DIAL_NETWORK_H

#include <stdbool.h>

#include <biosock.h>

/*
 * What the resolver says of IPv6 and of IPv4: addresses with a space between them, "" for no such
 * name, "again" for a temporary failure, "hang" for an answer that comes with network_release() and
 * is then as what follows ("hang 127.0.0.1").
 */
void network_answers(const char *v6, const char *v4);
/* As fork(): the child, too, can ask, but of what hangs it knows nothing. */
int network_fork(void);
/* What the call returns, during which no thread but this one asks or is answered. */
int network_undisturbed(int (*call)(void));
/* Lets all questions that hang be answered, and waits until they are. */
void network_release(void);
/* Waits until a question hangs. */
void network_wait_for_question(void);
/* Until so many do; false if they have not for a minute. */
bool network_wait_for_questions(int n);
/* Whether an interface has an IPv6 address, so that IPv6's answer is waited for. */
extern bool network_has_v6;

/* Listeners on one port of 127.0.0.1 and ::1, as text; "" if it cannot be had. */
struct network_port {
	int v4, v6;
	char text[8];
};

void network_listen(struct network_port *port);
void network_close(struct network_port *port);
/* A port on which nobody listens, on neither. */
void network_refuse(struct network_port *port);

/*
 * The options that write a dial down, in network_story: "ask6 ask4 answer0 end4 try0
 * connected0 over", "failed0:ECONNREFUSED", "lost1", "end6:gai", "rejected0:EPROTO",
 * "waits4", "over:ETIMEDOUT", "slow" where Fast Open is left out. In an order in which
 * nothing has to be waited for.
 */
biosock_dial_options network_options(void);
extern char network_story[1024];
/* Called with each event, too. */
extern void (*network_on_event)(const biosock_dial_event *event);

/* Waits for what the dialer waits for, as a program does: what poll() says. */
int network_wait(biosock_dialer *dialer);
/* Two ends: what is written to the second can be read from the first. */
void network_pipe(int out[2]);

/* Sockets take times of keepalive: idle, interval and count. */
bool network_has_keepalive_times(void);

/* How many descriptors are open. */
int network_descriptors(void);
/* How many threads the process has; -1 where the system does not say. */
int network_threads(void);
/* The same once there was a thread: some sanitizers then have one of their own. */
int network_threads_at_rest(void);

#endif
