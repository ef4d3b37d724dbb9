/* SPDX-License-Identifier: Apache-2.0 */
/* What the command says: one line each, on standard error, after "biosock: ". */
#ifndef BIOSOCK_CMD_SAY_H
#define BIOSOCK_CMD_SAY_H

/* Says the formatted line, made safe by addr_escape(). errno is kept. */
__attribute__((format(printf, 1, 2))) void say(const char *format, ...);

/* The same without "biosock: ". */
__attribute__((format(printf, 1, 2))) void say_plainly(const char *format, ...);

/*
 * Writes the formatted line over the last one of its kind, on a terminal. The next message takes
 * its place, as does what follows say_progress_blank(), and say_progress_end() leaves it.
 */
__attribute__((format(printf, 1, 2))) void say_progress(const char *format, ...);
void say_progress_blank(void);
void say_progress_end(void);

/* The system's text for an errno, or another error of a socket call. Good until the next call. */
const char *error_text(int err);

/* Says "what: why" for an errno. */
void say_errno(const char *what, int err);

/*
 * The line "what where: why", where why is what a call of the library left on the error stack,
 * which is emptied: the system's error, with what could not be set where that is not plain from
 * `what`; the resolver's text; or else the library's reason. To be freed with free(); NULL if
 * memory runs out.
 */
char *failure_line(const char *what, const char *where);

/* Says that line. */
void say_failure(const char *what, const char *where);

/* The same of several addresses: `where` is the one that errno is of, if a record names it. */
void say_failure_at(const char *what, const char *where);

#endif
