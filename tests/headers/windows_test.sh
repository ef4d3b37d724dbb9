#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The public headers compile before and after Windows' own, which makes macros of common words, and a dial's options can
# be used there. usage: windows_test.sh INCLUDE COMPILER...
set -uo pipefail
include=$1
shift
failed=0
n=0
errors=$(mktemp) || exit 1
trap 'rm -f "$errors"' EXIT

use='
int use(void);
int use(void)
{
	biosock_dial_options options = BIOSOCK_DIAL_OPTIONS_INIT;
	biosock_dial_result result = BIOSOCK_DIAL_RESULT_INIT;
	biosock_attempt attempt = BIOSOCK_ATTEMPT_INIT;
	biosock_dialer *dialer;
	int fd;

	options.timeout_ms = 5000;
	options.bind_interface = "eth0";
	options.flags = BIO_SOCK_NODELAY | BIOSOCK_INHERIT;
	dialer = biosock_dialer_new("name.example", "80", &options);
	fd = biosock_dial("name.example", "80", &options, &result);
	(void)biosock_dialer_attempts(dialer, &attempt, 1);
	biosock_dialer_free(dialer);
	return fd + attempt.state + BIOSOCK_DIAL_CONNECTED;
}'

# compiles COMPILER LANGUAGE HEADER...: a program that includes these in this order.
compiles() {
	local compiler=$1 language=$2
	shift 2
	n=$((n + 1))
	if ! { printf '#include <%s>\n' "$@" && printf '%s\n' "$use"; } |
		"$compiler" -Wall -Wextra -Werror "-I$include" -x "$language" -fsyntax-only - 2>"$errors"; then
		printf 'FAIL  %s: %s\n' "$compiler" "$*"
		head -n 5 "$errors"
		failed=1
	fi
}

for compiler in "$@"; do
	language=c
	case $compiler in *++*) language=c++ ;; esac
	compiles "$compiler" "$language" windows.h biosock.h
	compiles "$compiler" "$language" winsock2.h windows.h biosock.h
	compiles "$compiler" "$language" winsock2.h ws2tcpip.h windows.h biosock.h openssl/err.h
	compiles "$compiler" "$language" biosock.h windows.h
	compiles "$compiler" "$language" openssl/bio.h windows.h biosock.h
	compiles "$compiler" "$language" windows.h openssl/err.h biosock.h
done
[ "$failed" -eq 0 ] && echo "ok    $n orders of headers, by $*"
exit "$failed"
