/* SPDX-License-Identifier: Apache-2.0 */
/* The clock by the performance counter, which goes on evenly since Windows XP. */
#include "sys/clock.h"

#include <windows.h>

static int64_t parts_of_second(int64_t parts)
{
	LARGE_INTEGER now, second;

	QueryPerformanceCounter(&now);
	QueryPerformanceFrequency(&second);
	return now.QuadPart / second.QuadPart * parts +
	       now.QuadPart % second.QuadPart * parts / second.QuadPart;
}

int64_t sys_clock_ms(void)
{
	return parts_of_second(1000);
}

int64_t sys_clock_us(void)
{
	return parts_of_second(1000000);
}

void sys_nap_ms(unsigned int ms)
{
	Sleep(ms);
}
