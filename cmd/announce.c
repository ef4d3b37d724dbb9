/* SPDX-License-Identifier: Apache-2.0 */
/* Telling where it listens: people, a file, a descriptor. */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "cmd/listeners.h"
#include "cmd/say.h"
#include "cmd/sys/publish.h"
#include "sys/descriptor.h"

/* How many the first shard has: the others have the same. */
static size_t first_shard(const struct listeners *of)
{
	return of->shards > 1 ? of->n / of->shards : of->n;
}

static int write_ready_file(const struct listeners *of, const char *name)
{
	size_t n = first_shard(of), size = n * (ADDRESS_TEXT + 1) + 1, used = 0;
	char *text = malloc(size);
	bool ok;

	for (size_t i = 0; text != NULL && i < n; i++)
		used += (size_t)snprintf(text + used, size - used, "%s\n", of->list[i].text);
	if (text == NULL)
		errno = ENOMEM;
	/* If a signal came meanwhile, the next wait notices that it asks to end. */
	ok = text != NULL && (sys_publish(name, text, used) == 0 || errno == EINTR);
	if (!ok)
		say("write %s: %s", name, error_text(errno));
	free(text);
	return ok ? STATUS_OK : STATUS_FAILED;
}

/* The descriptor is closed, which its reader may wait for. */
static int write_ready_fd(const struct listeners *of, long fd)
{
	char name[32];
	int status;

	snprintf(name, sizeof(name), "/dev/fd/%ld", fd);
	status = write_ready_file(of, name);
	if (status == STATUS_OK)
		sys_close((int)fd);
	return status;
}

int listeners_announce(struct listeners *of, const struct settings *settings)
{
	const struct serve_settings *how = &settings->serve;
	int status = STATUS_OK;

	for (size_t i = 0; i < first_shard(of); i++)
		say_plainly("listening on %s", of->list[i].text);
	if (how->ready_file != NULL)
		status = write_ready_file(of, how->ready_file);
	if (status == STATUS_OK && how->ready_fd > 0)
		status = write_ready_fd(of, how->ready_fd);
	if (status != STATUS_OK)
		listeners_close(of);
	return status;
}
