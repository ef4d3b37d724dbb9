#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The program in a page's EXAMPLES compiles without a warning, and exits with 0.
# usage: example_test.sh PERL PAGE LIBRARY CC [FLAG]...
set -euo pipefail
perl=$1 page=$2 library=$3
shift 3
name=$(basename "$page" .3)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# What a reader sees between .Bd -literal and .Ed: the escapes that mdoc needs are taken back.
# shellcheck disable=SC2016
"$perl" -ne '
	if (/^\.Sh /) { $examples = /^\.Sh EXAMPLES$/; next }
	next unless $examples;
	if (/^\.Bd -literal/) { $literal = 1; next }
	if (/^\.Ed$/) { $literal = 0; next }
	next unless $literal;
	s/\\e/\0/g; s/\\&//g; s/\\\(dq/"/g; s/\\\(aq/\x27/g; s/\\-/-/g;
	die "$ARGV:$.: unknown escape: $_" if /\\/;
	s/\0/\\/g;
	print;
' "$page" >"$folder/$name.c"

if ! grep -q '^main(' "$folder/$name.c"; then
	echo "$page: no program in EXAMPLES"
	exit 1
fi
"$@" -o "$folder/$name" "$folder/$name.c" "$library" -pthread
"$folder/$name"
