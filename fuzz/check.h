/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the fuzz targets share: a check that ends the run, input taken piece by piece, the
 * error stack counted.
 */
#ifndef BIOSOCK_FUZZ_CHECK_H
#define BIOSOCK_FUZZ_CHECK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What libFuzzer calls. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Ends the run, and has the input kept, unless `holds`. */
#define CHECK(holds) check_that((holds), #holds, __FILE__, __LINE__)
void check_that(bool holds, const char *what, const char *file, int line);

/* The rest of an input. */
struct input {
	const uint8_t *data;
	size_t size;
};

/* The next `n` bytes to `out`, zeros where there are none left. */
void take(struct input *input, void *out, size_t n);
uint8_t take_byte(struct input *input);
/* All that is left as a string on the heap, up to its first NUL, to be freed by the caller. */
char *take_text(struct input *input);

/*
 * Empties the error stack and returns how many records it held. Each must have a reason
 * and a place.
 */
int drain_errors(void);

#endif
