#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What the headers declare, and what a program's definitions hide: headers.tsv row by row, against the headers that the
# compiler finds. A row "own" says what biosock has not, and is not asked of OpenSSL's headers.
# usage: names_test.sh TABLE own|oracle COMPILER [FLAG]...
set -uo pipefail
table=$1
whose=$2
shift 2
rows=0
failed=0

version=$(printf '#include <openssl/opensslv.h>\nversion OPENSSL_VERSION_MAJOR OPENSSL_VERSION_MINOR\n' |
	"$@" -E -P - | sed -n 's/^version \([0-9]*\) \([0-9]*\)$/\1.\2/p')
if [ -z "$version" ]; then
	echo "the compiler finds no headers"
	exit 1
fi

# older A B: version A is below version B.
older() {
	[ "${1%.*}" -lt "${2%.*}" ] || { [ "${1%.*}" -eq "${2%.*}" ] && [ "${1#*.}" -lt "${2#*.}" ]; }
}

# What the preprocessor leaves of a header: macros as "macro NAME", all other words as "word NAME".
words_of() {
	local header=$1
	shift
	printf '#include <openssl/%s>\n' "$header" | "${compiler[@]}" "$@" -E -dM - | sed -n 's/^#define \(\w*\).*/macro \1/p'
	printf '#include <openssl/%s>\n' "$header" | "${compiler[@]}" "$@" -E -P - | sed '/^#pragma/d' |
		grep -oE '[A-Za-z_][A-Za-z_0-9]*' | sort -u | sed 's/^/word /'
}

declare -A words
compiler=("$@" -w -DOPENSSL_SUPPRESS_DEPRECATED)
while IFS=$'\t' read -r since definitions header name kind want; do
	[ "$since" = since ] && continue
	if [ "$since" = own ]; then
		[ "$whose" = own ] || continue
	elif older "$version" "$since"; then
		continue
	fi
	rows=$((rows + 1))
	read -ra flags <<<"${definitions#-}"
	flags=("${flags[@]/#/-D}")
	key="$definitions $header"
	[ -n "${words[$key]:-}" ] || words[$key]=$(words_of "$header" "${flags[@]}")
	[ "$kind" = macro ] || kind=word
	got=hidden
	[[ $'\n'${words[$key]}$'\n' == *$'\n'"$kind $name"$'\n'* ]] && got=there
	if [ "$got" != "$want" ]; then
		printf 'FAIL  %s with %s: %s, not %s\n' "$name" "$definitions" "$got" "$want"
		failed=1
	fi
done <"$table"
if [ "$rows" -lt 50 ]; then
	echo "only $rows rows"
	exit 1
fi
echo "$rows rows, version $version"
exit $failed
