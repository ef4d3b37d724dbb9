/* SPDX-License-Identifier: Apache-2.0 */
/* Text that grows. */
#ifndef BIOSOCK_CMD_PAGE_H
#define BIOSOCK_CMD_PAGE_H

#include <stdbool.h>
#include <stddef.h>

/* Zeroes at first. `failed`: memory ran out, and something is missing. */
struct page {
	char *text; /* NULL while there is none */
	size_t n, room;
	bool failed;
};

__attribute__((format(printf, 2, 3))) void page_print(struct page *to, const char *format, ...);

/* The text as XML has it, safe to show (addr_escape()). */
void page_xml(struct page *to, const char *text);

void page_fini(struct page *of);

#endif
