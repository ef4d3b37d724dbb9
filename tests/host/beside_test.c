/* SPDX-License-Identifier: Apache-2.0 */
/*
 * beside_test PLUGIN...: loads them all, each with a flavour of biosock in it and the TLS library
 * that this is over, and has them talk in turn.
 */
#include <stdio.h>

#include <dlfcn.h>

enum { MOST = 8, ROUNDS = 3 };

typedef int talk_fn(void);

static talk_fn *load(const char *path)
{
	void *plugin = dlopen(path, RTLD_NOW | RTLD_LOCAL);
	void *found = plugin != NULL ? dlsym(plugin, "beside_talk") : NULL;

	if (found == NULL)
		fprintf(stderr, "%s\n", dlerror());
	return (talk_fn *)found;
}

int main(int argc, char **argv)
{
	talk_fn *talk[MOST];
	int failed = 0;

	for (int i = 1; i < argc && i <= MOST; i++) {
		talk[i - 1] = load(argv[i]);
		if (talk[i - 1] == NULL)
			return 1;
	}
	for (int round = 0; round < ROUNDS; round++) {
		for (int i = 1; i < argc && i <= MOST; i++) {
			if (talk[i - 1]())
				continue;
			fprintf(stderr, "%s does not work\n", argv[i]);
			failed = 1;
		}
	}
	return failed;
}
