#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The public headers compile, strictly, in every dialect of C and C++ a program may be written in, and with all that a
# program may have hidden from it, and so does what their macros and inline functions become. Each compiles alone.
# usage: dialects_test.sh INCLUDE COMPILER...
set -uo pipefail
include=$1
shift
failed=0
compiled=0
errors=$(mktemp) || exit 1
trap 'rm -f "$errors"' EXIT

# What a program writes that depends on the dialect: errors raised by macros, inline functions, comments, asserts.
use='
#include <openssl/err.h>
int use(unsigned long code);
int use(unsigned long code)
{
	ERR_raise(ERR_LIB_BIO, BIO_R_IN_USE);
	ERR_raise_data(ERR_LIB_BIO, BIO_R_IN_USE, "%d", 1);
	OPENSSL_assert(code != 0);
	return ERR_GET_LIB(code) + ERR_GET_REASON(code) + BIO_should_retry((BIO *)0);
}'

# compiles LANGUAGE TEXT COMPILER [FLAG]...
compiles() {
	local language=$1 text=$2
	shift 2
	compiled=$((compiled + 1))
	if ! printf '%s\n' "$text" | "$@" -Wall -Wextra -Werror "-I$include" -x "$language" -fsyntax-only - 2>"$errors"; then
		printf 'FAIL  %s: %s\n' "$*" "${text:0:40}"
		head -n 5 "$errors"
		failed=1
	fi
}

# together LANGUAGE COMPILER [FLAG]...: a program with all headers.
together() {
	local language=$1
	shift
	compiles "$language" "$(printf '#include <%s>\n' "${headers[@]}")$use" "$@"
}

# behind_macros LANGUAGE COMPILER [FLAG]...: all headers behind what <windows.h> has made of some words.
behind_macros() {
	local language=$1
	shift
	compiles "$language" "$(printf '#define %s struct\n' interface small hyper near far cdecl pascal)
$(printf '#include <%s>\n' "${headers[@]}")" "$@"
}

# alone LANGUAGE COMPILER [FLAG]...: one header after the other.
alone() {
	local language=$1 header
	shift
	for header in "${headers[@]}"; do
		compiles "$language" "#include <$header>
extern int something;" "$@"
	done
}

# Those that only say that biosock has no such header have a test of their own.
mapfile -t headers < <(cd "$include" && grep -L BIOSOCK_GUARDED openssl/*.h biosock.h)
hidden=(-DOPENSSL_NO_SOCK -DOPENSSL_NO_DGRAM -DOPENSSL_NO_STDIO -DOPENSSL_NO_DEPRECATED)
for compiler in "$@"; do
	case $compiler in
	*++*)
		for standard in c++98 c++11 c++14 c++17 c++20; do
			together c++ "$compiler" "-std=$standard" -pedantic -Wno-long-long
		done
		together c++ "$compiler" -std=c++17 -pedantic "${hidden[@]}"
		behind_macros c++ "$compiler" -std=c++11
		alone c++ "$compiler" -std=c++98 -pedantic -Wno-long-long
		;;
	*)
		for standard in c89 iso9899:199409 gnu89 c99 c11 c17 gnu17; do
			together c "$compiler" "-std=$standard" -pedantic -Wstrict-prototypes -Wno-long-long
		done
		together c "$compiler" -ansi -Wstrict-prototypes
		for definition in "${hidden[@]}" -DOPENSSL_API_COMPAT=0x10100000L -DOPENSSL_SUPPRESS_DEPRECATED; do
			together c "$compiler" -std=c11 -pedantic -Wstrict-prototypes "$definition"
		done
		together c "$compiler" -std=c89 -pedantic "${hidden[@]}"
		behind_macros c "$compiler" -std=c11
		alone c "$compiler" -std=c89 -pedantic -Wno-long-long
		;;
	esac
done
if [ "$compiled" -eq 0 ]; then
	echo "no compiler was named"
	exit 1
fi
echo "$compiled compilations"
exit $failed
