/* SPDX-License-Identifier: Apache-2.0 */
/* Generated from abi/guarded_headers by cmake/Guards.cmake: do not edit. */
#ifndef BIOSOCK_GUARDED
#define BIOSOCK_GUARDED
#error                                                                                             \
    "biosock has no TLS or cryptography: with a TLS library include that library's headers and \
use biosock-host, or keep the two in different source files (see biosock-tls(7))"
#endif
