#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# libbiosock-host as its user gets it: over the system's OpenSSL by pkg-config and by CMake, shared and static, in C and in
# C++; and over a TLS library in a folder, which here is BoringSSL.
set -euo pipefail
cd "$(dirname "$0")/../.."
. tests/install/checks.sh

# installed NAME HOST OPTION...: to $work/NAME.
installed() {
	cmake -G Ninja --log-level=WARNING -S . -B "$work/$1.build" -DCMAKE_BUILD_TYPE=Release -DBIOSOCK_COMMAND=OFF \
		-DBIOSOCK_HOST="$2" -DCMAKE_INSTALL_LIBDIR=lib "${@:3}" >/dev/null
	cmake --build "$work/$1.build" -j "$(nproc)" -- --quiet
	cmake --install "$work/$1.build" --prefix "$work/$1" >/dev/null
}

if ! pkg-config --exists libcrypto; then
	echo "skip  libbiosock-host: there is no OpenSSL by pkg-config (libssl-dev)"
	echo "$passed passed, 0 failed"
	exit 0
fi
installed openssl openssl -DBIOSOCK_PLAIN=ON
lib=$work/openssl/lib
export PKG_CONFIG_PATH=$lib/pkgconfig

# Refused by nobody at port 1: -1 or 0, and a record that names the address, which only ours has.
cat >"$work/program.c" <<'END'
#define OPENSSL_SUPPRESS_DEPRECATED
#include <string.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#ifndef BIOSOCK_REPLACE
#include <biosock/host.h>
#define BIO_new_connect biosock_BIO_new_connect
#endif

int main(void)
{
	const char *data = NULL;
	BIO *b = BIO_new_connect("127.0.0.1:1");
	int refused = b != NULL && BIO_do_connect(b) <= 0;

	ERR_peek_error_line_data(NULL, NULL, &data, NULL);
	BIO_free(b);
	return !refused || data == NULL || strstr(data, "127.0.0.1:1") == NULL;
}
END

# runs NAME COMPILER...: it compiles without a warning, and is 0 in the folder that the test has for itself.
runs() {
	local name=$1
	shift
	"$@" -Wall -Wextra -Werror -o "$work/program" || fail "$name does not compile"
	(cd "$work" && LD_LIBRARY_PATH=$lib ./program) || fail "$name does not work"
	ok "$name"
}

# shellcheck disable=SC2046
{
	runs "pkg-config, shared" cc "$work/program.c" $(pkg-config --cflags --libs biosock-host)
	runs "pkg-config, in C++" c++ -x c++ "$work/program.c" $(pkg-config --cflags --libs biosock-host)
	runs "recompiled with BIOSOCK_REPLACE" cc -DOPENSSL_SUPPRESS_DEPRECATED= -DBIOSOCK_REPLACE -include biosock/host.h "$work/program.c" \
		$(pkg-config --cflags --libs biosock-host)
	runs "static" cc "$work/program.c" $(pkg-config --cflags biosock-host) "$lib/libbiosock-host.a" \
		$(pkg-config --libs libcrypto) -pthread
}

# Listens at a path, accepts its own connection, and talks over BIOs of the host.
cat >"$work/listening.c" <<'END'
#include <openssl/bio.h>
#include <openssl/crypto.h>
#ifndef BIOSOCK_REPLACE
#include <biosock/host.h>
#endif

static int talk(int from, int to)
{
	BIO *client = biosock_BIO_new_socket(from, BIO_CLOSE), *server = biosock_BIO_new_socket(to, BIO_CLOSE);
	char text[8];
	int ok = BIO_write(client, "hello", 5) == 5 && BIO_read(server, text, sizeof(text)) == 5;

	BIO_free(client);
	BIO_free(server);
	return ok;
}

