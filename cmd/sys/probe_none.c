/* SPDX-License-Identifier: Apache-2.0 */
/* A system that is not asked: biosock does not know where it says these things. */
#include "cmd/sys/probe.h"

static void unknown(struct sys_finding *out)
{
	sys_answer(out, SYS_NOTE, "not known on this system");
}

void sys_probe_system(struct sys_finding *out)
{
	unknown(out);
}

void sys_probe_dual_stack(struct sys_finding *out)
{
	unknown(out);
}

void sys_probe_fastopen_client(struct sys_finding *out)
{
	unknown(out);
}

void sys_probe_fastopen_server(struct sys_finding *out)
{
	unknown(out);
}

void sys_probe_multipath(struct sys_finding *out)
{
	unknown(out);
}

void sys_probe_accept(struct sys_finding *out)
{
	unknown(out);
}

void sys_probe_abstract(struct sys_finding *out)
{
	unknown(out);
}

void sys_probe_uring(struct sys_finding *out)
{
	unknown(out);
}

void sys_probe_backlog(struct sys_finding *out)
{
	unknown(out);
}

void sys_probe_descriptors(struct sys_finding *out)
{
	unknown(out);
}

void sys_probe_ports(struct sys_finding *out)
{
	unknown(out);
}
