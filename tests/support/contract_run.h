/* SPDX-License-Identifier: Apache-2.0 */
/* What differs between the builds of a contract test: contract_{own,oracle,host}.c. */
#ifndef BIOSOCK_TESTS_CONTRACT_RUN_H
#define BIOSOCK_TESTS_CONTRACT_RUN_H

#include "support/contract.h"

/* One case under cmocka, as this build has it: returns if all is well with it. */
void contract_run(const struct contract_case *c);

/* Runs the case in this process, its failures counted from 0. */
void contract_run_here(const struct contract_case *c);

/* What contract_main() was told. */
const char *contract_suite(void);

/* Takes the oldest record off the stack: its code, 0 for none, and its data, "" for none. */
unsigned long contract_take_error(const char **out_data);

/* A record's reason as OpenSSL words it, or NULL; *data is then without it, if it stood there. */
const char *contract_reason(unsigned long e, const char **data);

#endif
