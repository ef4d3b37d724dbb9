/* SPDX-License-Identifier: Apache-2.0 */
/* ISO C's jumps. */
#ifndef STUBS_FREEBSD_SETJMP_H
#define STUBS_FREEBSD_SETJMP_H

typedef struct {
	long registers[12];
} jmp_buf[1];

_Noreturn void longjmp(jmp_buf, int);
int setjmp(jmp_buf) __attribute__((returns_twice));

#endif
