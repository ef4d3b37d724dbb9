#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Runs a Windows program under Wine, headless, in a prefix of its own.
# usage: wine.sh PROGRAM [ARGUMENT]...
: "${WINEPREFIX:=${TMPDIR:-/tmp}/biosock-wine-$(id -u)}"
: "${WINEDEBUG:=-all}"
export WINEPREFIX WINEDEBUG
unset DISPLAY WAYLAND_DISPLAY
for wine in /usr/lib/wine/wine64 "$(command -v wine64)" "$(command -v wine)"; do
	[ -x "$wine" ] && exec "$wine" "$@"
done
echo "wine.sh: no wine64: script/setup targets" >&2
exit 127
