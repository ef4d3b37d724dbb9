#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The build as others use it: as a part of another project, with folders named in full or with a space in them,
# without a build type, and undone by the target uninstall.
set -euo pipefail
cd "$(dirname "$0")/../.."
. tests/install/checks.sh

configure() {
	cmake -G Ninja --log-level=WARNING "$@" >/dev/null
}

cat >"$work/hello.c" <<'END'
#include <sys/socket.h>

#include <openssl/bio.h>

int main(void)
{
	return BIO_closesocket(BIO_socket(AF_UNIX, SOCK_STREAM, 0, 0)) != 1;
}
END

# Another project, which takes biosock in: by add_subdirectory(), or by FetchContent where it stands.
outer() {
	mkdir -p "$work/$1"
	cp "$work/hello.c" "$work/$1"
	cat >"$work/$1/CMakeLists.txt" <<-END
		cmake_minimum_required(VERSION 3.25)
		project(outer C)
		$2
		enable_testing()
		add_executable(hello hello.c)
		target_link_libraries(hello PRIVATE biosock::$3)
		install(TARGETS hello)
	END
}

# inside NAME OPTION...: builds, runs and installs the outer project, and says what there is then, a file a line.
inside() {
	local name=$1
	shift
	configure -S "$work/$name" -B "$work/$name/build" -DCMAKE_BUILD_TYPE=Debug -DCMAKE_INSTALL_PREFIX="$work/$name/usr" "$@"
	cmake --build "$work/$name/build" -- --quiet
	"$work/$name/build/hello"
	cmake --install "$work/$name/build" >/dev/null
	(cd "$work/$name/usr" && find . ! -type d | sort)
}

outer subdirectory "add_subdirectory($root biosock)" biosock_static
[ "$(inside subdirectory)" = ./bin/hello ] || fail "add_subdirectory() installs biosock too"
ctest --test-dir "$work/subdirectory/build" -N | grep -q 'Total Tests: 0' || fail "add_subdirectory() builds tests"
! grep -q 'biosock_command\|/tests/' "$work/subdirectory/build/build.ninja" || fail "a part builds the command or tests"
! grep -q ':phony uninstall\|^build uninstall:' "$work/subdirectory/build/build.ninja" || fail "a part takes the name uninstall"
grep -q '^CMAKE_BUILD_TYPE:.*=Debug$' "$work/subdirectory/build/CMakeCache.txt" || fail "a part chooses the build type"
ok "add_subdirectory(): nothing of biosock is installed, no test is built"

outer fetched "include(FetchContent)
FetchContent_Declare(biosock SOURCE_DIR $root)
FetchContent_MakeAvailable(biosock)" biosock
[ "$(inside fetched)" = ./bin/hello ] || fail "FetchContent installs biosock too"
ok "FetchContent: the same"

# expect_installed WHAT FILE...: the files, whose names are patterns.
expect_installed() {
	local what=$1 file
	for file in "${@:2}"; do
		grep -qx "\./$file" "$work/installed" || fail "$what installs no $file"
	done
}

inside fetched -DBIOSOCK_INSTALL=ON >"$work/installed"
expect_installed BIOSOCK_INSTALL 'lib.*/libbiosock\.so' 'lib.*/biosock-config\.cmake' 'include/biosock/openssl/bio\.h'
! grep -q 'bin/biosock\|share/.*biosock$\|completions' "$work/installed" || fail "BIOSOCK_INSTALL alone installs the command"
inside fetched -DBIOSOCK_COMMAND=ON >"$work/installed"
expect_installed BIOSOCK_COMMAND bin/biosock share/bash-completion/completions/biosock \
	share/zsh/site-functions/_biosock 'share/fish/vendor_completions\.d/biosock\.fish'
ok "BIOSOCK_INSTALL, BIOSOCK_COMMAND: it is installed when asked"

# No build type: a release, and it says so. Another is not overruled.
configure -B "$work/plain" -DCMAKE_INSTALL_PREFIX="$work/a b/usr" "$root"
grep -q '^CMAKE_BUILD_TYPE:STRING=Release$' "$work/plain/CMakeCache.txt" || fail "no build type is not Release"
configure -B "$work/debug" -DCMAKE_BUILD_TYPE=Debug "$root"
grep -q '^CMAKE_BUILD_TYPE:[A-Z]*=Debug$' "$work/debug/CMakeCache.txt" || fail "Debug becomes another build type"
ok "no build type is Release"

# by_pkg_config FOLDER: hello.c with the library in that folder, by pkg-config and nothing else. The words are quoted for a shell, hence eval.
by_pkg_config() {
	local libdir=$1
	export PKG_CONFIG_PATH=$libdir/pkgconfig
	eval "cc $(pkg-config --cflags biosock) '$work/hello.c' -o '$work/hello' $(pkg-config --libs biosock)"
	LD_LIBRARY_PATH=$libdir "$work/hello"
	eval "cc $(pkg-config --cflags biosock) '$work/hello.c' -o '$work/hello' -static $(pkg-config --static --libs biosock)"
	"$work/hello"
}

