/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fopencookie() for systems that have funopen(3). Where that one's positions are of type fpos_t,
 * off_t is the same; NetBSD says off_t, and its fpos_t is no number.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>

#if !defined(__FreeBSD__) && !defined(__DragonFly__)
struct cookie {
	void *theirs;
	cookie_io_functions_t functions;
};

static int give(void *at, char *out, int n)
{
	struct cookie *cookie = at;

	return (int)cookie->functions.read(cookie->theirs, out, (size_t)n);
}

static int take(void *at, const char *bytes, int n)
{
	struct cookie *cookie = at;

	return (int)cookie->functions.write(cookie->theirs, bytes, (size_t)n);
}

static off_t seek(void *at, off_t position, int whence)
{
	struct cookie *cookie = at;
	off_t reached = position;

	return cookie->functions.seek(cookie->theirs, &reached, whence) == 0 ? reached : -1;
}

static int end(void *at)
{
	struct cookie *cookie = at;
	int r = cookie->functions.close(cookie->theirs);

	free(cookie);
	return r;
}

FILE *fopencookie(void *theirs, const char *mode, cookie_io_functions_t functions)
{
	struct cookie *cookie = malloc(sizeof(*cookie));

	(void)mode;
	if (cookie == NULL)
		return NULL;
	*cookie = (struct cookie){ theirs, functions };
	return funopen(cookie, give, take, seek, end);
}
#endif
