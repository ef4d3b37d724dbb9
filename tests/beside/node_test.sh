#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# An addon that is linked with biosock, in a node that exports OpenSSL's functions: the addon has biosock's, and node its
# own.
# shellcheck source=tests/beside/beside.sh disable=SC2154
. "${0%/*}/beside.sh" "$@"
needs node nodejs

addon=("$here"/{node,sockets_half}.c -fPIC -shared)
for kind in by_shared by_archive; do
	declare -n library=$kind
	"${cc[@]}" "${biosock[@]}" "${addon[@]}" -o "$work/$kind.node" "${library[@]}"
	expect "an addon, $kind" node "$here/node.js" "$work/$kind.node"
done
finish
