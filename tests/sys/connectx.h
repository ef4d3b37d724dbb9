/* SPDX-License-Identifier: Apache-2.0 */
/* connectx(2) of macOS, for fastopen_darwin.c where there is none. */
#ifndef BIOSOCK_TESTS_SYS_CONNECTX_H
#define BIOSOCK_TESTS_SYS_CONNECTX_H

#include <sys/socket.h>
#include <sys/uio.h>

typedef struct {
	unsigned sae_srcif;
	const struct sockaddr *sae_srcaddr;
	socklen_t sae_srcaddrlen;
	const struct sockaddr *sae_dstaddr;
	socklen_t sae_dstaddrlen;
} sa_endpoints_t;

/* xnu, bsd/sys/socket.h. */
#define SAE_ASSOCID_ANY              0
#define CONNECT_RESUME_ON_READ_WRITE 1
#define CONNECT_DATA_IDEMPOTENT      2

int connectx(int fd, const sa_endpoints_t *ends, unsigned associd, unsigned flags,
    const struct iovec *bytes, unsigned n, size_t *len, unsigned *connid);

#endif
