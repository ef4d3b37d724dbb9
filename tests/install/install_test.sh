#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The library as its user gets it: installed to a prefix, found by pkg-config and by CMake, shared and static, in C
# and C++, and in one process with a real OpenSSL. The programs are the two in the README.
set -euo pipefail
cd "$(dirname "$0")/../.."
. tests/install/checks.sh

cmake --preset release --log-level=WARNING >/dev/null
cmake --build build/release -j "$(nproc)" -- --quiet
cmake --install build/release --prefix "$work/usr" >/dev/null
libdir=$(dirname "$(find "$work/usr" -name biosock.pc -printf '%h')")
export PKG_CONFIG_PATH=$libdir/pkgconfig LD_LIBRARY_PATH=$libdir

# shellcheck disable=SC2016
sed -n '/^```c$/,/^```$/p' README.md | sed '1d; /^```$/,$d' >"$work/readme.c"
# shellcheck disable=SC2016
sed -n '/^```c$/,/^```$/p' README.md | sed '1,/^```$/d; /^```/d' >"$work/bio.c"
[ -s "$work/readme.c" ] && [ -s "$work/bio.c" ]

# The program has something to connect to.
"$work/usr/bin/biosock" listen --echo :0 2>"$work/listening" >/dev/null &
listener=$!
trap 'kill $listener 2>/dev/null || true; rm -rf "$work"' EXIT
for _ in $(seq 100); do
	grep -q ':[0-9]' "$work/listening" && break
	sleep 0.05
done
port=$(sed -n 's/.*:\([0-9][0-9]*\)$/\1/p' "$work/listening" | head -n 1)
[ -n "$port" ]

strict="-std=c11 -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes -Werror"
# run NAME PROGRAM [together]: it connects, over each family that this machine has, and exits with 0. The host and the
# port are arguments of their own, or one.
hosts=(127.0.0.1)
if grep -q '\[::\]' "$work/listening" && ip -6 addr show dev lo 2>/dev/null | grep -q '::1/'; then
	hosts+=('[::1]')
fi
run() {
	local host to
	for host in "${hosts[@]}"; do
		to=("${host//[][]/}" "$port")
		[ "${3-}" != together ] || to=("$host:$port")
		"$2" "${to[@]}" 2>"$work/said" || { echo "FAIL  $1: to $host: $(cat "$work/said")"; exit 1; }
		[ ! -s "$work/said" ] || { echo "FAIL  $1: to $host, with success: $(cat "$work/said")"; exit 1; }
	done
	ok "$1, to ${hosts[*]}"
}

# fails STATUS NAME WANTED PROGRAM ARGUMENT...: it exits so and says what is wanted.
fails() {
	local want=$1 name=$2 wanted=$3 status=0
	shift 3
	"$@" 2>"$work/said" || status=$?
	[ "$status" -eq "$want" ] || { echo "FAIL  $name: exit status $status"; exit 1; }
	grep -q "$wanted" "$work/said" || { echo "FAIL  $name: $(cat "$work/said")"; exit 1; }
	ok "$name"
}

