/* SPDX-License-Identifier: Apache-2.0 */
/* For systems where a process cannot have a network of its own: nothing behind netns_run() runs. */
#include "support/netns.h"

#include "support/contract.h"

static _Noreturn void none(void)
{
	contract_skip("no network namespaces here");
}

void netns_run(void (*body)(void))
{
	(void)body;
	none();
}

void netns_cannot(void)
{
	none();
}

void netns_set(const char *name, int value)
{
	(void)name, (void)value;
	none();
}

long netns_counter(const char *name)
{
	(void)name;
	none();
}
