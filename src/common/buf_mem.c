/* SPDX-License-Identifier: Apache-2.0 */
/* Memory that grows by thirds: BUF_MEM. */
#include <stdbool.h>
#include <string.h>

#include <openssl/buffer.h>

#include "err/raise.h"

/* A third more than this still fits in 31 bits. */
enum { LONGEST = 0x5ffffffc };

BUF_MEM *BUF_MEM_new(void)
{
	return OPENSSL_zalloc(sizeof(BUF_MEM));
}

BUF_MEM *BUF_MEM_new_ex(unsigned long flags)
{
	BUF_MEM *buf = BUF_MEM_new();

	if (buf != NULL)
		buf->flags = flags;
	return buf;
}

void BUF_MEM_free(BUF_MEM *a)
{
	if (a == NULL)
		return;
	OPENSSL_clear_free(a->data, a->max);
	OPENSSL_free(a);
}

static bool is_secret(const BUF_MEM *buf)
{
	return (buf->flags & BUF_MEM_FLAG_SECURE) != 0;
}

static int reserve(BUF_MEM *buf, size_t len, bool clean)
{
	size_t max = (len + 3) / 3 * 4;
	char *data = clean || is_secret(buf) ? OPENSSL_clear_realloc(buf->data, buf->max, max)
	                                     : OPENSSL_realloc(buf->data, max);

	if (data == NULL)
		return 0;
	buf->data = data;
	buf->max = max;
	return 1;
}

static size_t resize(struct err_place place, BUF_MEM *buf, size_t len, bool clean)
{
	if (buf == NULL)
		return (size_t)err_refuse(place, ERR_LIB_BUF, ERR_R_PASSED_NULL_PARAMETER, 0);
	if (len > buf->max && len > LONGEST)
		return (size_t)err_refuse(place, ERR_LIB_BUF, ERR_R_PASSED_INVALID_ARGUMENT, 0);
	if (len > buf->max && !reserve(buf, len, clean))
		return 0;
	if (len > buf->length)
		memset(buf->data + buf->length, 0, len - buf->length);
	else if (clean && buf->data != NULL)
		OPENSSL_cleanse(buf->data + len, buf->length - len);
	buf->length = len;
	return len;
}

size_t BUF_MEM_grow(BUF_MEM *str, size_t len)
{
	return resize(ERR_PLACE, str, len, false);
}

size_t BUF_MEM_grow_clean(BUF_MEM *str, size_t len)
{
	return resize(ERR_PLACE, str, len, true);
}

static void turn_round(unsigned char *bytes, size_t n)
{
	for (size_t i = 0; i < n / 2; i++) {
		unsigned char first = bytes[i];

		bytes[i] = bytes[n - 1 - i];
		bytes[n - 1 - i] = first;
	}
}

void BUF_reverse(unsigned char *out, const unsigned char *in, size_t siz)
{
	if (in == NULL) {
		turn_round(out, siz);
		return;
	}
	for (size_t i = 0; i < siz; i++)
		out[i] = in[siz - 1 - i];
}
