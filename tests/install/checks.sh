#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# For the tests of this folder to source, in the project's: a folder that goes at the end, and how checks are told.
# shellcheck disable=SC2034 # whoever sources this uses it
root=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0

ok() {
	passed=$((passed + 1))
	echo "ok    $1"
}

fail() {
	echo "FAIL  $1" >&2
	exit 1
}
