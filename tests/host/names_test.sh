#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What a host's library exports and what its header declares: in the binary all of it begins with one prefix; a plain name
# is the host's, but with BIOSOCK_REPLACE or where the host has none; a wrong order of headers is one error.
# usage: names_test.sh NM ARCHIVE PREFIX HEADERS OWN_HEADERS CC [FLAG]...
set -uo pipefail
nm=$1 archive=$2 prefix=$3 headers=$4 own=$5
shift 5
cc=("$@")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

ok() {
	echo "ok    $1"
}

fail() {
	echo "FAIL  $1" >&2
	failed=1
}

check() {
	if [ "$2" = "$3" ]; then
		ok "$1"
	else
		fail "$1: $2"
	fi
}

check "all that the archive exports begins with $prefix" "$("$nm" --defined-only --extern-only "$archive" 2>/dev/null |
	awk 'NF == 3 { print $3 }' | grep -vE "^(__|_?asan|tsan)|^$prefix")" ""

# errors NAME FLAG...: the number of errors that a program's text, from standard input, gives.
errors() {
	local name=$1
	shift
	cat >"$work/$name"
	"${cc[@]}" -I"$headers" "$@" -c "$work/$name" -o "$work/$name.o" 2>&1 | grep -c 'error:'
}

check "host.h before the host's headers is one error" "$(errors order.c <<<'#include <biosock/host.h>')" 1
# given_both TEXT FOLDER...: the errors of a source that is given libbiosock's headers and the host's flavour's.
given_both() {
	cat >"$work/both.c" <<<"$1"
	"${cc[0]}" "${@:2}" -c "$work/both.c" -o "$work/both.o" 2>&1 | grep -c 'error:'
}
both='#include <openssl/bio.h>
#include <biosock/host.h>'
check "libbiosock's headers for the host's are one error" "$(given_both "$both" -I"$own" -I"$headers")" 1
check "and so they are behind it" "$(given_both "$both" -I"$headers" -I"$own")" 1
for folders in "-I$own -I$headers" "-I$headers -I$own"; do
	# shellcheck disable=SC2086
	check "and where the header is forced" "$(given_both "$both" $folders -DBIOSOCK_REPLACE -include biosock/host.h)" 1
done
for replace in "" "-DBIOSOCK_REPLACE -include biosock/host.h"; do
	# shellcheck disable=SC2086
	check "<biosock.h> may be the first header $replace" "$(errors first_own.c -Wall -Wextra -Werror $replace <<<'#include <biosock.h>
#include <openssl/bio.h>
int main(void) { return biosock_BIO_ADDR_family(biosock_BIO_ADDR_new()); }')" 0
done
for first in biosock.h openssl/err.h openssl/bio.h; do
	check "<$first> first, with both folders, is one error" "$(given_both "#include <$first>" -I"$headers" -I"$own")" 1
done
check "libbiosock's own program behind the host's flavour is one error, too" \
	"$(given_both '#include <biosock.h>
#include <openssl/bio.h>
#include <openssl/err.h>' -I"$headers" -I"$own")" 1

text='#include <stddef.h>
#include <openssl/bio.h>
#include <biosock/host.h>
int main(void)
{
	BIO *b = BIO_new_connect("127.0.0.1:1"), *ours = biosock_BIO_new_connect("127.0.0.1:1");
	BIO_ADDR *addr = BIO_ADDR_new();
	biosock_BIO_ADDRINFO *list = NULL;
	(void)biosock_BIO_lookup("127.0.0.1", "1", BIO_LOOKUP_CLIENT, 0, 0, &list);
	biosock_BIO_ADDRINFO_free(list);
	BIO_ADDR_free(addr);
	BIO_free(b);
	BIO_free(ours);
	return BIOSOCK_VERSION_MAJOR;
}'
for language in c c++; do
	for replace in "" -DBIOSOCK_REPLACE; do
		check "${language^^} takes host.h $replace without a warning" \
			"$(errors "program.$language" -x "$language" -Wall -Wextra -Werror $replace <<<"$text")" 0
	done
