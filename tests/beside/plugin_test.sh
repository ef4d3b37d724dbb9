#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A program that uses biosock loads a plug-in that is linked with OpenSSL, whose names have a version, or with BoringSSL,
# whose names have none: locally and globally, before biosock is used and after. And the other way round.
# shellcheck source=tests/beside/beside.sh disable=SC2154
. "${0%/*}/beside.sh" "$@"

host=("$here"/{plugin_host,half}.c)
plugin=(-fPIC -shared "-Wl,--no-as-needed" "-Wl,-z,defs")
for kind in by_shared by_archive; do
	declare -n library=$kind
	"${cc[@]}" "${biosock[@]}" -DOWN=sockets_half '-DOTHER="tls_half"' "${host[@]}" "$here/sockets_half.c" \
		-o "$work/$kind" "${library[@]}" -ldl -rdynamic
	"${cc[@]}" "${biosock[@]}" "${plugin[@]}" "$here/sockets_half.c" -o "$work/$kind.so" "${library[@]}"
done

# loaded LIBRARY FLAG...: a plug-in and a program with a TLS library, in each way.
loaded() {
	local name=$1 kind scope when
	shift
	"${cc[@]}" "${plugin[@]}" "$here/tls_half.c" -o "$work/tls.so" "$@"
	"${cc[@]}" -DOWN=tls_half '-DOTHER="sockets_half"' "${host[@]}" "$here/tls_half.c" -o "$work/tls" "$@" -ldl -rdynamic
	for kind in by_shared by_archive; do
		for scope in local global; do
			for when in before after; do
				expect "biosock, $kind, a plug-in with $name, $scope, $when" "$work/$kind" "$work/tls.so" $scope $when
				expect "$name, a plug-in with biosock, $kind, $scope, $when" "$work/tls" "$work/$kind.so" $scope $when
			done
		done
	done
}

if can_include openssl/ssl.h; then
	loaded OpenSSL -lssl -lcrypto
else
	skip "a plug-in with OpenSSL" "its headers are not here (libssl-dev)"
fi

# Debian's has folders of its own.
boringssl=("${BORINGSSL_LIBS:-$(dirname "$(ls -d /usr/lib/*/android/libssl.so 2>/dev/null || echo none/none)")}"
	"${BORINGSSL_INCLUDE:-/usr/include/android}")
if [ -e "${boringssl[0]}/libssl.so" ] && can_include openssl/base.h -isystem "${boringssl[1]}"; then
	loaded BoringSSL -isystem "${boringssl[1]}" "-L${boringssl[0]}" -lssl -lcrypto \
		"-Wl,--disable-new-dtags,-rpath,${boringssl[0]}"
else
	skip "a plug-in with BoringSSL" "it is not here (android-libboringssl-dev)"
fi
finish
