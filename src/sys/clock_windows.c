/* SPDX-License-Identifier: Apache-2.0 */
/* The clock by the performance counter, which goes on evenly since Windows XP. */
#include "sys/clock.h"

#include <windows.h>

int64_t sys_clock_ms(void)
{
	LARGE_INTEGER now, second;

	QueryPerformanceCounter(&now);
	QueryPerformanceFrequency(&second);
	return now.QuadPart / second.QuadPart * 1000 +
	       now.QuadPart % second.QuadPart * 1000 / second.QuadPart;
}

void sys_nap_ms(unsigned int ms)
{
	Sleep(ms);
}
