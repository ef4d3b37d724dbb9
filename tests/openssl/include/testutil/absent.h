/* SPDX-License-Identifier: Apache-2.0 */
/* What tests name and biosock does not have: enough to compile. What uses it is not run. */
#ifndef BIOSOCK_TESTS_OPENSSL_ABSENT_H
#define BIOSOCK_TESTS_OPENSSL_ABSENT_H

typedef struct pkcs7_st PKCS7;
typedef struct asn1_value_st ASN1_VALUE;

#define NID_pkcs7_data                           0
#define SMIME_STREAM                             0
#define SMIME_BINARY                             0
#define ASN1_ITEM_rptr(x)                        NULL

#define PKCS7_new()                              ((PKCS7 *)NULL)
#define PKCS7_free(p7)                           ((void)(p7))
#define PKCS7_set_type(p7, type)                 ((void)(p7), (type))
#define i2d_ASN1_bio_stream(out, val, in, f, it) ((void)(val), (void)(in), (it) != NULL)

#endif
