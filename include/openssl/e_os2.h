/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which platform a program is compiled for, and the compiler words that public headers need on it.
 */
#ifndef OPENSSL_E_OS2_H
#define OPENSSL_E_OS2_H

#include <inttypes.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include <openssl/macros.h>
#ifndef OPENSSL_NO_DEPRECATED_3_0
#define HEADER_E_OS2_H
#endif
#include <openssl/opensslconf.h>

/*
 * Programs choose their own socket code by these. Telling the platform is this header's contract.
 */
#if defined(_WIN32)
#define OPENSSL_SYS_WINDOWS
#define OPENSSL_SYS_MSDOS
#define OPENSSL_SYS_WIN32
#if defined(_WIN64)
#define OPENSSL_SYS_WIN64
#endif
#else
#define OPENSSL_SYS_UNIX
#if defined(__linux__)
#define OPENSSL_SYS_LINUX
#endif
#endif

#define OPENSSL_EXPORT extern
#define OPENSSL_EXTERN extern

/* A signed size. ptrdiff_t is what ssize_t is, and every C compiler has it. */
#define ossl_ssize_t   ptrdiff_t
#define OSSL_SSIZE_MAX PTRDIFF_MAX

typedef intmax_t ossl_intmax_t;
typedef uintmax_t ossl_uintmax_t;

/* C before 1999 has no word for it, but its compilers have. */
#if defined(__cplusplus) || (defined(__STDC_VERSION__) && __STDC_VERSION__ >= 199901L)
#define ossl_inline inline
#elif defined(__GNUC__)
#define ossl_inline __inline__
#elif defined(_MSC_VER)
#define ossl_inline __inline
#else
#define ossl_inline
#endif

#if defined(__STDC_VERSION__) && __STDC_VERSION__ >= 201112L && !defined(__cplusplus)
#define ossl_noreturn _Noreturn
#elif defined(__GNUC__)
#define ossl_noreturn __attribute__((noreturn))
#else
#define ossl_noreturn
#endif

#if defined(__GNUC__)
#define ossl_unused __attribute__((unused))
#else
#define ossl_unused
#endif

/*
 * Marks a result that must be looked at; the compiler is asked to insist with -DUNUSEDRESULT_DEBUG.
 */
#ifndef __owur
#if defined(UNUSEDRESULT_DEBUG) && defined(__GNUC__)
#define __owur __attribute__((__warn_unused_result__))
#else
#define __owur
#endif
#endif

#endif