# by_cmake PREFIX FOLDER: the same by find_package().
by_cmake() {
	mkdir "$work/$2"
	cp "$work/hello.c" "$work/$2"
	cat >"$work/$2/CMakeLists.txt" <<-END
		cmake_minimum_required(VERSION 3.25)
		project(consumer C)
		find_package(biosock REQUIRED)
		add_executable(hello hello.c)
		target_link_libraries(hello PRIVATE biosock::biosock)
	END
	configure -S "$work/$2" -B "$work/$2/build" -DCMAKE_PREFIX_PATH="$1"
	cmake --build "$work/$2/build" -- --quiet
	"$work/$2/build/hello"
}

cmake --build "$work/plain" -- --quiet >/dev/null
cmake --install "$work/plain" >/dev/null
by_pkg_config "$(dirname "$(find "$work/a b/usr" -name 'libbiosock.so')")"
by_cmake "$work/a b/usr" space
ok "a prefix with a space in it"

# components WANT COMPONENT...: what find_package() says of them, a word for each and one for all, or its error.
components() {
	mkdir -p "$work/components"
	cat >"$work/components/CMakeLists.txt" <<-END
		cmake_minimum_required(VERSION 3.25)
		project(consumer C)
		find_package(biosock $1)
		message("said \${biosock_FOUND} \${biosock_shared_FOUND} \${biosock_plain_FOUND} \${biosock_host_FOUND}")
	END
	cmake -S "$work/components" -B "$work/components/build" -DCMAKE_PREFIX_PATH="$work/a b/usr" --log-level=NOTICE 2>&1 |
		tr '\n' ' ' | sed 's/   */ /g'
}

# expect_components WHAT ASKED PATTERN
expect_components() {
	local said
	said=$(components "$2" || true) # an error is looked at as well
	[[ $said =~ $3 ]] || fail "$1: $said"
	ok "$1"
}
expect_components "components that are there" "COMPONENTS shared static plain REQUIRED" "said 1 TRUE TRUE "
expect_components "one that is not, and that a project can do without" "COMPONENTS shared OPTIONAL_COMPONENTS host" \
	"said 1 TRUE FALSE "
expect_components "one that is not" "COMPONENTS host REQUIRED" \
	"biosock_FOUND to FALSE .*has no component host: it was built without BIOSOCK_HOST"
expect_components "the same, asked quietly" "COMPONENTS host QUIET" "said 0 FALSE"
expect_components "one that nobody knows" "COMPONENTS shared tls REQUIRED" \
	"has no component tls: there is no such component: they are shared, static, plain, host and host_static"

mv "$work/a b" "$work/c d"
by_pkg_config "$(dirname "$(find "$work/c d/usr" -name 'libbiosock.so')")"
by_cmake "$work/c d/usr" moved
ok "the installed tree can be moved"
mv "$work/c d" "$work/a b"

# What others put there stays, an empty folder too; what else was there before is as it was.
touch "$work/a b/usr/include/other.h"
cmake --build "$work/plain" --target uninstall >/dev/null
left=$(cd "$work/a b/usr" && find . | sort | tr '\n' ' ')
[ "$left" = ". ./include ./include/other.h " ] || fail "uninstall leaves $left"
! cmake --build "$work/plain" --target uninstall >/dev/null 2>&1 || fail "uninstall succeeds where nothing is installed"
ok "uninstall removes what was installed and nothing else"

mkdir -p "$work/before/share/man/man3" "$work/before/include/biosock/openssl"
touch "$work/before/include/biosock/openssl/.mine"
before=$(find "$work/before" | sort)
cmake --install "$work/plain" --prefix "$work/before" >/dev/null
cmake --install "$work/plain" --prefix "$work/before" >/dev/null
cmake --build "$work/plain" --target uninstall >/dev/null
[ "$(find "$work/before" | sort)" = "$before" ] ||
	fail "uninstall of what was installed twice: $(find "$work/before" | sort | diff - <(echo "$before"))"
ok "uninstall leaves the folders that were there before, and no other"

DESTDIR=$work/stage cmake --install "$work/plain" >/dev/null
DESTDIR=$work/stage cmake --build "$work/plain" --target uninstall >/dev/null
[ ! -e "$work/stage" ] || fail "uninstall with DESTDIR leaves $(find "$work/stage")"
ok "uninstall with DESTDIR"

# Every folder named in full, none of them below the prefix.
at=$work/full
configure -B "$work/plain" -DCMAKE_INSTALL_PREFIX="$work/elsewhere" -DCMAKE_INSTALL_LIBDIR="$at/the lib" \
	-DCMAKE_INSTALL_INCLUDEDIR="$at/headers" -DCMAKE_INSTALL_BINDIR="$at/commands" \
	-DCMAKE_INSTALL_MANDIR="$at/pages" -DCMAKE_INSTALL_DATADIR="$at/data" "$root"
cmake --build "$work/plain" -- --quiet >/dev/null
cmake --install "$work/plain" >/dev/null
[ ! -e "$work/elsewhere" ] || fail "something goes to the prefix: $(find "$work/elsewhere" ! -type d)"
[ "$(PKG_CONFIG_PATH="$at/the lib/pkgconfig" pkg-config --variable=includedir biosock)" = "$at/headers/biosock" ] ||
	fail "pkg-config's includedir is not the absolute one"
by_pkg_config "$at/the lib"
by_cmake "$at/the lib/cmake" full_consumer
for file in "$at/commands/biosock" "$at/pages/man3/BIO_socket.3" "$at/data/bash-completion/completions/biosock"; do
	[ -e "$file" ] || fail "no $file"
done
ok "folders named in full"

echo "$passed passed, 0 failed"
