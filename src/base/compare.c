/* SPDX-License-Identifier: Apache-2.0 */
/* Comparing without telling where two differ, and without asking the locale. */
#include <openssl/crypto.h>

/* Volatile hides from the compiler that the rest of the bytes no longer matters. */
int CRYPTO_memcmp(const void *in_a, const void *in_b, size_t len)
{
	const volatile unsigned char *a = in_a, *b = in_b;
	unsigned char different = 0;

	for (size_t i = 0; i < len; i++)
		different |= a[i] ^ b[i];
	return different;
}

/*
 * Lower case as ASCII has it, whatever tolower(3) makes of an i in Turkish. Other bytes
 * compare as chars.
 */
static int lower(char c)
{
	return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
}

int OPENSSL_strncasecmp(const char *s1, const char *s2, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		int difference = lower(s1[i]) - lower(s2[i]);

		if (difference != 0 || s1[i] == '\0')
			return difference;
	}
	return 0;
}

int OPENSSL_strcasecmp(const char *s1, const char *s2)
{
	return OPENSSL_strncasecmp(s1, s2, SIZE_MAX);
}
