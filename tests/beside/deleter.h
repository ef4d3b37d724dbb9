/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a C++ program's header may say of BIOs: here it is included once after OpenSSL's headers and
 * once after biosock's, and each function that is inline has linkage.
 */
#ifndef BESIDE_DELETER_H
#define BESIDE_DELETER_H

#include <memory>

struct deleter {
	void operator()(BIO *bio) const
	{
		BIO_free_all(bio);
	}
	void operator()(BIO_METHOD *method) const
	{
		BIO_meth_free(method);
	}
};

inline bool write_a_word(BIO *bio)
{
	return BIO_write(bio, "hello", 5) == 5;
}

using bio_ptr = std::unique_ptr<BIO, deleter>;
using method_ptr = std::unique_ptr<BIO_METHOD, deleter>;

#endif