int main(void)
{
	biosock_accepted got = { -1, -1, NULL };
	biosock_acceptor *acceptor = NULL;
	char *host = NULL, *service = NULL;
	int sock = -1, client = -1, ok = 0;

	if (biosock_parse_address("unix:listening.socket", &host, &service) && service == NULL)
		ok = biosock_listen(host, NULL, NULL, &sock, 1) == 1;
	if (ok)
		acceptor = biosock_acceptor_new(&sock, 1, NULL);
	if (acceptor != NULL)
		client = biosock_dial(host, NULL, NULL, NULL);
	ok = client != -1 && biosock_acceptor_wait(acceptor, &got, 1, 30000, NULL) == 1 && talk(client, got.sock);
	biosock_acceptor_free(acceptor);
	OPENSSL_free(host);
	return !ok || biosock_listen_unlink(sock) != 1 || biosock_listen_adopt(NULL, &sock, 1) != 0;
}
END

# listening WHERE OPTION...: in C and in C++.
# shellcheck disable=SC2046
listening() {
	runs "a program that listens$1" cc "$work/listening.c" $(pkg-config --cflags --libs biosock-host) "${@:2}"
	runs "a program that listens$1, in C++" c++ -x c++ "$work/listening.c" $(pkg-config --cflags --libs biosock-host) "${@:2}"
}
listening ""
# shellcheck disable=SC2046
runs "a program that listens, static" cc "$work/listening.c" $(pkg-config --cflags biosock-host) "$lib/libbiosock-host.a" \
	$(pkg-config --libs libcrypto) -pthread

# What it made for the host lives on when it is closed, once: BIOs are freed behind that, and nothing is lost.
cat >"$work/closing.c" <<'END'
#include <dlfcn.h>
#include <stdio.h>
#include <openssl/bio.h>

int main(int argc, char **argv)
{
	const BIO_METHOD *kind = NULL;

	for (int i = 0; i < 3; i++) {
		void *library = dlopen(argc > 1 ? argv[1] : "", RTLD_NOW | RTLD_LOCAL);
		const BIO_METHOD *(*s_socket)(void) = NULL;
		BIO *b;

		if (library != NULL)
			*(void **)&s_socket = dlsym(library, "biosock_host_BIO_s_socket");
		if (s_socket == NULL || (kind != NULL && kind != s_socket()))
			return 1;
		kind = s_socket();
		b = BIO_new(kind);
		if (dlclose(library) != 0 || BIO_set_fd(b, 0, BIO_NOCLOSE) != 1 || BIO_free(b) != 1)
			return 1;
	}
	return 0;
}
END
# shellcheck disable=SC2046
cc -fsanitize=address -g -Wall -Wextra -Werror -o "$work/closing" "$work/closing.c" -ldl $(pkg-config --libs libcrypto) ||
	fail "the program that closes the library does not compile"
"$work/closing" "$lib/libbiosock-host.so" || fail "what it made does not live on when it is closed, or is lost"
ok "it is closed three times, and what it made lives on"

strangers=$(nm -D --defined-only "$lib/libbiosock-host.so" | awk '$2 != "A" { print $3 }' | grep -v '^biosock_host_' || true)
[ -z "$strangers" ] || fail "the shared library exports $strangers"
ok "the shared library exports nothing that does not begin with biosock_host_"
needed=$(objdump -p "$lib/libbiosock-host.so" | awk '/NEEDED/ { print $2 }')
[[ $needed == *libcrypto* && $needed != *libssl* ]] || fail "the shared library needs $needed"
ok "it needs the host's libcrypto, and no libssl"
# What a program without BIOSOCK_REPLACE is given for OpenSSL's headers is OpenSSL's, to the word.
for header in bio ssl; do
	echo "#include <openssl/$header.h>" >"$work/theirs.c"
	# shellcheck disable=SC2046
	cc $(pkg-config --cflags biosock-host) -E -P "$work/theirs.c" | grep -v '^#pragma GCC system_header' |
		tr -s '[:space:]' '\n' >"$work/with"
	cc -E -P "$work/theirs.c" | tr -s '[:space:]' '\n' | cmp - "$work/with" || fail "its <openssl/$header.h> is not the host's"
done
[ "$(cd "$work/openssl/include/biosock-host/openssl" && echo *)" = "bio.h ssl.h" ] || fail "it has more of OpenSSL's headers"
ok "its headers of OpenSSL's names are OpenSSL's"

