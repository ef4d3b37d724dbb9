#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The commands of biosock-tls(7), each as it stands there, by who has installed biosock over the system's OpenSSL to a
# folder of his own, and told pkg-config and the loader of it.
# usage: page_test.sh INSTALLED_FOLDER
set -euo pipefail
cd "$(dirname "$0")/../.."
page=$PWD/man/biosock-tls.7
. tests/install/checks.sh
cd "$work"
export LD_LIBRARY_PATH=$1/lib PKG_CONFIG_PATH=$1/lib/pkgconfig

# A block of commands a line, in the order of the page; what is broken into two is one again.
blocks=$(awk '/^\.Bd/ { inside = 1; block = ""; next }
	/^\.Ed/ { if (block ~ /^cc /) print block; inside = 0 }
	inside { sub(/\\e$/, "@"); block = block (block == "" || block ~ /@$/ ? "" : " \\&\\& ") $0 }' "$page" | sed 's/@ */ /g; s/\\&/\&/g')

# What a program calls tells who has answered: only biosock's record names the address.
cat >net.c <<'END'
#include <string.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#ifdef WITH_HOST
#include <biosock/host.h>
#define BIO_new_connect biosock_BIO_new_connect
#endif

int is_refused(void);
int is_refused(void)
{
	const char *data = NULL;
	BIO *b = BIO_new_connect("127.0.0.1:1");
	int refused = b != NULL && BIO_do_connect(b) <= 0;

	ERR_peek_error_all(NULL, NULL, NULL, &data, NULL);
	BIO_free(b);
	return refused && data != NULL && strstr(data, "127.0.0.1:1") != NULL;
}
END
main='int is_refused(void);\nint main(void)\n{\n\treturn !is_refused() || %s;\n}\n'
# main_with EXPRESSION [HEADER]
main_with() {
	[ $# -lt 2 ] || printf '#include <%b>\n' "$2"
	# shellcheck disable=SC2059
	printf "$main" "$1"
}

# prepare COMMANDS: the sources that they compile.
prepare() {
	rm -f ./*.o a.out
	case $1 in
	*tls.c*wolfssl*) main_with 'wolfSSL_Init() != WOLFSSL_SUCCESS' 'wolfssl/options.h>\n#include <wolfssl/ssl.h' >tls.c ;;
	*tls.c*) main_with 'SSL_CTX_new(TLS_client_method()) == 0' openssl/ssl.h >tls.c ;;
	*gnutls*) { cat net.c && main_with 'gnutls_check_version(0) == 0' gnutls/gnutls.h; } >prog.c ;;
	*lmbedtls*) { cat net.c && main_with 'mbedtls_version_get_number() == 0' mbedtls/version.h; } >prog.c ;;
	*biosock-host*) {
		echo '#define WITH_HOST'
		cat net.c
		main_with 'SSL_CTX_new(TLS_client_method()) == 0' openssl/ssl.h
	} >prog.c ;;
	*) { cat net.c && main_with 0; } >prog.c ;;
	esac
}

# works COMMANDS
works() {
	prepare "$1"
	bash -euc "$1" || fail "does not compile: $1"
	./a.out || fail "does not work: $1"
	ok "$1"
}

[ "$(wc -l <<<"$blocks")" -ge 7 ] || fail "the page has fewer commands than it had"
while IFS= read -r block; do
	case $block in
	*gnutls*) package=gnutls ;;
	*) package=libssl ;;
	esac
	if pkg-config --exists "$package"; then
		works "$block"
	else
		echo "skip  $block: there is no $package"
	fi
	# What the page says of two libraries at once, it shows of one.
	if [[ $block == *tls.c* ]] && pkg-config --exists wolfssl; then
		works "${block//openssl/wolfssl}"
	fi
	if [[ $block == *gnutls* ]] && [ -e /usr/include/mbedtls/version.h ]; then
		works "${block/ gnutls)/)} -lmbedtls -lmbedx509 -lmbedcrypto"
	fi
done <<<"$blocks"
