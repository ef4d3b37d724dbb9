#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The same where the linker compiles: it sees the names as the compiler has renamed them.
# shellcheck source=tests/beside/beside.sh disable=SC2154
. "${0%/*}/beside.sh" "$@"
# shellcheck source=tests/beside/own_names.sh
. "${0%/*}/own_names.sh"

echo 'int main(void) { return 0; }' | gcc -flto -x c - -o "$work/lto" 2>/dev/null || skip_all "there is no gcc that has -flto"
# shellcheck disable=SC2034 # for program()
cc=(gcc -std=gnu11 "${strict[@]}")
build "$work/build" -DCMAKE_C_COMPILER=gcc -DCMAKE_C_FLAGS="-flto -w" -DBIOSOCK_PREFIX="$prefix" 2>"$work/linker"
# shellcheck disable=SC2034
by_archive=("$(find "$work/build" -name 'lib*.a')" -pthread -flto=auto)
program "all names inside the library" "$work/internals"
program "all of OpenSSL's that it has" "$work/public"
finish
