/* SPDX-License-Identifier: Apache-2.0 */
/* Forks the command, plays its peer, and takes what it says. */
#include "cmd/faults_run.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

enum { HANG_MS = 10000, NEXT_MS = 300, VISITS = 6 };

static struct stat stale; /* the file that was in the way */

void run_die(const char *what)
{
	perror(what);
	exit(1);
}

/* Where the peer is, beside the folder in which the command runs. */
static socklen_t peer_address(const struct scene *s, const char *at, struct sockaddr_storage *out)
{
	struct sockaddr_un *un = (struct sockaddr_un *)out;
	struct sockaddr_in *in = (struct sockaddr_in *)out;
	const char *colon = strrchr(at, ':');

	memset(out, 0, sizeof(*out));
	out->ss_family = (sa_family_t)s->family;
	if (s->family == AF_UNIX) {
		snprintf(un->sun_path, sizeof(un->sun_path), "%s", colon + 1);
		return sizeof(*un);
	}
	in->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	in->sin_port = htons((unsigned short)atoi(colon + 1));
	return sizeof(*in);
}

static void limit_patience(int sock)
{
	struct timeval patience = { 0, NEXT_MS * 1000L };

	setsockopt(sock, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
	setsockopt(sock, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
}

static int new_socket(const struct scene *s)
{
	int sock = socket(s->family, s->type | SOCK_CLOEXEC, 0);

	if (sock == -1)
		run_die("socket");
	limit_patience(sock);
	return sock;
}

static void bind_to(int sock, const struct scene *s, const char *at)
{
	struct sockaddr_storage addr;
	socklen_t len = peer_address(s, at, &addr);

	if (s->family == AF_UNIX)
		unlink(strchr(at, ':') + 1);
	if (bind(sock, (struct sockaddr *)&addr, len) == -1)
		run_die("bind");
}

/* The peer that is called, and its address to run->at. */
static void set_peer(struct run *run)
{
	struct sockaddr_in in;
	socklen_t in_len = sizeof(in);

	run->sock = new_socket(run->scene);
	bind_to(run->sock, run->scene, "unix:../peer");
	if (run->scene->type == SOCK_STREAM && listen(run->sock, 1) == -1)
		run_die("listen");
	if (run->scene->family == AF_UNIX) {
		snprintf(run->at, sizeof(run->at), "unix:../peer");
		return;
	}
	getsockname(run->sock, (struct sockaddr *)&in, &in_len);
	snprintf(run->at, sizeof(run->at), "127.0.0.1:%d", ntohs(in.sin_port));
}

static void leave_stale_file(const struct scene *s)
{
	int sock = new_socket(s);

	bind_to(sock, s, "unix:path");
	close(sock);
	if (stat("path", &stale) == -1)
		run_die("path");
}

/* A file of that number may have been made after it went. */
bool run_is_stale(const char *name)
{
	struct stat now;

	return stat(name, &now) == 0 && now.st_ino == stale.st_ino &&
	       now.st_ctim.tv_sec == stale.st_ctim.tv_sec &&
	       now.st_ctim.tv_nsec == stale.st_ctim.tv_nsec;
}

static void exec(const struct run *run, const int fds[3])
{
	char *args[ARGS + 2] = { (char *)run->faulty };

	for (int i = 0; i < ARGS && run->scene->args[i] != NULL; i++)
		args[1 + i] = strcmp(run->scene->args[i], "AT") == 0 ? (char *)run->at
		                                                     : (char *)run->scene->args[i];
	for (int i = 0; i < 3; i++)
		dup2(fds[i], i);
	execv(args[0], args);
	_exit(127);
}

static void start(struct run *run)
{
	int in[2], out[2], err[2];

	if (pipe2(in, O_CLOEXEC) == -1 || pipe2(out, O_CLOEXEC) == -1 ||
	    pipe2(err, O_CLOEXEC) == -1)
		run_die("pipe");
	if (write(in[1], INPUT, sizeof(INPUT) - 1) == -1)
		run_die("write");
	close(in[1]);
	run->pid = fork();
	if (run->pid == 0)
		exec(run, (const int[]){ in[0], out[1], err[1] });
	close(in[0]);
	close(out[1]);
	close(err[1]);
	run->out = out[0];
	run->err = err[0];
}

/* Takes what it has written. False at the end of both. */
static bool listen_to(struct run *run, const struct pollfd *set)
{
	int *fds[2] = { &run->out, &run->err };

	for (int i = 0; i < 2; i++) {
		ssize_t n;

		if (set[i].fd == -1 || set[i].revents == 0)
			continue;
		n = read(*fds[i], run->texts[i] + run->used[i], TEXT_ROOM - 1 - run->used[i]);
		if (n > 0) {
			run->used[i] += (size_t)n;
			continue;
		}
		close(*fds[i]);
		*fds[i] = -1;
	}
	return run->out != -1 || run->err != -1;
}

/* Sends back what comes, and closes. */
static void answer(const struct run *run)
{
	struct sockaddr_storage from;
	socklen_t len = sizeof(from);
	char bytes[TEXT_ROOM];
	int sock = run->sock;
	ssize_t n = 0, all = 0;

	if (run->scene->type == SOCK_DGRAM) {
		n = recvfrom(sock, bytes, sizeof(bytes), 0, (struct sockaddr *)&from, &len);
		if (n >= 0)
			sendto(sock, bytes, (size_t)n, 0, (struct sockaddr *)&from, len);
		return;
	}
	sock = accept(run->sock, NULL, NULL);
	limit_patience(sock);
	while ((n = recv(sock, bytes + all, sizeof(bytes) - (size_t)all, 0)) > 0)
		all += n;
	send(sock, bytes, (size_t)all, MSG_NOSIGNAL);
	close(sock);
}

/* What comes, unless it is gone or nothing comes for a while. */
static ssize_t hear(const struct run *run, int sock, char *bytes)
{
	struct pollfd set[2] = { { sock, POLLIN, 0 }, { run->err, 0, 0 } };

	if (poll(set, 2, NEXT_MS) <= 0 || set[0].revents == 0)
		return -1;
	return recv(sock, bytes, TEXT_ROOM, 0);
}

/* Calls it, says hello and waits for its end or, of a datagram, its answer. */
static void visit(const struct run *run)
{
	struct sockaddr_storage addr;
	socklen_t len;
	char bytes[TEXT_ROOM];
	int sock;

	if (strchr(run->at, ':') == NULL)
		return;
	len = peer_address(run->scene, run->at, &addr);
	sock = new_socket(run->scene);
	if (run->scene->family == AF_UNIX)
		bind_to(sock, run->scene, "unix:../visitor");
	if (connect(sock, (struct sockaddr *)&addr, len) == 0 &&
	    send(sock, HELLO, sizeof(HELLO) - 1, MSG_NOSIGNAL) != -1) {
		if (run->scene->type == SOCK_STREAM)
			shutdown(sock, SHUT_WR);
		while (hear(run, sock, bytes) > 0 && run->scene->type == SOCK_STREAM)
			;
	}
	close(sock);
}

/* Where it says it listens, once. */
static bool is_open(struct run *run)
{
	const char *said = strstr(run->texts[1], "listening on ");

	return run->scene->role == IS_CALLED && said != NULL && strchr(said, '\n') != NULL &&
	       sscanf(said, "listening on %127s", run->at) == 1;
}

static void attend(struct run *run)
{
	int visits = 0, ready;

	for (;;) {
		struct pollfd set[3] = { { run->out, POLLIN, 0 }, { run->err, POLLIN, 0 },
			{ run->scene->role == CALLS ? run->sock : -1, POLLIN, 0 } };
		bool open = is_open(run);

		ready =
		    poll(set, 3, open && visits < VISITS ? (visits == 0 ? 0 : NEXT_MS) : HANG_MS);
		if (ready == 0 && open && visits++ < VISITS)
			visit(run);
		else if (ready == 0)
			break;
		if (set[2].revents != 0)
			answer(run);
		if (!listen_to(run, set))
			return;
	}
	run->hung = true;
	kill(run->pid, SIGKILL);
}

void run_play(struct run *out, const struct scene *scene, const char *faulty, const char *fault,
    const char *counts)
{
	*out = (struct run){ .scene = scene, .faulty = faulty, .sock = -1, .out = -1, .err = -1 };
	setenv("BIOSOCK_COUNTS", counts, 1);
	if (fault != NULL)
		setenv("BIOSOCK_FAULT", fault, 1);
	else
		unsetenv("BIOSOCK_FAULT");
	if (scene->role == CALLS)
		set_peer(out);
	if (scene->stale)
		leave_stale_file(scene);
	start(out);
	attend(out);
	if (out->out != -1)
		close(out->out);
	if (out->err != -1)
		close(out->err);
	if (out->sock != -1)
		close(out->sock);
	if (waitpid(out->pid, &out->status, 0) == -1)
		run_die("waitpid");
}
