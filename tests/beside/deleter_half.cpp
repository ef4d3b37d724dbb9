/* SPDX-License-Identifier: Apache-2.0 */
/*
 * HALF() is true if the BIO that it makes is written to and freed by the library whose headers these
 * are: by the method that it made there, once each.
 */
#include <cstring>

#include <openssl/bio.h>
#include <openssl/crypto.h>

#include "deleter.h"

namespace
{
int written, freed;

int count_write(BIO *, const char *, int length)
{
	written++;
	return length;
}

int count_free(BIO *)
{
	freed++;
	return 1;
}

int start(BIO *bio)
{
	BIO_set_init(bio, 1);
	return 1;
}

method_ptr new_method()
{
	method_ptr method(BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "counting"));

	if (method != nullptr) {
		BIO_meth_set_create(method.get(), start);
		BIO_meth_set_write(method.get(), count_write);
		BIO_meth_set_destroy(method.get(), count_free);
	}
	return method;
}
} // namespace

extern bool HALF();

bool HALF()
{
	if ((std::strstr(OpenSSL_version(OPENSSL_VERSION), "biosock") != nullptr) != IS_BIOSOCK)
		return false;

	method_ptr method = new_method();
	bio_ptr bio(method != nullptr ? BIO_new(method.get()) : nullptr);
	bio_ptr moved = std::move(bio);

	written = freed = 0;
	if (moved == nullptr || !write_a_word(moved.get()))
		return false;
	moved.reset();
	return written == 1 && freed == 1;
}
