/* SPDX-License-Identifier: Apache-2.0 */
/* An addon for node that uses biosock; require() gives what is wrong, or "nothing". */
#include <stddef.h>

#include "half.h"

/* Of node, by which it is loaded: enough to do without its headers. */
extern int napi_create_string_utf8(void *env, const char *text, size_t length, void **out_value);
extern void *napi_register_module_v1(void *env, void *exports);

void *napi_register_module_v1(void *env, void *exports)
{
	const char *wrong = sockets_half.work();
	void *value = exports;

	if (wrong == NULL) {
		sockets_half.fail();
		wrong =
		    sockets_half.errors() > 0 ? "nothing" : "an error is not on biosock's stack";
	}
	napi_create_string_utf8(env, wrong, (size_t)-1, &value);
	return value;
}
