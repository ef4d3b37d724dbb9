/* SPDX-License-Identifier: Apache-2.0 */
/* What tests ask of the system they run on, and what each does in its own way. */
#ifndef BIOSOCK_TESTS_SYSTEM_H
#define BIOSOCK_TESTS_SYSTEM_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#ifdef BIOSOCK_TEST_SYSTEM
static inline bool system_is_windows(void)
{
	return strcmp(BIOSOCK_TEST_SYSTEM, "Windows") == 0;
}
#endif

/* Where files may be made, without a slash at its end; what swallows and gives nothing. */
const char *system_temporary(void);
const char *system_null_file(void);

/* Sockets of this family can be made. If not, says so among what was skipped. */
bool system_has_family(int family);
/* Names of AF_UNIX sockets may begin with a NUL and be in no directory. As above. */
bool system_has_abstract_names(void);

/*
 * The system's resolver, to which libcrypto leaves it, has addresses of localhost. It has none
 * where there is no hosts file.
 */
bool system_knows_localhost(void);

/* End the running case as skipped where there are none. */
void system_need_family(int family);
void system_need_abstract_names(void);

/* An open descriptor that is no socket. */
int system_open_file(void);
/* How many descriptors this process has open. */
int system_open_descriptors(void);
/* A number that no descriptor has, nor will have soon. */
int system_closed_descriptor(void);
/* Another descriptor of the socket, its number `least` or more; -1 if none can be had. */
int system_duplicate(int fd, int least);
/*
 * From now on no descriptor is to be had, or again as many as before; false where there is
 * no such limit.
 */
bool system_forbid_descriptors(void);
void system_allow_descriptors(void);

/*
 * Whether a program started by this one has the descriptor: 1, 0, or -1 if none could be started.
 */
int system_child_has(int fd);

/* The resolver has a code that says that errno has the reason (EAI_SYSTEM). */
bool system_resolver_has_errno(void);

/* The last socket call's error is this errno, as after a call of the program's own that failed. */
void system_set_socket_error(int err);

/*
 * Listeners set SO_REUSEADDR when they are told to: not where that lets others take their port, and
 * a port that lingers is free anyway.
 */
bool system_reuses_addresses(void);

/* A scope of an address is a name in its text, as getnameinfo() writes it; else the number. */
bool system_names_scopes(void);

/* Whether connecting a stream to no address is possible, too. */
bool system_dissolves_streams(void);

/* What the system calls this thread, as it lies in memory; its size in bytes. */
size_t system_thread_id(unsigned char out_id[16]);

/* Whether sockets have numbers among those of files and pipes, and can be handed over as such. */
bool system_sockets_are_files(void);

/* Whether a datagram is sent from the address that its ancillary data say (IP_PKTINFO). */
bool system_sends_from(void);

/*
 * The errno that the library leaves when this call of the system's, as a record names it, fails
 * with `err`: another where the system means something else by it, 0 where it is no failure. Of
 * transfers on a socket with a deadline the call is "deadline".
 */
int system_errno_left(const char *call, int err);

/* Whether accept() fails with this errno for a connection that was lost in its queue. */
bool system_accept_loses(int err);

/*
 * The exit status of a process of its own that runs `body`, which should end it, or 99: a copy of
 * this one, or, where there are none, of `program` begun again with the name as its argument.
 */
int system_in_child(const char *program, const char *name, void (*body)(void));

/*
 * A signal every few milliseconds until stopped: its handler does nothing and restarts no call.
 * False where none interrupts a call.
 */
bool system_interrupt(void);
void system_interrupt_stop(void);

#endif
