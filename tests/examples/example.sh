# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# For tests to source: the examples whose paths are given, by name.
declare -A examples
for path in "$@"; do
	examples[${path##*/}]=$path
done

# example NAME ARGUMENT...: runs it to its end.
example() {
	local name=$1
	shift
	timeout 30 "${examples[$name]}" "$@"
}