done

# A header that is forced on a program is no earlier than what the program defines for the system's headers and the host's.
defines='#define _GNU_SOURCE
#define OPENSSL_SUPPRESS_DEPRECATED
#define OPENSSL_API_COMPAT 30000
#include <string.h>
#include <sys/socket.h>
#include <openssl/HEADER>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
int main(int argc, char **argv)
{
	const char *file;
	int line;
	BIO *b = BIO_new_connect("127.0.0.1:1");
	BIO_ADDR *addr = BIO_ADDR_new();
	SSL_set_fd(NULL, argc);
	BIO_ADDR_free(addr);
	BIO_free(b);
	return accept4(argc, NULL, NULL, SOCK_CLOEXEC) + (strchrnul(argv[0], 0) != NULL) +
	       (ERR_get_error_line(&file, &line) != 0);
}'
strict=(-std=c11 -Wall -Wextra -Werror -DBIOSOCK_REPLACE -include biosock/host.h)
for header in bio err ssl crypto x509 pem rand; do
	check "a program's own definitions are the first: <openssl/$header.h>" \
		"$(errors "defines_$header.c" "${strict[@]}" <<<"${defines/HEADER/$header.h}")" 0
done
check "in C++ too" "$(errors defines.cpp -Wall -Wextra -Werror "${strict[@]:4}" -U_GNU_SOURCE <<<"${defines/HEADER/bio.h}")" 0

# With the host's folder before biosock's the forced header cannot wait, and is as complete.
set_fd='#include <openssl/ssl.h>
int main(int argc, char **argv)
{
	return SSL_set_fd((SSL *)argv, argc);
}'
# set_by NAME FLAG...: what its SSL_set_fd is.
set_by() {
	local name=$1
	shift
	errors "$name.c" "$@" <<<"$set_fd" >/dev/null
	"$nm" "$work/$name.c.o" | awk '/SSL_set_fd$/ { print $NF }'
}
check "SSL_set_fd is ours where the header waits" "$(set_by waits "${strict[@]}")" biosock_SSL_set_fd
usual=("${cc[@]}")
cc=("${cc[@]/#-isystem/-I}")
check "and where the host's folder goes first" "$(set_by late "${strict[@]}")" biosock_SSL_set_fd
check "and without the header the host's" "$(set_by plain)" SSL_set_fd
check "all of it is there where the host's folder goes first" \
	"$(errors first.c "${strict[@]}" -D_GNU_SOURCE= -DOPENSSL_SUPPRESS_DEPRECATED= -DOPENSSL_API_COMPAT=30000 \
		<<<"${defines/HEADER/bio.h}")" 0
cc=("${usual[@]}")

# undefined FLAG...: what the program calls of the names that it was written with.
undefined() {
	errors calls.c "$@" <<<"$text" >/dev/null
	"$nm" --undefined-only "$work/calls.c.o" | awk '{ print $2 }' | grep -E '(BIO_new_connect|BIO_ADDR_new)$' | tr '\n' ' '
}

ours="${prefix}BIO_ADDR_new ${prefix}BIO_new_connect "
check "with BIOSOCK_REPLACE plain names are ours" "$(undefined -DBIOSOCK_REPLACE)" "$ours"
check "and where the preprocessor renames" "$(undefined -U__PRAGMA_REDEFINE_EXTNAME -DBIOSOCK_REPLACE)" "$ours"
case $(undefined) in
"BIO_ADDR_new BIO_new_connect ${prefix}BIO_new_connect ") ok "without it they are the host's" ;;
"BIO_new_connect ${prefix}BIO_ADDR_new ${prefix}BIO_new_connect ") ok "without it they are the host's, where it has them" ;;
*) fail "without BIOSOCK_REPLACE: $(undefined)" ;;
esac
exit "$failed"
