/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes as text in hexadecimal, and back. */
#include <limits.h>
#include <string.h>

#include <openssl/crypto.h>
#include <openssl/cryptoerr.h>

#include "err/raise.h"

/* What stands between two bytes where the caller has no wish. */
#define SEPARATOR ':'

int OPENSSL_hexchar2int(unsigned char c)
{
	static const char digits[] = "0123456789abcdef0123456789ABCDEF";
	const char *found = c == '\0' ? NULL : strchr(digits, c);

	return found == NULL ? -1 : (int)((found - digits) % 16);
}

static int refuse(struct err_place place, int reason)
{
	return err_refuse(place, ERR_LIB_CRYPTO, reason, 0);
}

/*
 * "0A:0b", "0A0b", ":0A::": pairs of digits, any number of separators around them. Returns 0, or
 * the reason why not.
 */
static int decode(unsigned char *buf, size_t buf_n, size_t *out_len, const char *str, char sep)
{
	size_t len = 0;

	for (const char *at = str; *at != '\0';) {
		int high, low;

		if (*at == sep) {
			at++;
			continue;
		}
		if (at[1] == '\0')
			return CRYPTO_R_ODD_NUMBER_OF_DIGITS;
		high = OPENSSL_hexchar2int((unsigned char)at[0]);
		low = OPENSSL_hexchar2int((unsigned char)at[1]);
		if (high < 0 || low < 0)
			return CRYPTO_R_ILLEGAL_HEX_DIGIT;
		if (buf != NULL && len == buf_n)
			return CRYPTO_R_TOO_SMALL_BUFFER;
		if (buf != NULL)
			buf[len] = (unsigned char)(high << 4 | low);
		len++;
		at += 2;
	}
	if (out_len != NULL)
		*out_len = len;
	return 0;
}

int OPENSSL_hexstr2buf_ex(
    unsigned char *buf, size_t buf_n, size_t *buflen, const char *str, const char sep)
{
	int reason;

	if (str == NULL)
		return refuse(ERR_PLACE, ERR_R_PASSED_NULL_PARAMETER);
	reason = decode(buf, buf_n, buflen, str, sep);
	return reason == 0 ? 1 : refuse(ERR_PLACE, reason);
}

unsigned char *OPENSSL_hexstr2buf(const char *str, long *buflen)
{
	size_t most = str == NULL ? 0 : strlen(str) / 2, len;
	unsigned char *buf;
	int reason;

	if (most == 0) {
		refuse(ERR_PLACE,
		    str == NULL ? ERR_R_PASSED_NULL_PARAMETER : CRYPTO_R_HEX_STRING_TOO_SHORT);
		return NULL;
	}
	if (buflen != NULL)
		*buflen = 0;
	buf = OPENSSL_malloc(most);
	if (buf == NULL)
		return NULL;
	reason = decode(buf, most, &len, str, SEPARATOR);
	if (reason != 0) {
		OPENSSL_free(buf);
		refuse(ERR_PLACE, reason);
		return NULL;
	}
	if (buflen != NULL)
		*buflen = (long)len;
	return buf;
}

/* The text's length with its NUL, which takes the place of the last separator. */
static size_t text_size(size_t buflen, char sep)
{
	if (buflen == 0)
		return 1;
	return sep == '\0' ? buflen * 2 + 1 : buflen * 3;
}

static void encode(char *str, const unsigned char *buf, size_t buflen, char sep)
{
	static const char digits[] = "0123456789ABCDEF";

	for (size_t i = 0; i < buflen; i++) {
		if (i > 0 && sep != '\0')
			*str++ = sep;
		*str++ = digits[buf[i] >> 4];
		*str++ = digits[buf[i] & 0xf];
	}
	*str = '\0';
}

int OPENSSL_buf2hexstr_ex(char *str, size_t str_n, size_t *strlength, const unsigned char *buf,
    size_t buflen, const char sep)
{
	size_t size;

	if (buflen > SIZE_MAX / 3)
		return refuse(ERR_PLACE, CRYPTO_R_TOO_MANY_BYTES);
	size = text_size(buflen, sep);
	if (strlength != NULL)
		*strlength = size;
	if (str == NULL)
		return 1;
	if (str_n < size)
		return refuse(ERR_PLACE, CRYPTO_R_TOO_SMALL_BUFFER);
	encode(str, buf, buflen, sep);
	return 1;
}

char *OPENSSL_buf2hexstr(const unsigned char *buf, long buflen)
{
	size_t len = (size_t)buflen;
	char *str;

	if (buflen < 0 || len > SIZE_MAX / 3) {
		refuse(ERR_PLACE, CRYPTO_R_TOO_MANY_BYTES);
		return NULL;
	}
	str = OPENSSL_malloc(text_size(len, SEPARATOR));
	if (str != NULL)
		encode(str, buf, len, SEPARATOR);
	return str;
}
