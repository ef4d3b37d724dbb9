/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Memory of the host's, for the caller's file and line. What fails leaves a record, as this
 * library's own does: not every host raises one, nor for every call.
 */
#ifndef BIOSOCK_HOST_HOST_MEMORY_H
#define BIOSOCK_HOST_HOST_MEMORY_H

#include <stddef.h>

#include "err/raise.h"

void *host_malloc(size_t n, struct err_place place);
void *host_zalloc(size_t n, struct err_place place);
void *host_realloc(void *before, size_t n, struct err_place place);
char *host_strdup(const char *text, struct err_place place);
char *host_strndup(const char *text, size_t n, struct err_place place);

/* Raises the record. */
void host_memory_failed(struct err_place place);

#endif
