#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Every page passes mandoc's lint down to matters of style, and every page of this project it refers to exists.
# Pages of the system, such as socket(2), are looked for nowhere: a test machine need not have them installed.
# usage: lint_test.sh MANDOC TREE
set -uo pipefail
mandoc=$1
export MANPATH=$2
ours='BIO_|ERR_|OPENSSL_|OSSL_|OpenSSL_|SSLeay|CRYPTO_|EVP_|SSL_|biosock'
failed=0
pages=0

for page in "$MANPATH"/man1/*.1 "$MANPATH"/man3/*.3 "$MANPATH"/man7/*.7; do
	[ -e "$page" ] || continue
	head -n 1 "$page" | grep -q '^\.so ' && continue
	pages=$((pages + 1))
	complaints=$("$mandoc" -T lint -W style "$page" 2>/dev/null |
		grep -vE "STYLE: referenced manual not found: Xr (lib)?[A-Za-z0-9_.-]+ [1-9]" || true)
	missing=$("$mandoc" -T lint -W style "$page" 2>/dev/null |
		grep -E "STYLE: referenced manual not found: Xr ($ours)" || true)
	if [ -n "$complaints$missing" ]; then
		printf '%s\n' "$complaints" "$missing" | grep .
		failed=1
	fi
done
if [ "$pages" -eq 0 ]; then
	echo "no pages in $MANPATH"
	exit 1
fi
echo "$pages pages"
exit $failed