# shellcheck disable=SC2046,SC2086
{
	cc $strict $(pkg-config --cflags biosock) "$work/readme.c" -o "$work/shared" $(pkg-config --libs biosock)
	run "pkg-config, shared" "$work/shared"
	fails 2 "without an address it says how it is used" "usage: hello HOST PORT" "$work/shared"
	fails 1 "nobody listens: the address and the reason" "127.0.0.1:1:.*\|Connection refused" "$work/shared" 127.0.0.1 1
	fails 1 "no such host" "biosock_dial" "$work/shared" no-such-host.invalid 80
	cc $strict $(pkg-config --cflags biosock) "$work/bio.c" -o "$work/bio" $(pkg-config --libs biosock)
	run "the BIO's program" "$work/bio" together
	fails 1 "of it, too: nobody listens" "127.0.0.1:1:.*\|Connection refused" "$work/bio" 127.0.0.1:1
	fails 1 "of it, too: no such host" "BIO_lookup" "$work/bio" no-such-host.invalid:80
	# The README's own line, in a folder of the reader's.
	line=$(sed -n 's/^\(cc hello.c .*\)$/\1/p' README.md)
	[ -n "$line" ]
	mkdir "$work/reader"
	cp "$work/readme.c" "$work/reader/hello.c"
	(cd "$work/reader" && sh -ec "$line")
	run "the README's line" "$work/reader/hello"
	cc $strict $(pkg-config --cflags biosock) "$work/readme.c" -o "$work/static" "$libdir/libbiosock.a" -pthread
	LD_LIBRARY_PATH='' run "pkg-config, static" "$work/static"
	c++ -x c++ -std=c++11 -Wall -Wextra -Werror $(pkg-config --cflags biosock) "$work/readme.c" -o "$work/cxx" \
		-x none $(pkg-config --libs biosock)
	run "C++" "$work/cxx"
	cc $strict $(pkg-config --cflags biosock) tests/install/beside_openssl.c -o "$work/beside1" $(pkg-config --libs biosock) -lssl -lcrypto -ldl
	"$work/beside1"
	ok "beside OpenSSL, linked first"
	cc $strict $(pkg-config --cflags biosock) tests/install/beside_openssl.c -o "$work/beside2" -lssl -lcrypto -ldl $(pkg-config --libs biosock)
	"$work/beside2"
	ok "beside OpenSSL, linked last"
	cc $strict $(pkg-config --cflags biosock-plain) "$work/readme.c" -o "$work/plain" $(pkg-config --libs biosock-plain)
	run "plain names, pkg-config" "$work/plain"
	# An object that knew nothing of biosock when it was compiled.
	cc -c "$work/bio.c" -o "$work/elsewhere.o"
	cc "$work/elsewhere.o" -o "$work/elsewhere" $(pkg-config --libs biosock-plain)
	run "plain names, compiled with OpenSSL's headers" "$work/elsewhere" together
}

mkdir "$work/consumer"
cp "$work/readme.c" "$work/consumer/readme.c"
cat >"$work/consumer/CMakeLists.txt" <<'EOF'
cmake_minimum_required(VERSION 3.25)
project(consumer C)
find_package(biosock 0.1 REQUIRED)
add_executable(with_shared readme.c)
target_link_libraries(with_shared biosock::biosock)
add_executable(with_static readme.c)
target_link_libraries(with_static biosock::biosock_static)
add_executable(with_plain readme.c)
target_link_libraries(with_plain biosock::plain)
EOF
cmake -G Ninja -S "$work/consumer" -B "$work/consumer/build" -DCMAKE_PREFIX_PATH="$work/usr" --log-level=WARNING >/dev/null
cmake --build "$work/consumer/build" >/dev/null
run "CMake, shared" "$work/consumer/build/with_shared"
run "CMake, static" "$work/consumer/build/with_static"
run "CMake, plain names" "$work/consumer/build/with_plain"

# A real OpenSSL's headers are not shadowed without pkg-config's flags.
[ ! -e "$work/usr/include/openssl" ]
ok "headers in a folder of their own"

man_pages=$(find "$work/usr" -path '*man3*' -name '*.3' | wc -l)
[ "$man_pages" -gt 50 ]
[ -e "$work/usr/share/man/man3/BIO_listen.3" ]
ok "man pages ($man_pages), BIO_listen.3 among them"

[ -e "$work/usr/share/man/man7/biosock-tls.7" ]
ok "biosock-tls.7"

# What wants TLS is told so by the installed headers too.
printf '#include <openssl/bio.h>\n#include <openssl/x509.h>\n' >"$work/tls.c"
# shellcheck disable=SC2046
! cc $(pkg-config --cflags biosock) -c "$work/tls.c" -o "$work/tls.o" 2>"$work/said" || fail "x509.h is there"
if [ "$(grep -c 'error:' "$work/said")" -ne 1 ] || ! grep -q 'biosock has no TLS' "$work/said"; then
	fail "x509.h: $(cat "$work/said")"
fi
printf '#include <openssl/ssl.h>\nint main(void) { return !SSL_library_init(); }\n' >"$work/habit.c"
# shellcheck disable=SC2046
cc $(pkg-config --cflags biosock) "$work/habit.c" -o "$work/habit" $(pkg-config --libs biosock)
"$work/habit"
ok "one error for what wants TLS"

