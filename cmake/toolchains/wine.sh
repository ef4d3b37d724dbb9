#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Runs a Windows program under Wine, headless, in a prefix of its own.
# usage: wine.sh PROGRAM [ARGUMENT]...
: "${WINEPREFIX:=${TMPDIR:-/tmp}/biosock-wine-$(id -u)}"
: "${WINEDEBUG:=-all}"
export WINEPREFIX WINEDEBUG
unset DISPLAY WAYLAND_DISPLAY

first() {
	for program in "$@"; do
		[ -x "$program" ] && echo "$program" && return
	done
}
wine=$(first /usr/lib/wine/wine64 "$(command -v wine64)" "$(command -v wine)")
server=$(first /usr/lib/wine/wineserver64 /usr/lib/wine/wineserver)
if [ -z "$wine" ]; then
	echo "wine.sh: no wine64: script/setup targets" >&2
	exit 127
fi
# Debian's Wine 10 aborts where this folder of the login's is missing, as it is in a container; a part of it that looks for
# a screen writes to standard error if it is not told of one.
login=/run/user/$(id -u)
[ -d "$login" ] || { mkdir -p /run/user && mkdir -m 700 "$login"; } 2>/dev/null || :
: "${XDG_RUNTIME_DIR:=$login}"
export XDG_RUNTIME_DIR

# Wine's server outlives the last program by a while: one that is just ending fails the next. With a server, Wine's
# services start, and keep the output of whoever starts them: were it a test's, CTest would wait for all of them. Status
# 2: there is a server.
{
	flock 9
	status=1
	[ -z "$server" ] || { "$server" -p10 9>&-; status=$?; }
	[ "$status" -eq 2 ] || "$wine" wineboot 9>&-
} 9>"${TMPDIR:-/tmp}/biosock-wine-$(id -u).lock" </dev/null >/dev/null 2>&1

# Debian's wine64 has no preloader: one time in some thousands its heap, which the kernel puts somewhere above it, is where
# Wine needs a page of its own ("failed to map the shared user data"). Unless nothing is put at random.
fixed="setarch -R"
$fixed true 2>/dev/null || fixed=
exec $fixed "$wine" "$@"
