/* SPDX-License-Identifier: Apache-2.0 */
/* What each plug-in of the test has. */
#ifndef BIOSOCK_TESTS_HOST_BESIDE_H
#define BIOSOCK_TESTS_HOST_BESIDE_H

/* Connects, accepts, writes and reads over the loopback; 1 if all went well. */
int beside_talk(void);

#endif