# A folder that has OpenSSL's headers too, as the one of a third package may: ours goes before it.
mkdir -p "$work/third/include/openssl"
echo '#error "these are OpenSSL'"'"'s headers"' | tee "$work/third/include/openssl/bio.h" >"$work/third/include/openssl/err.h"
# shellcheck disable=SC2046,SC2086
{
	cc $strict $(pkg-config --cflags biosock) -I"$work/third/include" -c "$work/readme.c" -o "$work/third.o"
	cc $strict -isystem "$work/third/include" $(pkg-config --cflags biosock) -c "$work/readme.c" -o "$work/third.o"
}
mkdir "$work/order"
cp "$work/readme.c" "$work/order/readme.c"
cat >"$work/order/CMakeLists.txt" <<EOF
cmake_minimum_required(VERSION 3.25)
project(order C)
find_package(biosock REQUIRED)
add_library(third INTERFACE IMPORTED)
target_include_directories(third INTERFACE "$work/third/include")
add_executable(first readme.c)
target_link_libraries(first biosock::biosock third)
add_executable(last readme.c)
target_link_libraries(last third biosock::biosock)
EOF
cmake -G Ninja -S "$work/order" -B "$work/order/build" -DCMAKE_PREFIX_PATH="$work/usr" --log-level=WARNING >/dev/null
cmake --build "$work/order/build" >"$work/said" || fail "a third package's folder: $(cat "$work/said")"
ok "a folder of a third package with OpenSSL's headers"

# What biosock-tls.7 says of configure scripts that ask for TLS.
mkdir "$work/asks"
cat >"$work/asks/CMakeLists.txt" <<'EOF'
cmake_minimum_required(VERSION 3.25)
project(asks C)
find_package(biosock REQUIRED)
set(CMAKE_REQUIRED_LIBRARIES biosock::biosock)
include(CheckCSourceCompiles)
include(CheckFunctionExists)
include(CheckSymbolExists)
check_symbol_exists(BIO_connect openssl/bio.h ASKS_FOR_SOCKETS)
check_c_source_compiles("#include <openssl/ssl.h>
int main(void) { return SSL_library_init(); }" ASKS_FOR_HABIT)
check_c_source_compiles("#include <openssl/ssl.h>
int main(void) { return SSL_CTX_new(TLS_client_method()) == 0; }" ASKS_FOR_TLS)
check_function_exists(SSL_CTX_new ASKS_FOR_FUNCTION)
message("sockets ${ASKS_FOR_SOCKETS} habit ${ASKS_FOR_HABIT} TLS ${ASKS_FOR_TLS}${ASKS_FOR_FUNCTION}.")
EOF
cmake -G Ninja -S "$work/asks" -B "$work/asks/build" -DCMAKE_PREFIX_PATH="$work/usr" --log-level=NOTICE >"$work/said" 2>&1
grep -q '^sockets 1 habit 1 TLS \.$' "$work/said" || fail "configure scripts: $(cat "$work/said")"
# As autoconf's AC_CHECK_FUNC asks.
printf 'char SSL_CTX_new(void);\nint main(void) { return SSL_CTX_new(); }\n' >"$work/asks.c"
# shellcheck disable=SC2046
! cc "$work/asks.c" -o "$work/asks.out" $(pkg-config --libs biosock) 2>/dev/null || fail "AC_CHECK_FUNC finds TLS"
ok "configure scripts that ask by calling"

# What warns of the headers' own casts and macros, in C++, says nothing of them where they are installed.
printf '#include <openssl/bio.h>\n#include <openssl/err.h>\nint f(unsigned long e) { return ERR_GET_REASON(e); }\n' >"$work/casts.cpp"
# shellcheck disable=SC2046
c++ -Wold-style-cast -Wuseless-cast -Werror \
	$(pkg-config --cflags biosock) -c "$work/casts.cpp" -o "$work/casts.o" 2>"$work/said" || fail "$(cat "$work/said")"
ok "no warning is about an installed header"

# Sizes: the whole library in at most 0.25 MB.
strip -o "$work/stripped.so" "$libdir/libbiosock.so"
size=$(stat -c %s "$work/stripped.so")
[ "$size" -le 250000 ]
ok "the shared library has $size bytes"

kill "$listener"
wait "$listener" || true
cd "$root"
echo "$passed passed, 0 failed"
