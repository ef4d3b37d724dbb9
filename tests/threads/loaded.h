/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A library that a test loads and gives back: biosock's own, or a plug-in that has biosock in it.
 * What cannot be done ends the test.
 */
#ifndef BIOSOCK_TESTS_LOADED_H
#define BIOSOCK_TESTS_LOADED_H

void *loaded_open(const char *path);
void loaded_close(void *library);

/* A pointer to the function of biosock's with this plain name, into *out_function. */
void loaded_find(void *library, const char *name, void *out_function);

/* As it is called in the binary, which may be its plain name. */
enum { LOADED_NAME_ROOM = 64 };
const char *loaded_in_binary(const char *name, char room[LOADED_NAME_ROOM]);

/* Asks for a name of one family, so that there is one question, and leaves while that is open. */
void loaded_leave_lookup(void *library, int family, void (*until_it_was_asked)(void));

#endif
