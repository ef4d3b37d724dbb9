/* SPDX-License-Identifier: Apache-2.0 */
/* What ends a wait from elsewhere, by whichever file of src/sys this is linked with. */
#include <errno.h>

#include "support/contract.h"
#include "sys/readiness.h"
#include "sys/wake.h"

static bool is_raised(const struct sys_wake *wake)
{
	return sys_wait_ready(wake->fd, true, 0) == 1;
}

static void it_is_readable_once_raised(void)
{
	struct sys_wake wake;

	CHECK(sys_wake_init(&wake));
	CHECK(!is_raised(&wake));
	errno = EXDEV;
	sys_wake_raise(&wake);
	CHECK_INT(errno, EXDEV);
	CHECK_INT(sys_wait_ready(wake.fd, true, 5000), 1);
	CHECK(is_raised(&wake));
	sys_wake_clear(&wake);
	CHECK_INT(errno, EXDEV);
	CHECK(!is_raised(&wake));
	sys_wake_clear(&wake);
	CHECK_INT(errno, EXDEV);
	sys_wake_fini(&wake);
}

/* However often: raising never waits, and one clearing is enough. */
static void it_is_raised_as_often_as_one_likes(void)
{
	struct sys_wake wake;

	CHECK(sys_wake_init(&wake));
	for (int i = 0; i < 100000; i++)
		sys_wake_raise(&wake);
	CHECK_INT(sys_wait_ready(wake.fd, true, 5000), 1);
	sys_wake_clear(&wake);
	CHECK(!is_raised(&wake));
	sys_wake_raise(&wake);
	CHECK_INT(sys_wait_ready(wake.fd, true, 5000), 1);
	sys_wake_fini(&wake);
}

static void two_are_two(void)
{
	struct sys_wake one, other;

	CHECK(sys_wake_init(&one));
	CHECK(sys_wake_init(&other));
	sys_wake_raise(&other);
	CHECK(!is_raised(&one));
	CHECK_INT(sys_wait_ready(other.fd, true, 5000), 1);
	sys_wake_fini(&one);
	sys_wake_fini(&other);
}

#define CASE(function)                                                                             \
	{                                                                                          \
#function, function, 0, 0                                                          \
	}

static const struct contract_case cases[] = {
	CASE(it_is_readable_once_raised),
	CASE(it_is_raised_as_often_as_one_likes),
	CASE(two_are_two),
};

int main(void)
{
	return contract_main("wake", cases, sizeof(cases) / sizeof(cases[0]));
}
