/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers of OpenBSD's kernel: it knows them by number only (sysctl(2)). */
#include "sys/tunable.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>
#include <sys/types.h>

#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/sysctl.h>

static const struct {
	const char *name;
	int mib[4];
	unsigned n;
} names[] = {
	{ "kern.somaxconn", { CTL_KERN, KERN_SOMAXCONN }, 2 },
	{ "net.inet.ip.portfirst", { CTL_NET, PF_INET, IPPROTO_IP, IPCTL_IPPORT_FIRSTAUTO }, 4 },
	{ "net.inet.ip.portlast", { CTL_NET, PF_INET, IPPROTO_IP, IPCTL_IPPORT_LASTAUTO }, 4 },
};

bool sys_tunable(const char *name, int *out_value)
{
	size_t size = sizeof(*out_value);

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (strcmp(names[i].name, name) == 0)
			return sysctl(names[i].mib, names[i].n, out_value, &size, NULL, 0) == 0;
	}
	errno = ENOENT;
	return false;
}
