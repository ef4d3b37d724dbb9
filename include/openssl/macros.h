/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Deprecation control and the place (file, line, function) macros, as
 * OPENSSL_API_COMPAT(7) describes them.
 */
#ifndef OPENSSL_MACROS_H
#define OPENSSL_MACROS_H

#include <biosock/names.h>
#include <openssl/opensslconf.h>
#include <openssl/opensslv.h>

/* The argument, expanded, as a string literal. */
#define OPENSSL_MSTR_HELPER(x) #x
#define OPENSSL_MSTR(x)        OPENSSL_MSTR_HELPER(x)

/* For a source file of which OPENSSL_NO_* leaves nothing. */
#define NON_EMPTY_TRANSLATION_UNIT static void *dummy = &dummy;

/*
 * What a deprecated declaration begins with. A program silences the warnings with
 * -DOPENSSL_SUPPRESS_DEPRECATED, and a compiler that has no such warning sees a plain declaration.
 */
#ifndef OSSL_DEPRECATED
#if defined(OPENSSL_SUPPRESS_DEPRECATED)
#define OSSL_DEPRECATED(since)              extern
#define OSSL_DEPRECATED_FOR(since, message) extern
#elif defined(__GNUC__)
#define OSSL_DEPRECATED(since) __attribute__((deprecated("Since OpenSSL " #since)))
#define OSSL_DEPRECATED_FOR(since, message)                                                        \
	__attribute__((deprecated("Since OpenSSL " #since ";" message)))
#elif defined(_MSC_VER)
#define OSSL_DEPRECATED(since) __declspec(deprecated("Since OpenSSL " #since))
#define OSSL_DEPRECATED_FOR(since, message)                                                        \
	__declspec(deprecated("Since OpenSSL " #since ";" message))
#else
#define OSSL_DEPRECATED(since)              extern
#define OSSL_DEPRECATED_FOR(since, message) extern
#endif
#endif

/*
 * The API level the program was written for: OPENSSL_API_COMPAT is either MAJOR * 10000 +
 * MINOR * 100 + FIX, or, from older programs, the number 0xMNNFFPPSL that OPENSSL_VERSION_NUMBER
 * had in that release.
 */
#ifdef OPENSSL_API_LEVEL
#error "OPENSSL_API_LEVEL is computed from OPENSSL_API_COMPAT: define that instead"
#endif

#ifndef OPENSSL_API_COMPAT
#define OPENSSL_API_LEVEL OPENSSL_CONFIGURED_API
#elif OPENSSL_API_COMPAT >= 0x900000L
#define OPENSSL_API_LEVEL                                                                          \
	(((OPENSSL_API_COMPAT >> 28) & 0xF) * 10000 + ((OPENSSL_API_COMPAT >> 20) & 0xFF) * 100 +  \
	    ((OPENSSL_API_COMPAT >> 12) & 0xFF))
#else
#define OPENSSL_API_LEVEL (OPENSSL_API_COMPAT)
#endif

/*
 * There was nothing before 0.9.8 that could still be asked for, no 2.x, and nothing
 * newer than this.
 */
#if OPENSSL_API_LEVEL > OPENSSL_CONFIGURED_API || OPENSSL_API_LEVEL < 908 ||                       \
    (OPENSSL_API_LEVEL >= 20000 && OPENSSL_API_LEVEL < 30000)
#error "OPENSSL_API_COMPAT asks for an API level that does not exist"
#endif

/*
 * For each release that deprecated something: OSSL_DEPRECATEDIN_x_y_z marks a declaration, and
 * OPENSSL_NO_DEPRECATED_x_y_z says that it is to be left out. What was deprecated after the level
 * the program asks for is neither marked nor left out.
 */
#undef OPENSSL_NO_DEPRECATED_0_9_8
#undef OPENSSL_NO_DEPRECATED_1_0_0
#undef OPENSSL_NO_DEPRECATED_1_0_1
#undef OPENSSL_NO_DEPRECATED_1_0_2
#undef OPENSSL_NO_DEPRECATED_1_1_0
#undef OPENSSL_NO_DEPRECATED_1_1_1
#undef OPENSSL_NO_DEPRECATED_3_0
#undef OPENSSL_NO_DEPRECATED_3_1
#undef OPENSSL_NO_DEPRECATED_3_2
#undef OPENSSL_NO_DEPRECATED_3_3
#undef OPENSSL_NO_DEPRECATED_3_4
#undef OPENSSL_NO_DEPRECATED_3_5
#undef OPENSSL_NO_DEPRECATED_3_6

#if OPENSSL_API_LEVEL < 908
#define OSSL_DEPRECATEDIN_0_9_8
#define OSSL_DEPRECATEDIN_0_9_8_FOR(msg)
#elif defined(OPENSSL_NO_DEPRECATED)
#define OPENSSL_NO_DEPRECATED_0_9_8
#else
#define OSSL_DEPRECATEDIN_0_9_8          OSSL_DEPRECATED(0.9.8)
#define OSSL_DEPRECATEDIN_0_9_8_FOR(msg) OSSL_DEPRECATED_FOR(0.9.8, msg)
#endif

#if OPENSSL_API_LEVEL < 10000
#define OSSL_DEPRECATEDIN_1_0_0
#define OSSL_DEPRECATEDIN_1_0_0_FOR(msg)
#elif defined(OPENSSL_NO_DEPRECATED)
#define OPENSSL_NO_DEPRECATED_1_0_0
#else
#define OSSL_DEPRECATEDIN_1_0_0          OSSL_DEPRECATED(1.0.0)
#define OSSL_DEPRECATEDIN_1_0_0_FOR(msg) OSSL_DEPRECATED_FOR(1.0.0, msg)
#endif

#if OPENSSL_API_LEVEL < 10001
#define OSSL_DEPRECATEDIN_1_0_1
#define OSSL_DEPRECATEDIN_1_0_1_FOR(msg)
#elif defined(OPENSSL_NO_DEPRECATED)
#define OPENSSL_NO_DEPRECATED_1_0_1
#else
#define OSSL_DEPRECATEDIN_1_0_1          OSSL_DEPRECATED(1.0.1)
#define OSSL_DEPRECATEDIN_1_0_1_FOR(msg) OSSL_DEPRECATED_FOR(1.0.1, msg)
#endif

#if OPENSSL_API_LEVEL < 10002
#define OSSL_DEPRECATEDIN_1_0_2
#define OSSL_DEPRECATEDIN_1_0_2_FOR(msg)
#elif defined(OPENSSL_NO_DEPRECATED)
#define OPENSSL_NO_DEPRECATED_1_0_2
#else
#define OSSL_DEPRECATEDIN_1_0_2          OSSL_DEPRECATED(1.0.2)
#define OSSL_DEPRECATEDIN_1_0_2_FOR(msg) OSSL_DEPRECATED_FOR(1.0.2, msg)
#endif

#if OPENSSL_API_LEVEL < 10100
#define OSSL_DEPRECATEDIN_1_1_0
#define OSSL_DEPRECATEDIN_1_1_0_FOR(msg)
#elif defined(OPENSSL_NO_DEPRECATED)
#define OPENSSL_NO_DEPRECATED_1_1_0
#else
#define OSSL_DEPRECATEDIN_1_1_0          OSSL_DEPRECATED(1.1.0)
#define OSSL_DEPRECATEDIN_1_1_0_FOR(msg) OSSL_DEPRECATED_FOR(1.1.0, msg)
#endif

#if OPENSSL_API_LEVEL < 10101
#define OSSL_DEPRECATEDIN_1_1_1
#define OSSL_DEPRECATEDIN_1_1_1_FOR(msg)
#elif defined(OPENSSL_NO_DEPRECATED)
#define OPENSSL_NO_DEPRECATED_1_1_1
#else
#define OSSL_DEPRECATEDIN_1_1_1          OSSL_DEPRECATED(1.1.1)
#define OSSL_DEPRECATEDIN_1_1_1_FOR(msg) OSSL_DEPRECATED_FOR(1.1.1, msg)
#endif

#if OPENSSL_API_LEVEL < 30000
#define OSSL_DEPRECATEDIN_3_0
#define OSSL_DEPRECATEDIN_3_0_FOR(msg)
#elif defined(OPENSSL_NO_DEPRECATED)
#define OPENSSL_NO_DEPRECATED_3_0
#else
#define OSSL_DEPRECATEDIN_3_0          OSSL_DEPRECATED(3.0)
#define OSSL_DEPRECATEDIN_3_0_FOR(msg) OSSL_DEPRECATED_FOR(3.0, msg)
#endif

#if OPENSSL_API_LEVEL < 30100
#define OSSL_DEPRECATEDIN_3_1
#define OSSL_DEPRECATEDIN_3_1_FOR(msg)
#elif defined(OPENSSL_NO_DEPRECATED)
#define OPENSSL_NO_DEPRECATED_3_1
#else
#define OSSL_DEPRECATEDIN_3_1          OSSL_DEPRECATED(3.1)
#define OSSL_DEPRECATEDIN_3_1_FOR(msg) OSSL_DEPRECATED_FOR(3.1, msg)
#endif

#if OPENSSL_API_LEVEL < 30200
#define OSSL_DEPRECATEDIN_3_2
#define OSSL_DEPRECATEDIN_3_2_FOR(msg)
#elif defined(OPENSSL_NO_DEPRECATED)
#define OPENSSL_NO_DEPRECATED_3_2
#else
#define OSSL_DEPRECATEDIN_3_2          OSSL_DEPRECATED(3.2)
#define OSSL_DEPRECATEDIN_3_2_FOR(msg) OSSL_DEPRECATED_FOR(3.2, msg)
#endif

#if OPENSSL_API_LEVEL < 30300
#define OSSL_DEPRECATEDIN_3_3
#define OSSL_DEPRECATEDIN_3_3_FOR(msg)
#elif defined(OPENSSL_NO_DEPRECATED)
#define OPENSSL_NO_DEPRECATED_3_3
#else
#define OSSL_DEPRECATEDIN_3_3          OSSL_DEPRECATED(3.3)
#define OSSL_DEPRECATEDIN_3_3_FOR(msg) OSSL_DEPRECATED_FOR(3.3, msg)
#endif

#if OPENSSL_API_LEVEL < 30400
#define OSSL_DEPRECATEDIN_3_4
#define OSSL_DEPRECATEDIN_3_4_FOR(msg)
#elif defined(OPENSSL_NO_DEPRECATED)
#define OPENSSL_NO_DEPRECATED_3_4
#else
#define OSSL_DEPRECATEDIN_3_4          OSSL_DEPRECATED(3.4)
#define OSSL_DEPRECATEDIN_3_4_FOR(msg) OSSL_DEPRECATED_FOR(3.4, msg)
#endif

#if OPENSSL_API_LEVEL < 30500
#define OSSL_DEPRECATEDIN_3_5
#define OSSL_DEPRECATEDIN_3_5_FOR(msg)
#elif defined(OPENSSL_NO_DEPRECATED)
#define OPENSSL_NO_DEPRECATED_3_5
#else
#define OSSL_DEPRECATEDIN_3_5          OSSL_DEPRECATED(3.5)
#define OSSL_DEPRECATEDIN_3_5_FOR(msg) OSSL_DEPRECATED_FOR(3.5, msg)
#endif

#if OPENSSL_API_LEVEL < 30600
#define OSSL_DEPRECATEDIN_3_6
#define OSSL_DEPRECATEDIN_3_6_FOR(msg)
#elif defined(OPENSSL_NO_DEPRECATED)
#define OPENSSL_NO_DEPRECATED_3_6
#else
#define OSSL_DEPRECATEDIN_3_6          OSSL_DEPRECATED(3.6)
#define OSSL_DEPRECATEDIN_3_6_FOR(msg) OSSL_DEPRECATED_FOR(3.6, msg)
#endif

/*
 * The place an error record names. A program may define OPENSSL_NO_FILENAMES to keep its
 * paths to itself.
 */
#ifndef OPENSSL_FILE
#ifdef OPENSSL_NO_FILENAMES
#define OPENSSL_FILE ""
#define OPENSSL_LINE 0
#else
#define OPENSSL_FILE __FILE__
#define OPENSSL_LINE __LINE__
#endif
#endif

/* C before 1999 does not say where it is. */
#ifndef OPENSSL_FUNC
#if (defined(__STDC_VERSION__) && __STDC_VERSION__ >= 199901L) || defined(__cplusplus)
#define OPENSSL_FUNC __func__
#elif defined(__GNUC__)
#define OPENSSL_FUNC (__extension__ __FUNCTION__)
#elif defined(_MSC_VER)
#define OPENSSL_FUNC __FUNCTION__
#else
#define OPENSSL_FUNC "(unknown function)"
#endif
#endif

#endif
