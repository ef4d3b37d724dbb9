#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A host that is none is refused when the build is configured, in one sentence.
# usage: configure_test.sh SOURCE_FOLDER CMAKE CC
set -uo pipefail
source=$1 cmake=$2 cc=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

# refused WHAT HOST SENTENCE: the sentence is a pattern.
refused() {
	local said
	said=$("$cmake" -S "$source" -B "$work/build" -DCMAKE_C_COMPILER="$cc" -DBIOSOCK_COMMAND=OFF -DBIOSOCK_HOST="$2" 2>&1 |
		tr -s ' \n' ' ')
	if [[ $said == *"BIOSOCK_HOST=$2"*$3* ]]; then
		echo "ok    $1"
	else
		printf 'FAIL  %s: %s\n' "$1" "$said" >&2
		failed=1
	fi
}

refused "a folder that is not there" "$work/nothing" "is no host: it has no libcrypto or no include/openssl/bio.h."
refused "a name that pkg-config does not know" no-such-library "is no host: pkg-config knows no no-such-library."

mkdir -p "$work/old/include/openssl" "$work/old/lib"
: >"$work/old/lib/libcrypto.a"
: >"$work/old/include/openssl/crypto.h"
: >"$work/old/include/openssl/ssl.h"
echo 'int ERR_set_mark(void);' >"$work/old/include/openssl/err.h"
echo 'typedef struct bio_st BIO; int BIO_read(BIO *, void *, int);' >"$work/old/include/openssl/bio.h"
rm -rf "$work/build"
refused "one that is too old" "$work/old" "is too old for a host, or none that is known: it has no BIO_meth_new,"

echo 'this is no header' >"$work/old/include/openssl/bio.h"
rm -rf "$work/build"
refused "one whose headers do not compile" "$work/old" "is no host: there is no <openssl/bio.h> in"
exit "$failed"
