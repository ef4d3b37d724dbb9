#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A socket that systemd-socket-activate(1) makes and passes on is adopted by its name, and served.
# usage: adopt_systemd_test.sh ADOPT_TEST BIOSOCK
set -euo pipefail
activate=$(command -v systemd-socket-activate || command -v /lib/systemd/systemd-socket-activate || true)
if [ -z "$activate" ]; then
	echo "skip  adopt_systemd: no systemd-socket-activate here (Debian's package systemd)"
	exit 77
fi
work=$(mktemp -d)
"$activate" -l "$work/sock" --fdname=web "$1" serve 2>"$work/log" &
server=$!
trap 'kill $server 2>/dev/null || true; rm -rf "$work"' EXIT
for ((i = 0; i < 500; i++)); do
	[ ! -S "$work/sock" ] || break
	sleep 0.02
done
if ! answer=$("$2" connect "unix:$work/sock" </dev/null) || [ "$answer" != adopted ]; then
	echo "FAIL  the answer is '${answer-}'"
	cat "$work/log"
	exit 1
fi
wait "$server"
echo "ok    a socket of systemd-socket-activate is adopted"
