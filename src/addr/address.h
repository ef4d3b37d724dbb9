/* SPDX-License-Identifier: Apache-2.0 */
/* What a BIO_ADDR is inside, and what the socket layer asks of one. */
#ifndef BIOSOCK_ADDR_ADDRESS_H
#define BIOSOCK_ADDR_ADDRESS_H

#include "sys/net.h"
#include <openssl/bio.h>

/*
 * Programs pass a `struct sockaddr *` of their own as a BIO_ADDR *, so nothing may be read beyond
 * what the family says is there, and nothing of ours may be kept behind it. A TLS library that we
 * are built over may have it in its own header.
 */
#ifndef HOST_SHOWS_BIO_ADDR
union bio_addr_st {
	struct sockaddr sa;
	struct sockaddr_in s_in;
	struct sockaddr_in6 s_in6;
	struct sockaddr_un s_un;
};
#endif

/*
 * The length to hand to bind() or connect(): by family. An AF_UNIX path counts to its NUL; an
 * abstract name (first byte NUL) counts to its last byte that is not NUL; an unnamed one is the
 * family alone. Any other family: sizeof(struct sockaddr).
 */
socklen_t addr_size(const BIO_ADDR *addr);

/*
 * The bytes that rawmake took for an AF_UNIX address: a path without its NUL, an abstract name with
 * the NUL it begins with, 0 for an unnamed one. Nothing behind a path's NUL is read.
 */
size_t addr_path_length(const BIO_ADDR *addr);

/*
 * Writes the address as the user would write it into out[size], cut to fit and always ended by
 * a NUL: "192.0.2.1:80", "[2001:db8::1]:443", "[fe80::1%eth0]:80", "unix:/run/x",
 * "unix:@name", "family 16". Control bytes of a path are escaped (addr/escape.h). Returns the
 * length written. No allocation, errno and the error stack are kept; a system call only for a
 * scope (its interface's name).
 */
size_t addr_text(const BIO_ADDR *addr, char *out, size_t size);

/* Room for any of them: the longest is "unix:" and a path of 108 bytes that are all escaped. */
enum { ADDR_TEXT_SIZE = 448 };

/*
 * Copies what the kernel wrote, `len` bytes of `from` (whose other bytes are zero), to *out.
 * No byte is written that the family does not have: *out may be a smaller `struct sockaddr_*`
 * of the caller's.
 */
void addr_store(BIO_ADDR *out, const BIO_ADDR *from, socklen_t len);

/* An IPv4 address that an IPv6 socket tells of (RFC 4291, 2.5.5.2) becomes one of IPv4. */
void addr_unmap(BIO_ADDR *addr);

#endif
