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

# A text that compiles if, and only if, the header has that name.
text_of() {
	printf '#include <openssl/%s>\n' "$1"
	case $3 in
	macro) printf '#ifndef %s\n#error hidden\n#endif\n' "$2" ;;
	function) printf 'typedef void function(void);\nextern function *const at;\nfunction *const at = (function *)%s;\n' "$2" ;;
	type) printf 'extern %s *at;\n' "$2" ;;
	value) printf 'enum { value = (int)%s };\n' "$2" ;;
	esac
}

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
	if text_of "$header" "$name" "$kind" |
		"$@" -w -DOPENSSL_SUPPRESS_DEPRECATED "${flags[@]}" -x c -fsyntax-only - 2>/dev/null; then
		got=there
	else
		got=hidden
	fi
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
