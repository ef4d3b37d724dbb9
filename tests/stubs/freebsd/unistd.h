/* SPDX-License-Identifier: Apache-2.0 */
/* POSIX's calls on processes and descriptors. */
#ifndef STUBS_FREEBSD_UNISTD_H
#define STUBS_FREEBSD_UNISTD_H

#include <sys/types.h>

#define STDIN_FILENO  0
#define STDOUT_FILENO 1
#define STDERR_FILENO 2
#define R_OK          0x04
#define W_OK          0x02
#define X_OK          0x01
#define F_OK          0
#ifndef SEEK_SET
#define SEEK_SET 0
#define SEEK_CUR 1
#define SEEK_END 2
#endif
#define _SC_OPEN_MAX 5
#define _SC_PAGESIZE 47

extern char **environ;
extern char *optarg;
extern int optind, opterr, optopt;

int access(const char *, int);
unsigned int alarm(unsigned int);
int chdir(const char *);
int close(int);
int dup(int);
int dup2(int, int);
int execl(const char *, const char *, ...);
int execlp(const char *, const char *, ...);
int execv(const char *, char *const *);
int execve(const char *, char *const *, char *const *);
int execvp(const char *, char *const *);
_Noreturn void _exit(int);
pid_t fork(void);
int ftruncate(int, off_t);
char *getcwd(char *, size_t);
uid_t geteuid(void);
gid_t getgid(void);
int gethostname(char *, size_t);
int getopt(int, char *const *, const char *);
pid_t getpid(void);
pid_t getppid(void);
uid_t getuid(void);
int isatty(int);
off_t lseek(int, off_t, int);
int pipe(int[2]);
int pipe2(int[2], int);
ssize_t pread(int, void *, size_t, off_t);
ssize_t pwrite(int, const void *, size_t, off_t);
ssize_t read(int, void *, size_t);
ssize_t readlink(const char *, char *, size_t);
int rmdir(const char *);
int setuid(uid_t);
unsigned int sleep(unsigned int);
int symlink(const char *, const char *);
long sysconf(int);
int unlink(const char *);
int usleep(useconds_t);
ssize_t write(int, const void *, size_t);

#endif
