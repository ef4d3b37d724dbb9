#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What the library exports is what abi/biosock.map lists, all of it under the version node if it is ELF, all of it
# declared in a public header; what else has linkage in the archive bears a layer's name; a DLL needs Windows' own only.
# usage: abi_test.sh SHARED_LIBRARY ARCHIVE SOURCE_DIR CC NM OBJDUMP
set -euo pipefail
export LC_ALL=C
shared=$1 archive=$2 source=$3 cc=$4 nm=$5 objdump=$6
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

sed -n '/global:/,/local:/p' "$source/abi/biosock.map" | grep -o '[A-Za-z_][A-Za-z_0-9]*;' | tr -d ';' >"$work/map"
sort -u "$work/map" >"$work/map_sorted"
same "the map is sorted, each name once" "$work/map" "$work/map_sorted"

case $shared in
*.dll)
	"$objdump" -p "$shared" >"$work/headers"
	# Newer versions of objdump have the number of the hint in front of the name.
	sed -n '/Ordinal\/Name Pointer\] Table/,/^$/s/^.*\[ *[0-9]*\] *\([0-9a-f]\{4\} \)\?//p' "$work/headers" | sort >"$work/exported"
	same "exported is what is listed" "$work/exported" "$work/map_sorted"
	sed -n 's/^.*DLL Name: //p' "$work/headers" | tr '[:upper:]' '[:lower:]' |
		grep -vE '^(kernel32|advapi32|iphlpapi|msvcrt|ws2_32|ucrtbase|api-ms-win-crt-.*)\.dll$' >"$work/needed" || true
	same "no DLL but Windows' own is needed" "$work/needed" /dev/null
	;;
*)
	"$nm" -D --defined-only "$shared" | awk '$2 != "A" { print $3 }' | sort >"$work/exported"
	sed 's/$/@@BIOSOCK_1.0/' "$work/map" | sort >"$work/listed"
	same "exported is what is listed, under BIOSOCK_1.0" "$work/exported" "$work/listed"
	;;
esac

"$nm" --defined-only --extern-only "$archive" 2>/dev/null | awk 'NF == 3 { print $3 }' | sort -u >"$work/linkage"
grep -E '^(BIO|BUF|ERR|CRYPTO|OPENSSL|OpenSSL|OSSL|biosock)_' "$work/linkage" >"$work/public"
same "public names of the archive are those of the map" "$work/public" "$work/map_sorted"
grep -vE '^(BIO|BUF|ERR|CRYPTO|OPENSSL|OpenSSL|OSSL|biosock|base|err|addr|sock|bio|sys)_' "$work/linkage" |
	grep -vE '^(__|asan|_ZN|\.refptr\.)' >"$work/strangers" || true
same "no name without a layer" "$work/strangers" /dev/null

{
	echo '#define OPENSSL_SUPPRESS_DEPRECATED'
	for header in "$source"/include/openssl/*.h; do
		echo "#include <openssl/$(basename "$header")>"
	done
	echo '#include <biosock.h>'
	echo 'typedef void function(void);'
	echo 'extern function *const all[];'
	echo 'function *const all[] = {'
	sed 's/.*/	(function *)&,/' "$work/map"
	echo '};'
} >"$work/declared.c"
if out=$("$cc" -std=c11 -I "$source/include" -Werror -c "$work/declared.c" -o "$work/declared.o" 2>&1); then
	passed=$((passed + 1))
else
	failed=$((failed + 1))
	printf 'FAIL  each exported name is declared\n%s\n' "$out"
fi

languages="c c++"
echo >"$work/alone"
if ! "$cc" -x c++ -c "$work/alone" -o "$work/alone.o" 2>/dev/null; then
	echo "skip  headers in C++: $cc has no C++ compiler beside it"
	languages=c
fi

# Each header by itself, in C and in C++, without a warning.
for header in openssl/bio.h openssl/bioerr.h openssl/buffer.h openssl/crypto.h openssl/err.h openssl/opensslv.h openssl/types.h \
	openssl/macros.h openssl/e_os2.h openssl/opensslconf.h biosock.h; do
	for language in $languages; do
		standard=$([ "$language" = c ] && echo c11 || echo c++11)
		printf '#include <%s>\nextern int nothing;\n' "$header" >"$work/alone"
		if out=$("$cc" -x "$language" -std="$standard" -pedantic -Wall -Wextra -Werror -I "$source/include" \
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
