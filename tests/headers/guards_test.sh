#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What a program is told that wants TLS or cryptography: a header of OpenSSL's that biosock does not have is one error,
# and so is each call of a function that biosock's <openssl/ssl.h> does not have, in each compiler. Of the headers of an
# OpenSSL, there is none that biosock neither has nor guards.
# usage: guards_test.sh SOURCE CMAKE COMPILER... [-- FOLDER...]
set -uo pipefail
source=$1 cmake=$2
shift 2
compilers=()
while [ $# -gt 0 ] && [ "$1" != -- ]; do
	compilers+=("$1")
	shift
done
shift
failed=0
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
mapfile -t guarded < <(grep '^[a-z]' "$source/abi/guarded_headers")

fail() {
	echo "FAIL  $1"
	failed=1
}

# language COMPILER
language() {
	case $(basename "$1") in
	*++*) echo c++ ;;
	*) echo c ;;
	esac
}

# errors COMPILER [FLAG]...: of the program in $work/program.
errors() {
	local limit=-fmax-errors=0
	[[ $(basename "$1") = *clang* ]] && limit=-ferror-limit=0
	"$@" "$limit" "-I$source/include" -x "$(language "$1")" -c "$work/program" -o "$work/object" 2>"$work/said" &&
		echo "it compiles" && return
	grep -E '(^|[: ])error:' "$work/said"
}

mkdir -p "$work/made/openssl" "$work/made/biosock"
"$cmake" -D "output=$work/made" -P "$source/cmake/Guards.cmake" || fail "the headers cannot be made"
while read -r made; do
	cmp -s "$work/made/$made" "$source/include/$made" || fail "$made is not what cmake/Guards.cmake makes"
done < <(cd "$work/made" && find . -name '*.h')
for header in $(cd "$source/include" && grep -l BIOSOCK_GUARDED openssl/*.h); do
	[ -e "$work/made/$header" ] || fail "$header is not in abi/guarded_headers"
done

theirs=0
for folder in "$@"; do
	for header in "$folder"/openssl/*.h; do
		[ -e "$header" ] || continue
		theirs=$((theirs + 1))
		[ -e "$source/include/openssl/${header##*/}" ] || fail "OpenSSL's ${header##*/} is neither there nor guarded"
	done
done

want='biosock has no TLS or cryptography: with a TLS library .*use biosock-host, or .*different source files .*biosock-tls\(7\)'
for header in "${guarded[@]}"; do
	printf '#include <openssl/bio.h>\n#include <openssl/%s>\nint main(void) { return 0; }\n' "$header" >"$work/program"
	got=$(errors "${compilers[0]}")
	[[ $(wc -l <<<"$got") -eq 1 && $got =~ $want ]] || fail "<openssl/$header>: $got"
done
printf '#include <openssl/%s>\n' "${guarded[@]}" bio.h >"$work/program"
for compiler in "${compilers[@]}"; do
	got=$(errors "$compiler")
	[[ $(wc -l <<<"$got") -eq 1 && $got =~ $want ]] || fail "all guarded headers, $compiler: $got"
done

# A call of each function a line, as many errors as lines, each the same.
{
	printf '#include <openssl/ssl.h>\nvoid use(void);\nvoid use(void)\n{\n'
	while read -r name parameters result; do
		arguments=$(seq -s, "$parameters")
		[ "$result" = void ] && echo "$name($arguments);" || echo "if ($name($arguments)) return;"
	done < <(grep '^[A-Za-z]' "$source/abi/refused_functions")
	echo '}'
} >"$work/program"
refused=$(grep -c '^[A-Za-z]' "$source/abi/refused_functions")
for compiler in "${compilers[@]}"; do
	errors "$compiler" >"$work/errors"
	clear=$(grep -c 'biosock has no TLS or cryptography: see biosock-tls(7)' "$work/errors")
	all=$(wc -l <"$work/errors")
	if [ "$clear" -ne "$refused" ] || [ "$all" -ne "$refused" ]; then
		fail "of $refused refused functions $compiler says $clear, in $all errors: $(grep -v 'biosock has' "$work/errors" | head -n 3)"
	fi
done

# What is called by habit is no error, nor is what a TLS program declares before it calls.
cat >"$work/program" <<'PROGRAM'
#include <openssl/ossl_typ.h>
#include <openssl/ssl.h>
SSL_CTX *context(const SSL_METHOD *method, X509 *certificate);
int use(void);
int use(void)
{
	SSL *ssl = NULL;
	SSL_library_init();
	SSL_load_error_strings();
	SSL_COMP_free_compression_methods();
	ERR_load_SSL_strings();
	EVP_cleanup();
	if (!OPENSSL_init_ssl(OPENSSL_INIT_LOAD_SSL_STRINGS | OPENSSL_INIT_LOAD_CRYPTO_STRINGS, NULL))
		return 0;
	return OpenSSL_add_ssl_algorithms() + SSLeay_add_ssl_algorithms() + (ssl == NULL);
}
PROGRAM
for compiler in "${compilers[@]}"; do
	got=$(errors "$compiler" -Wall -Wextra -Werror -pedantic)
	[ "$got" = "it compiles" ] || fail "calls by habit, $compiler: $got $(head -n 5 "$work/said")"
done

# A source that has another library's BIOs is told so by the first of biosock's headers.
for guard in OPENSSL_BIO_H HEADER_BIO_H OPENSSL_HEADER_BIO_H; do
	for header in biosock.h openssl/bio.h openssl/err.h; do
		printf '#define %s\n#include <%s>\n' "$guard" "$header" >"$work/program"
		for compiler in "${compilers[@]}"; do
			errors "$compiler" >"$work/errors"
			grep -q "already: see biosock-tls(7)" "$work/errors" ||
				fail "$header behind another library's $guard, $compiler: $(head -n 3 "$work/errors")"
		done
	done
done

if [ "${#guarded[@]}" -lt 100 ] || [ "$refused" -lt 500 ]; then
	fail "only ${#guarded[@]} headers and $refused functions"
fi
echo "${#guarded[@]} headers, $refused functions, ${#compilers[@]} compilers, $theirs headers of OpenSSL's"
exit $failed
