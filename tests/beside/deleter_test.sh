#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A C++ program whose objects share a header with inline functions on BIOs, and differ in the headers before it, OpenSSL's
# or biosock's; one of the two may be in a library. Each keeps its own inline functions.
# shellcheck source=tests/beside/beside.sh disable=SC2154
. "${0%/*}/beside.sh" "$@"
needs_openssl
cxx=$(command -v g++ || command -v clang++) || skip_all "neither g++ nor clang++ is here"

cxx=("$cxx" -std=c++11 "${strict[@]}" -fPIC)
"${cxx[@]}" -c "$here/deleter_main.cpp" -o "$work/main.o"
"${cxx[@]}" "${biosock[@]}" -DHALF=with_biosock -DIS_BIOSOCK=true -c "$here/deleter_half.cpp" -o "$work/biosock.o"
"${cxx[@]}" -DHALF=with_openssl -DIS_BIOSOCK=false -c "$here/deleter_half.cpp" -o "$work/openssl.o"

for kind in by_shared by_archive; do
	declare -n library=$kind
	both=("${library[@]}" -lcrypto)
	for order in "biosock openssl" "openssl biosock"; do
		read -r first second <<<"$order"
		"${cxx[@]}" "$work"/{main,"$first","$second"}.o -o "$work/program" "${both[@]}"
		expect "$first's object before $second's, $kind" "$work/program"
		"${cxx[@]}" -shared "$work/$second.o" -o "$work/lib$second.so" "${both[@]}"
		"${cxx[@]}" "$work"/{main,"$first"}.o -o "$work/program" "$work/lib$second.so" "-Wl,-rpath,$work" -rdynamic "${both[@]}"
		expect "$first's object, $second's in a library, $kind" "$work/program"
	done
done
finish
