#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What is installed shows, for every name in a page's NAME section, the page that has it.
# usage: aliases_test.sh MANDOC TREE
set -uo pipefail
mandoc=$1
cd "$2" || exit 1
failed=0
names=0

for page in man3/*.3; do
	head -n 1 "$page" | grep -q '^\.so ' && continue
	wanted=$("$mandoc" -T ascii "$page" 2>/dev/null)
	while read -r name; do
		names=$((names + 1))
		if [ ! -e "man3/$name.3" ]; then
			echo "$name: no page of that name"
			failed=1
		elif [ "$("$mandoc" -T ascii "man3/$name.3" 2>/dev/null)" != "$wanted" ]; then
			echo "$name: does not show $page"
			failed=1
		fi
	done < <(sed -n '/^\.Sh SYNOPSIS/q; s/^\.Nm \([A-Za-z0-9_]*\).*/\1/p' "$page")
done
if [ "$names" -lt 100 ]; then
	echo "only $names names found"
	exit 1
fi
echo "$names names"
exit $failed
