/* SPDX-License-Identifier: Apache-2.0 */
/*
 * refuse PROGRAM [ARGUMENT]...: runs the program under a kernel that seems to be older: a seccomp
 * filter refuses what Linux has had since 2.6.27 (SOCK_CLOEXEC, SOCK_NONBLOCK), 2.6.28 (accept4),
 * 2.6.33 (recvmmsg), 3.0 (sendmmsg), 3.6 (MSG_FASTOPEN) and 4.11 (TCP_FASTOPEN_CONNECT), with the
 * errno of the kernels before. Ends with 77, and says why, where no filter is to be had.
 */
#include <errno.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/net.h>
#include <linux/seccomp.h>

enum { CANNOT = 77, FASTOPEN_CONNECT = 30 };

#if defined(__x86_64__)
#define OWN_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__i386__)
#define OWN_ARCHITECTURE AUDIT_ARCH_I386
#elif defined(__aarch64__)
#define OWN_ARCHITECTURE AUDIT_ARCH_AARCH64
#elif defined(__arm__)
#define OWN_ARCHITECTURE AUDIT_ARCH_ARM
#elif defined(__s390x__)
#define OWN_ARCHITECTURE AUDIT_ARCH_S390X
#else
#define OWN_ARCHITECTURE 0 /* of no program: nothing will be refused */
#endif

/*
 * A call whose argument number `index` has some of these bits, or is this value; < 0: any call.
 * What socketcall(2) points to cannot be seen.
 */
struct refused {
	long number;
	int index;
	bool bits;
	unsigned value;
	int err;
};

static const struct refused refused[] = {
	{ SYS_socket, 1, true, SOCK_CLOEXEC | SOCK_NONBLOCK, EINVAL },
	{ SYS_accept4, -1, false, 0, ENOSYS },
	{ SYS_recvmmsg, -1, false, 0, ENOSYS },
	{ SYS_sendmmsg, -1, false, 0, ENOSYS },
	{ SYS_sendto, 3, true, MSG_FASTOPEN, EPIPE },
	{ SYS_setsockopt, 2, false, FASTOPEN_CONNECT, ENOPROTOOPT },
#ifdef SYS_recvmmsg_time64
	{ SYS_recvmmsg_time64, -1, false, 0, ENOSYS },
#endif
#ifdef SYS_socketcall
	{ SYS_socketcall, 0, false, SYS_ACCEPT4, ENOSYS },
	{ SYS_socketcall, 0, false, SYS_RECVMMSG, ENOSYS },
	{ SYS_socketcall, 0, false, SYS_SENDMMSG, ENOSYS },
#endif
};

/* Where the lower half of an argument lies, which is all of these. */
static uint32_t argument(int index)
{
	uint32_t half = __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__ ? 4 : 0;

	return (uint32_t)(offsetof(struct seccomp_data, args) + (size_t)index * 8) + half;
}

static struct sock_filter load(size_t offset)
{
	return (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (uint32_t)offset);
}

static struct sock_filter end(uint32_t verdict)
{
	return (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, verdict);
}

/* How many instructions are passed over if what was loaded compares, and how many if not. */
static struct sock_filter jump(uint16_t compare, uint32_t value, uint8_t if_so, uint8_t if_not)
{
	return (struct sock_filter)BPF_JUMP(
	    (uint16_t)(BPF_JMP | compare | BPF_K), value, if_so, if_not);
}

/* Room for the filter: three instructions, five for a call, and one. */
enum { CALLS = sizeof(refused) / sizeof(refused[0]), ROOM = 3 + 5 * CALLS + 1 };

static unsigned short write_filter(struct sock_filter *out)
{
	struct sock_filter *at = out;

	*at++ = load(offsetof(struct seccomp_data, arch));
	*at++ = jump(BPF_JEQ, OWN_ARCHITECTURE, 1, 0);
	*at++ = end(SECCOMP_RET_ALLOW);
	for (size_t i = 0; i < CALLS; i++) {
		const struct refused *r = &refused[i];

		*at++ = load(offsetof(struct seccomp_data, nr));
		*at++ = jump(BPF_JEQ, (uint32_t)r->number, 0, r->index < 0 ? 1 : 3);
		if (r->index >= 0) {
			*at++ = load(argument(r->index));
			*at++ = jump(r->bits ? BPF_JSET : BPF_JEQ, r->value, 0, 1);
		}
		*at++ = end(SECCOMP_RET_ERRNO | (uint32_t)r->err);
	}
	*at++ = end(SECCOMP_RET_ALLOW);
	return (unsigned short)(at - out);
}

/* Also for what is executed. */
static bool install(void)
{
	struct sock_filter instructions[ROOM];
	struct sock_fprog program = { .filter = instructions };

	program.len = write_filter(instructions);
	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
	       prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0;
}

int main(int argc, char **argv)
{
	if (argc < 2) {
		fprintf(stderr, "usage: refuse PROGRAM [ARGUMENT]...\n");
		return 2;
	}
	if (!install()) {
		printf("skip  no seccomp filter is to be had here: %s\n", strerror(errno));
		return CANNOT;
	}
	execv(argv[1], argv + 1);
	fprintf(stderr, "refuse: %s: %s\n", argv[1], strerror(errno));
	return 2;
}
