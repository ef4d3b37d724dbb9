/* SPDX-License-Identifier: Apache-2.0 */
/* What differs between the two builds of a contract test: contract_own.c, contract_oracle.c. */
#ifndef BIOSOCK_TESTS_CONTRACT_RUN_H
#define BIOSOCK_TESTS_CONTRACT_RUN_H

#include "support/contract.h"

/* One case under cmocka, as this build has it: returns if all is well with it. */
void contract_run(const struct contract_case *c);

/* Runs the case in this process, its failures counted from 0. */
void contract_run_here(const struct contract_case *c);

#endif
