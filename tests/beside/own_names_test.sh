#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A program's own functions that are called as those inside the library, and as OpenSSL's.
# shellcheck source=tests/beside/beside.sh disable=SC2154
. "${0%/*}/beside.sh" "$@"
# shellcheck source=tests/beside/own_names.sh
. "${0%/*}/own_names.sh"

program "sys_close, err_raise and bio_refuse" "$work/some"
program "all names inside the library" "$work/internals"
program "all of OpenSSL's that it has" "$work/public"
finish
