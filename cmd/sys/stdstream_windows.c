/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A standard stream is a buffer that the program and a thread own by turns. The one that reads it
 * owns it while it is full, and the one that fills it while it is empty.
 */
#include "cmd/sys/stdstream.h"

#include <errno.h>
#include <string.h>

#include "cmd/sys/console.h"
#include "cmd/sys/flag.h"
#include "cmd/sys/terminal.h"
#include "cmd/sys/transfer.h"
#include "sys/descriptor.h"
#include "sys/runtime_windows.h"

enum {
	STREAMS = 2,
	ROOM = 65507, /* the largest datagram: `connect --udp` makes one of each read */
};

struct stream {
	SRWLOCK lock;
	CONDITION_VARIABLE turned;
	HANDLE file;
	bool is_console;
	struct sys_console console;
	int flag;   /* up while it is the program's turn; 0: there is no thread yet */
	bool ours;  /* whose turn it is: the program's or the thread's. What follows is theirs. */
	bool ended; /* of input: nothing more comes */
	int err;
	size_t start, used;
	char bytes[ROOM];
};

static struct stream streams[STREAMS] = {
	{ .lock = SRWLOCK_INIT, .turned = CONDITION_VARIABLE_INIT },
	{ .lock = SRWLOCK_INIT, .turned = CONDITION_VARIABLE_INIT },
};

static int errno_of(DWORD error)
{
	static const struct {
		DWORD error;
		int err;
	} known[] = {
		{ ERROR_BROKEN_PIPE, EPIPE }, { ERROR_NO_DATA, EPIPE },
		{ ERROR_PIPE_NOT_CONNECTED, EPIPE }, { ERROR_DISK_FULL, ENOSPC },
		{ ERROR_HANDLE_DISK_FULL, ENOSPC }, { ERROR_INVALID_HANDLE, EBADF },
		{ ERROR_ACCESS_DENIED, EBADF }, /* opened for the other direction */
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		if (known[i].error == error)
			return known[i].err;
	}
	return EIO;
}

static void give_turn(struct stream *s, bool ours)
{
	AcquireSRWLockExclusive(&s->lock);
	s->ours = ours;
	if (ours)
		sys_flag_raise(s->flag);
	else
		sys_flag_lower(s->flag);
	WakeAllConditionVariable(&s->turned);
	ReleaseSRWLockExclusive(&s->lock);
}

static void await_turn(struct stream *s, bool ours)
{
	AcquireSRWLockExclusive(&s->lock);
	while (s->ours != ours)
		SleepConditionVariableSRW(&s->turned, &s->lock, INFINITE, 0);
	ReleaseSRWLockExclusive(&s->lock);
}

static bool is_our_turn(struct stream *s)
{
	bool ours;

	AcquireSRWLockShared(&s->lock);
	ours = s->ours;
	ReleaseSRWLockShared(&s->lock);
	return ours;
}

static bool read_some(struct stream *s, DWORD *out_n)
{
	_Static_assert(sizeof(s->bytes) >= SYS_CONSOLE_READ_MOST, "what a console gives fits");

	return s->is_console ? sys_console_read(s->file, &s->console, s->bytes, out_n)
	                     : ReadFile(s->file, s->bytes, ROOM, out_n, NULL) != 0;
}

/* A pipe whose writers have gone is at its end. */
static DWORD WINAPI keep_reading(void *argument)
{
	struct stream *s = argument;
	DWORD n = 0;

	do {
		await_turn(s, false);
		if (!read_some(s, &n)) {
			DWORD error = GetLastError();

			n = 0;
			if (error != ERROR_BROKEN_PIPE && error != ERROR_HANDLE_EOF)
				s->err = errno_of(error);
		}
		s->start = 0;
		s->used = n;
		s->ended = n == 0;
		give_turn(s, true);
	} while (n > 0);
	return 0;
}

/* A pipe that is full of what nobody reads takes its time. */
static bool write_file(HANDLE file, const char *bytes, size_t n)
{
	for (DWORD went; n > 0; bytes += went, n -= went) {
		if (!WriteFile(file, bytes, (DWORD)n, &went, NULL))
			return false;
	}
	return true;
}

static int write_all(struct stream *s)
{
	bool ok = s->is_console ? sys_console_write(s->file, &s->console, s->bytes, s->used)
	                        : write_file(s->file, s->bytes, s->used);

	return ok ? 0 : errno_of(GetLastError());
}

static DWORD WINAPI keep_writing(void *argument)
{
	struct stream *s = argument;

	while (s->err == 0) {
		await_turn(s, false);
		s->err = write_all(s);
		s->used = 0;
		give_turn(s, true);
	}
	return 0;
}

/* NULL with errno if there can be no thread for it. */
static struct stream *started(int fd)
{
	LPTHREAD_START_ROUTINE run = fd == 0 ? keep_reading : keep_writing;
	struct stream *s = &streams[fd];
	HANDLE thread;

	if (s->flag > 0)
		return s;
	s->flag = sys_flag_new();
	if (s->flag == -1)
		return NULL;
	s->file = sys_runtime_handle(fd);
	s->is_console = sys_is_terminal(fd);
	if (fd != 0)
		give_turn(s, true);
	thread = CreateThread(NULL, 0, run, s, 0, NULL);
	if (thread == NULL) {
		sys_close(s->flag);
		s->flag = 0;
		errno = ENOMEM;
		return NULL;
	}
	CloseHandle(thread);
	return s;
}

bool sys_is_stdstream(int fd)
{
	return fd >= 0 && fd < STREAMS;
}

int sys_stdstream_flag(int fd)
{
	const struct stream *s = started(fd);

	return s != NULL ? s->flag : -1;
}

/* The turn stays here once there is nothing to wait for. */
ssize_t sys_stdstream_read(int fd, void *bytes, size_t n)
{
	struct stream *s = started(fd);

	if (s == NULL)
		return -1;
	if (!is_our_turn(s))
		return SYS_LATER;
	if (s->ended) {
		errno = s->err;
		return s->err != 0 ? -1 : 0;
	}
	if (n > s->used)
		n = s->used;
	memcpy(bytes, s->bytes + s->start, n);
	s->start += n;
	s->used -= n;
	if (s->used == 0)
		give_turn(s, false);
	return (ssize_t)n;
}

ssize_t sys_stdstream_write(int fd, const void *bytes, size_t n)
{
	struct stream *s = started(fd);

	if (s == NULL)
		return -1;
	if (!is_our_turn(s))
		return SYS_LATER;
	if (s->err != 0) {
		errno = s->err;
		return -1;
	}
	if (n > ROOM)
		n = ROOM;
	memcpy(s->bytes, bytes, n);
	s->used = n;
	if (n > 0)
		give_turn(s, false);
	return (ssize_t)n;
}

/* Waits for what is still being written. */
int sys_stdstream_end(int fd)
{
	struct stream *s = &streams[fd];

	if (s->flag > 0)
		await_turn(s, true);
	if (s->err == 0 && !sys_console_flush(s->file, &s->console))
		s->err = errno_of(GetLastError());
	if (sys_runtime_close(fd) == 0 && s->err == 0)
		return 0;
	if (s->err != 0)
		errno = s->err;
	return -1;
}
