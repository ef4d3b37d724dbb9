#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Runs a Windows program under Wine, headless, in a prefix of its own.
# usage: wine.sh PROGRAM [ARGUMENT]...
: "${WINEPREFIX:=${TMPDIR:-/tmp}/biosock-wine-$(id -u)}"
: "${WINEDEBUG:=-all}"
export WINEPREFIX WINEDEBUG
unset DISPLAY WAYLAND_DISPLAY
# Wine's server outlives the last program by a while: one that is just ending fails the next.
for server in /usr/lib/wine/wineserver64 /usr/lib/wine/wineserver; do
	[ -x "$server" ] && { "$server" -p10 </dev/null >/dev/null 2>&1 || :; } && break
done
for wine in /usr/lib/wine/wine64 "$(command -v wine64)" "$(command -v wine)"; do
	[ -x "$wine" ] && exec "$wine" "$@"
done
echo "wine.sh: no wine64: script/setup targets" >&2
exit 127
