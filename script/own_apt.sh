#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# For scripts to source: apt as a tool that only downloads, for anybody, and leaves the machine's own alone.

# own_apt TOOL ARGUMENT...: apt with sources, lists and a cache of its own below $place.
own_apt() {
	local tool=$1
	shift
	"$tool" -q -o Dir::Etc::sourcelist="${place:?}/sources.list" -o Dir::Etc::sourceparts=/dev/null \
		-o Dir::State::lists="$place/lists" -o Dir::Cache="$place/cache" -o APT::Sandbox::User=root \
		-o Acquire::Retries=2 -o Acquire::http::Timeout=20 "$@"
}
