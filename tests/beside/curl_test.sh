#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A program that is linked with libcurl and with biosock's archive: its https requests are answered, and its sockets
# work. The server is OpenSSL's, on loopback, with a certificate made for it.
# shellcheck source=tests/beside/beside.sh disable=SC2154
. "${0%/*}/beside.sh" "$@"
needs openssl openssl
can_include curl/curl.h || skip_all "libcurl's headers are not here (libcurl4-openssl-dev)"

openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost \
	-addext subjectAltName=IP:127.0.0.1 -keyout "$work/key.pem" -out "$work/certificate.pem" 2>/dev/null
openssl s_server -accept 127.0.0.1:0 -www -cert "$work/certificate.pem" -key "$work/key.pem" \
	>"$work/server" 2>&1 </dev/null &
started+=($!)
for _ in $(seq 200); do
	port=$(sed -n 's/^ACCEPT .*:\([0-9][0-9]*\)$/\1/p' "$work/server")
	[ -z "$port" ] || break
	sleep 0.05
done
[ -n "$port" ] || skip_all "no server: $(head -n 1 "$work/server")"

# linked NAME LIBRARY...: the program fetches the server's page.
linked() {
	local name=$1
	shift
	"${cc[@]}" "${biosock[@]}" "$here"/{curl,half,sockets_half}.c -o "$work/curl" "$@"
	expect "$name" "$work/curl" "https://127.0.0.1:$port/" "$work/certificate.pem"
}
linked "libcurl and the archive" -lcurl "${by_archive[@]}"
linked "the archive and libcurl, all exported" "${by_archive[@]}" -lcurl -rdynamic
linked "libcurl and libbiosock" -lcurl "${by_shared[@]}"
linked "libbiosock and libcurl" "${by_shared[@]}" -lcurl
finish
