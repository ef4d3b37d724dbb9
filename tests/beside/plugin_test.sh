#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A program that uses biosock loads a plug-in that is linked with OpenSSL, whose names have a version, or with BoringSSL,
# whose names have none: locally and globally, before biosock is used and after.
# shellcheck source=tests/beside/beside.sh disable=SC2154
. "${0%/*}/beside.sh" "$@"

host=("$here"/{plugin_host,beside,sockets}.c)
"${cc[@]}" "${biosock[@]}" "${host[@]}" -o "$work/shared" "${by_shared[@]}" -ldl
"${cc[@]}" "${biosock[@]}" "${host[@]}" -o "$work/archive" "${by_archive[@]}" -ldl -rdynamic

# loaded LIBRARY PLUGIN: in each way.
loaded() {
	local program scope when
	for program in shared archive; do
		for scope in local global; do
			for when in before after; do
				expect "$program biosock, a plug-in with $1, $scope, $when" "$work/$program" "$2" $scope $when
			done
		done
	done
}

plugin=("$here/tls.c" -fPIC -shared "-Wl,--no-as-needed" "-Wl,-z,defs")
if can_include openssl/ssl.h; then
	"${cc[@]}" "${plugin[@]}" -o "$work/openssl.so" -lssl -lcrypto
	loaded OpenSSL "$work/openssl.so"
else
	skip "a plug-in with OpenSSL" "its headers are not here (libssl-dev)"
fi

# Debian's has folders of its own.
boringssl=("${BORINGSSL_LIBS:-$(dirname "$(ls -d /usr/lib/*/android/libssl.so 2>/dev/null || echo none/none)")}"
	"${BORINGSSL_INCLUDE:-/usr/include/android}")
if [ -e "${boringssl[0]}/libssl.so" ] && can_include openssl/base.h -isystem "${boringssl[1]}"; then
	"${cc[@]}" -isystem "${boringssl[1]}" "${plugin[@]}" -o "$work/boringssl.so" "-L${boringssl[0]}" -lssl -lcrypto \
		"-Wl,--disable-new-dtags,-rpath,${boringssl[0]}"
	loaded BoringSSL "$work/boringssl.so"
else
	skip "a plug-in with BoringSSL" "it is not here (android-libboringssl-dev)"
fi
finish