mkdir "$work/outer"
cp "$work/program.c" "$work/outer"
cat >"$work/outer/CMakeLists.txt" <<'END'
cmake_minimum_required(VERSION 3.25)
project(outer C)
find_package(biosock REQUIRED)
foreach(flavour host host_static)
	add_executable(${flavour} program.c)
	target_link_libraries(${flavour} PRIVATE biosock::${flavour})
endforeach()
END
cmake -G Ninja --log-level=WARNING -S "$work/outer" -B "$work/outer/build" -DCMAKE_PREFIX_PATH="$work/openssl" >/dev/null
cmake --build "$work/outer/build" -- --quiet
for flavour in host host_static; do
	LD_LIBRARY_PATH=$lib "$work/outer/build/$flavour" || fail "biosock::$flavour does not work"
	ok "biosock::$flavour"
done

tests/install/page_test.sh "$work/openssl" || fail "biosock-tls(7) is not right"
ok "the commands of biosock-tls(7)"

cmake --build "$work/openssl.build" --target uninstall >/dev/null
[ ! -e "$work/openssl" ] || fail "uninstall leaves $(find "$work/openssl")"
ok "uninstall takes all of it away"

# A host that is an archive is the program's, and no second one is in a library of ours: its records are seen.
archive=$(cc -print-file-name=libcrypto.a)
if [ "$archive" = libcrypto.a ]; then
	echo "skip  a host that is an archive: there is no libcrypto.a (libssl-dev)"
else
	mkdir -p "$work/static/include" "$work/static/lib"
	ln -s "$(printf '#include <openssl/bio.h>\n' | cc -M -x c - | tr ' ' '\n' | sed -n 's,/bio\.h$,,p')" "$work/static/include/openssl"
	ln -s "$archive" "$work/static/lib"
	installed archive "$work/static" -DBIOSOCK_PLAIN=OFF
	[ -z "$(find "$work/archive" -name '*biosock-host*.so*')" ] || fail "over an archive there is a shared library"
	export PKG_CONFIG_PATH=$work/archive/lib/pkgconfig
	# shellcheck disable=SC2046
	runs "a host that is an archive" cc "$work/program.c" $(pkg-config --cflags --libs biosock-host)
	[[ $(objdump -p "$work/program") != *libcrypto* ]] || fail "the program has another libcrypto"
	rm -rf "$work/outer/build"
	cmake -G Ninja --log-level=WARNING -S "$work/outer" -B "$work/outer/build" -DCMAKE_PREFIX_PATH="$work/archive" >/dev/null
	cmake --build "$work/outer/build" -- --quiet
	for flavour in host host_static; do
		"$work/outer/build/$flavour" || fail "biosock::$flavour over an archive does not work"
	done
	ok "a host that is an archive, by CMake"
fi

boringssl=$(dpkg -L android-libboringssl-dev 2>/dev/null | grep '/android/libcrypto.so$' || true)
if [ -z "$boringssl" ]; then
	echo "skip  a host in a folder: there is no BoringSSL (android-libboringssl-dev)"
	echo "$passed passed, 0 failed"
	exit 0
fi
mkdir "$work/host"
ln -s /usr/include/android "$work/host/include"
ln -s "$(dirname "$boringssl")" "$work/host/lib"
installed boringssl "$work/host" -DBIOSOCK_PLAIN=OFF
lib=$work/boringssl/lib:$work/host/lib
# Where pkg-config knows no other TLS library, either.
export PKG_CONFIG_PATH=$work/boringssl/lib/pkgconfig PKG_CONFIG_LIBDIR=$work/boringssl/lib/pkgconfig
# shellcheck disable=SC2046
runs "a host in a folder, with its libssl" cc "$work/program.c" $(pkg-config --cflags --libs biosock-host) -lssl \
	-Wl,-rpath,"$work/host/lib" -Wl,--allow-shlib-undefined
# shellcheck disable=SC2046
runs "a host in a folder" cc "$work/program.c" $(pkg-config --cflags --libs biosock-host) -Wl,--allow-shlib-undefined
listening " over a host in a folder" -Wl,--allow-shlib-undefined
echo "$passed passed, 0 failed"
