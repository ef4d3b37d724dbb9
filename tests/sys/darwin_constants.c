/* SPDX-License-Identifier: Apache-2.0 */
/* What the tests say of macOS where they answer in its place, against its own headers. */
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stddef.h>
#include <sys/socket.h>

/* connectx.h. */
_Static_assert(SAE_ASSOCID_ANY == 0, "any association");
_Static_assert(CONNECT_RESUME_ON_READ_WRITE == 1, "resumes");
_Static_assert(CONNECT_DATA_IDEMPOTENT == 2, "idempotent");
_Static_assert(offsetof(sa_endpoints_t, sae_srcaddr) == 8, "source");
_Static_assert(offsetof(sa_endpoints_t, sae_dstaddr) == 24, "destination");
_Static_assert(sizeof(sa_endpoints_t) == 40, "ends");

/* pktinfo_rfc3542.c takes it for a system whose IP_PKTINFO has the interface, too. */
#ifdef IP_SENDSRCADDR
#error "IP_SENDSRCADDR"
#endif
_Static_assert(sizeof(struct in_pktinfo) == 12, "as Linux has it");
_Static_assert(offsetof(struct in_pktinfo, ipi_spec_dst) == 4, "to send from");
_Static_assert(offsetof(struct in_pktinfo, ipi_addr) == 8, "received at");
