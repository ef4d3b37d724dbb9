#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A host that is none is refused when the build is configured, in one sentence: by its headers, or by its library.
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

# accepted WHAT HOST: nothing of it is to be installed, since what is must not lead into the source, where this may be.
accepted() {
	if "$cmake" -S "$source" -B "$work/build" -DBIOSOCK_INSTALL=OFF -DBIOSOCK_HOST="$2" >"$work/said" 2>&1; then
		echo "ok    $1"
	else
		printf 'FAIL  %s: %s\n' "$1" "$(cat "$work/said")" >&2
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

# As of OpenSSL 1.0.2: a BIO is a structure that programs see, and there are no methods to be made.
cat >"$work/old/include/openssl/bio.h" <<'END'
#define HEADER_BIO_H
typedef struct bio_st BIO;
typedef struct bio_method_st {
	int type;
	const char *name;
	int (*bwrite)(BIO *, const char *, int);
} BIO_METHOD;
struct bio_st {
	BIO_METHOD *method;
	int init, shutdown, flags, retry_reason, num;
	void *ptr;
	struct bio_st *next_bio;
};
#define BIO_get_flags(b) ((b)->flags)
void BIO_set_flags(BIO *b, int flags);
void BIO_clear_flags(BIO *b, int flags);
int BIO_test_flags(const BIO *b, int flags);
BIO *BIO_next(BIO *b);
int BIO_get_retry_reason(BIO *b);
BIO_METHOD *BIO_s_connect(void);
END
echo 'int ERR_set_mark(void); int ERR_pop_to_mark(void);' >"$work/old/include/openssl/err.h"
rm -rf "$work/build"
refused "one that shows its BIOs" "$work/old" "is too old for a host, or none that is known: it has no BIO_meth_new,"

echo 'this is no header' >"$work/old/include/openssl/bio.h"
rm -rf "$work/build"
refused "one whose headers do not compile" "$work/old" "is no host: there is no <openssl/bio.h> in"

# What is no library with BIOs: the system's headers are OpenSSL's, and its library is not looked for.
for name in zlib gnutls wolfssl; do
	if pkg-config --exists "$name"; then
		rm -rf "$work/build"
		refused "a package of another library: $name" "$name" "is no host: a program with BIO_meth_new is not linked by "
	else
		echo "skip  a package of another library: $name is not here"
	fi
done
if printf '#include <openssl/bio.h>\n' | "$cc" -fsyntax-only -x c - 2>/dev/null; then
	mkdir -p "$work/other/include" "$work/other/lib"
	echo 'int other(void) { return 0; }' | "$cc" -shared -fPIC -x c - -o "$work/other/lib/libcrypto.so"
	ln -s "$(printf '#include <openssl/bio.h>\n' | "$cc" -M -x c - | tr ' ' '\n' | sed -n 's,/bio\.h$,,p')" \
		"$work/other/include/openssl"
	rm -rf "$work/build"
	refused "a folder with another library" "$work/other" "is no host: a program with BIO_meth_new is not linked by "

	mkdir -p "$work/build/inside"
	ln -s "$work/other/include" "$work/other/lib" "$work/build/inside"
	refused "a folder in the build's" "$work/build/inside" "lies in $work/build, to which nothing installed may lead"

	# Where a build is configured again for another host, nothing of the first is kept.
	mkdir -p "$work/good/lib"
	ln -s ../other/include "$work/good/include"
	ln -s "$("$cc" -print-file-name=libcrypto.so)" "$work/good/lib/libcrypto.so"
	accepted "a host after that, in the same build" "$work/good"
fi
exit "$failed"
