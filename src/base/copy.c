/* SPDX-License-Identifier: Apache-2.0 */
/* Copying strings into buffers of a known size. */
#include <string.h>

#include <openssl/crypto.h>

size_t OPENSSL_strnlen(const char *str, size_t maxlen)
{
	const char *end = maxlen == 0 ? NULL : memchr(str, '\0', maxlen);

	return end == NULL ? maxlen : (size_t)(end - str);
}

size_t OPENSSL_strlcpy(char *dst, const char *src, size_t siz)
{
	size_t len = strlen(src);

	if (siz > 0) {
		size_t fits = len < siz ? len : siz - 1;

		memcpy(dst, src, fits);
		dst[fits] = '\0';
	}
	return len;
}

/* A destination without an end in its buffer is full: only lengths are counted. */
size_t OPENSSL_strlcat(char *dst, const char *src, size_t siz)
{
	size_t used = OPENSSL_strnlen(dst, siz);

	return used + OPENSSL_strlcpy(dst + used, src, siz - used);
}
