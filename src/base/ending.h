/* SPDX-License-Identifier: Apache-2.0 */
/* The end of the library's life: the process exits, or the library is unloaded. */
#ifndef BIOSOCK_BASE_ENDING_H
#define BIOSOCK_BASE_ENDING_H

/* Who may have something to do then, in the order in which they are called. */
enum base_ending { BASE_ENDING_HANDLERS, BASE_ENDING_NAMES, BASE_ENDING_STACK, BASE_ENDINGS };

/*
 * Has `run` called at the end, once. To be called by whoever comes to own something; harmless
 * when called again.
 */
void base_at_end(enum base_ending who, void (*run)(void));

#endif
