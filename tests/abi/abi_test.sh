#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What the libraries export is what abi/symbols lists, each name behind the prefix (in the plain library, as it is), all
# of it under the version node if it is ELF, all of it declared in a public header. What else has linkage in the archive
# is listed in abi/internals and has the prefix too. A DLL needs Windows' own only.
# usage: abi_test.sh PREFIX SHARED_LIBRARY PLAIN_LIBRARY|- ARCHIVE SOURCE_DIR CMAKE NM OBJDUMP CC [FLAG]...
set -euo pipefail
export LC_ALL=C
prefix=$1 shared=$2 plain=$3 archive=$4 source=$5 cmake=$6 nm=$7 objdump=$8
shift 8
cc=("$@")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0

same() {
	if out=$(diff "$2" "$3"); then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		printf 'FAIL  %s (< %s, > %s)\n%s\n' "$1" "$(basename "$2")" "$(basename "$3")" "$out"
	fi
}

# renamed PREFIX: each line of the input as it is in the binary.
renamed() {
	if [ -n "$1" ]; then
		sed "/^$1/!s/^/$1/"
	else
		cat
	fi | sort
}

# exported LIBRARY: what it shows, without the version.
exported() {
	case $1 in
	# Newer versions of objdump have the number of the hint in front of the name.
	*.dll) "$objdump" -p "$1" |
		sed -n '/Ordinal\/Name Pointer\] Table/,/^$/s/^.*\[ *[0-9]*\] *\([0-9a-f]\{4\} \)\?//p' ;;
	*) "$nm" -D --defined-only "$1" | awk '$2 != "A" { print $3 }' ;;
	esac | sort
}

for list in symbols internals; do
	grep -v '^#' "$source/abi/$list" >"$work/$list"
	sort -u "$work/$list" >"$work/sorted"
	same "abi/$list is sorted, each name once" "$work/$list" "$work/sorted"
done
sed -nE 's/^([A-Za-z_0-9]+) (own|socket|kind|object|err|memory)$/\1/p' "$work/symbols" >"$work/names"
"$cmake" -D prefix=biosock_ -D output="$work/names.h" -P "$source/cmake/Names.cmake"
same "names.h is what cmake/Names.cmake makes of abi/symbols" "$source/include/biosock/names.h" "$work/names.h"

node=@@BIOSOCK_1.0
case $shared in
*.dll)
	node=
	"$objdump" -p "$shared" >"$work/headers"
	sed -n 's/^.*DLL Name: //p' "$work/headers" | tr '[:upper:]' '[:lower:]' |
		grep -vE '^(kernel32|advapi32|iphlpapi|msvcrt|ws2_32|ucrtbase|api-ms-win-crt-.*)\.dll$' >"$work/needed" || true
	same "no DLL but Windows' own is needed" "$work/needed" /dev/null
	;;
esac
exported "$shared" >"$work/exported"
renamed "$prefix" <"$work/names" | sed "s/$/$node/" | sort >"$work/listed"
same "exported is what is listed, behind $prefix" "$work/exported" "$work/listed"
if [ "$plain" != - ]; then
	exported "$plain" >"$work/exported"
	sed "s/$/$node/" "$work/names" | sort >"$work/listed"
	same "the plain library exports what is listed, and nothing else" "$work/exported" "$work/listed"
fi

"$nm" --defined-only --extern-only "$archive" 2>/dev/null | awk 'NF == 3 { print $3 }' |
	grep -vE '^(__|asan|_ZN|\.refptr\.)' | sort -u >"$work/linkage"
internal_prefix=${prefix:-biosock_}
{
	renamed "$prefix" <"$work/names"
	renamed "$internal_prefix" <"$work/internals"
} | sort -u >"$work/known"
comm -23 "$work/linkage" "$work/known" >"$work/strangers"
same "nothing has linkage in the archive that is in neither list" "$work/strangers" /dev/null
renamed "$prefix" <"$work/names" >"$work/public"
comm -13 "$work/linkage" "$work/public" >"$work/missing"
same "all that is listed is in the archive" "$work/missing" /dev/null

{
	echo '#define OPENSSL_SUPPRESS_DEPRECATED'
	(cd "$source/include" && grep -L BIOSOCK_GUARDED openssl/*.h) | sed 's/.*/#include <&>/'
	echo '#include <biosock.h>'
	echo 'typedef void function(void);'
	echo 'extern function *const all[];'
	echo 'function *const all[] = {'
	sed 's/.*/	(function *)&,/' "$work/names"
	echo '};'
} >"$work/declared.c"
if out=$("${cc[@]}" -std=c11 -Werror -c "$work/declared.c" -o "$work/declared.o" 2>&1); then
	passed=$((passed + 1))
else
	failed=$((failed + 1))
	printf 'FAIL  each exported name is declared\n%s\n' "$out"
fi

languages="c c++"
echo >"$work/alone"
if ! "${cc[@]}" -x c++ -c "$work/alone" -o "$work/alone.o" 2>/dev/null; then
	echo "skip  headers in C++: ${cc[0]} has no C++ compiler beside it"
	languages=c
fi

# Each header by itself, in C and in C++, without a warning.
for header in openssl/bio.h openssl/bioerr.h openssl/buffer.h openssl/crypto.h openssl/err.h openssl/opensslv.h openssl/types.h \
	openssl/macros.h openssl/e_os2.h openssl/opensslconf.h biosock.h biosock/names.h; do
	for language in $languages; do
		standard=$([ "$language" = c ] && echo c11 || echo c++11)
		printf '#include <%s>\nextern int nothing;\n' "$header" >"$work/alone"
		if out=$("${cc[@]}" -x "$language" -std="$standard" -pedantic -Wall -Wextra -Werror \
			-c "$work/alone" -o "$work/alone.o" 2>&1); then
			passed=$((passed + 1))
		else
			failed=$((failed + 1))
			printf 'FAIL  <%s> alone in %s\n%s\n' "$header" "$language" "$out"
		fi
	done
done

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
