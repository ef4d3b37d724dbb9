/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What this library was built to offer, in the macros that programs ask
 * OpenSSL's configuration with.
 */
#ifndef OPENSSL_CONFIGURATION_H
#define OPENSSL_CONFIGURATION_H

/* Threads are always supported: every thread has an error stack of its own. */
#ifndef OPENSSL_THREADS
#define OPENSSL_THREADS
#endif
/*
 * The newest API level a program may ask for with OPENSSL_API_COMPAT: 3.6, as MAJOR * 10000 + MINOR
 * * 100.
 */
#define OPENSSL_CONFIGURED_API 30600

/*
 * What OpenSSL can be built without, and this library is. Code that a program guards by these is
 * left out of it. Sockets, datagrams, files (OPENSSL_NO_SOCK, _NO_DGRAM, _NO_STDIO), Fast Open and
 * error texts are there; a program that defines one of those three hides what belongs to it.
 */
#ifndef OPENSSL_NO_ACVP_TESTS
#define OPENSSL_NO_ACVP_TESTS
#endif
#ifndef OPENSSL_NO_AFALGENG
#define OPENSSL_NO_AFALGENG
#endif
#ifndef OPENSSL_NO_ALLOCFAIL_TESTS
#define OPENSSL_NO_ALLOCFAIL_TESTS
#endif
#ifndef OPENSSL_NO_APPS
#define OPENSSL_NO_APPS
#endif
#ifndef OPENSSL_NO_ARGON2
#define OPENSSL_NO_ARGON2
#endif
#ifndef OPENSSL_NO_ARIA
#define OPENSSL_NO_ARIA
#endif
#ifndef OPENSSL_NO_ASAN
#define OPENSSL_NO_ASAN
#endif
#ifndef OPENSSL_NO_ASYNC
#define OPENSSL_NO_ASYNC
#endif
#ifndef OPENSSL_NO_AUTOLOAD_CONFIG
#define OPENSSL_NO_AUTOLOAD_CONFIG
#endif
#ifndef OPENSSL_NO_BF
#define OPENSSL_NO_BF
#endif
#ifndef OPENSSL_NO_BLAKE2
#define OPENSSL_NO_BLAKE2
#endif
#ifndef OPENSSL_NO_BROTLI
#define OPENSSL_NO_BROTLI
#endif
#ifndef OPENSSL_NO_BROTLI_DYNAMIC
#define OPENSSL_NO_BROTLI_DYNAMIC
#endif
#ifndef OPENSSL_NO_CACHED_FETCH
#define OPENSSL_NO_CACHED_FETCH
#endif
#ifndef OPENSSL_NO_CAMELLIA
#define OPENSSL_NO_CAMELLIA
#endif
#ifndef OPENSSL_NO_CAPIENG
#define OPENSSL_NO_CAPIENG
#endif
#ifndef OPENSSL_NO_CAST
#define OPENSSL_NO_CAST
#endif
#ifndef OPENSSL_NO_CHACHA
#define OPENSSL_NO_CHACHA
#endif
#ifndef OPENSSL_NO_CMAC
#define OPENSSL_NO_CMAC
#endif
#ifndef OPENSSL_NO_CMP
#define OPENSSL_NO_CMP
#endif
#ifndef OPENSSL_NO_CMS
#define OPENSSL_NO_CMS
#endif
#ifndef OPENSSL_NO_COMP
#define OPENSSL_NO_COMP
#endif
#ifndef OPENSSL_NO_COMP_ALG
#define OPENSSL_NO_COMP_ALG
#endif
#ifndef OPENSSL_NO_CRYPTO_MDEBUG
#define OPENSSL_NO_CRYPTO_MDEBUG
#endif
#ifndef OPENSSL_NO_CRYPTO_MDEBUG_BACKTRACE
#define OPENSSL_NO_CRYPTO_MDEBUG_BACKTRACE
#endif
#ifndef OPENSSL_NO_CT
#define OPENSSL_NO_CT
#endif
#ifndef OPENSSL_NO_DEFAULT_THREAD_POOL
#define OPENSSL_NO_DEFAULT_THREAD_POOL
#endif
#ifndef OPENSSL_NO_DEMOS
#define OPENSSL_NO_DEMOS
#endif
#ifndef OPENSSL_NO_DES
#define OPENSSL_NO_DES
#endif
#ifndef OPENSSL_NO_DEVCRYPTOENG
#define OPENSSL_NO_DEVCRYPTOENG
#endif
#ifndef OPENSSL_NO_DH
#define OPENSSL_NO_DH
#endif
#ifndef OPENSSL_NO_DSA
#define OPENSSL_NO_DSA
#endif
#ifndef OPENSSL_NO_DSO
#define OPENSSL_NO_DSO
#endif
#ifndef OPENSSL_NO_DTLS
#define OPENSSL_NO_DTLS
#endif
#ifndef OPENSSL_NO_DTLS1
#define OPENSSL_NO_DTLS1
#endif
#ifndef OPENSSL_NO_DTLS1_2
#define OPENSSL_NO_DTLS1_2
#endif
#ifndef OPENSSL_NO_DTLS1_2_METHOD
#define OPENSSL_NO_DTLS1_2_METHOD
#endif
#ifndef OPENSSL_NO_DTLS1_METHOD
#define OPENSSL_NO_DTLS1_METHOD
#endif
#ifndef OPENSSL_NO_DYNAMIC_ENGINE
#define OPENSSL_NO_DYNAMIC_ENGINE
#endif
#ifndef OPENSSL_NO_EC
#define OPENSSL_NO_EC
#endif
#ifndef OPENSSL_NO_EC2M
#define OPENSSL_NO_EC2M
#endif
#ifndef OPENSSL_NO_ECDH
#define OPENSSL_NO_ECDH
#endif
#ifndef OPENSSL_NO_ECDSA
#define OPENSSL_NO_ECDSA
#endif
#ifndef OPENSSL_NO_ECX
#define OPENSSL_NO_ECX
#endif
#ifndef OPENSSL_NO_EC_NISTP_64_GCC_128
#define OPENSSL_NO_EC_NISTP_64_GCC_128
#endif
#ifndef OPENSSL_NO_EGD
#define OPENSSL_NO_EGD
#endif
#ifndef OPENSSL_NO_ENGINE
#define OPENSSL_NO_ENGINE
#endif
#ifndef OPENSSL_NO_EXTERNAL_TESTS
#define OPENSSL_NO_EXTERNAL_TESTS
#endif
#ifndef OPENSSL_NO_FIPS_JITTER
#define OPENSSL_NO_FIPS_JITTER
#endif
#ifndef OPENSSL_NO_FUZZ_AFL
#define OPENSSL_NO_FUZZ_AFL
#endif
#ifndef OPENSSL_NO_FUZZ_LIBFUZZER
#define OPENSSL_NO_FUZZ_LIBFUZZER
#endif
#ifndef OPENSSL_NO_GOST
#define OPENSSL_NO_GOST
#endif
#ifndef OPENSSL_NO_H3DEMO
#define OPENSSL_NO_H3DEMO
#endif
#ifndef OPENSSL_NO_HEARTBEATS
#define OPENSSL_NO_HEARTBEATS
#endif
#ifndef OPENSSL_NO_HQINTEROP
#define OPENSSL_NO_HQINTEROP
#endif
#ifndef OPENSSL_NO_HTTP
#define OPENSSL_NO_HTTP
#endif
#ifndef OPENSSL_NO_IDEA
#define OPENSSL_NO_IDEA
#endif
#ifndef OPENSSL_NO_JITTER
#define OPENSSL_NO_JITTER
#endif
#ifndef OPENSSL_NO_KTLS
#define OPENSSL_NO_KTLS
#endif
#ifndef OPENSSL_NO_LMS
#define OPENSSL_NO_LMS
#endif
#ifndef OPENSSL_NO_LOADERENG
#define OPENSSL_NO_LOADERENG
#endif
#ifndef OPENSSL_NO_MD2
#define OPENSSL_NO_MD2
#endif
#ifndef OPENSSL_NO_MD4
#define OPENSSL_NO_MD4
#endif
#ifndef OPENSSL_NO_MD5
#define OPENSSL_NO_MD5
#endif
#ifndef OPENSSL_NO_MDC2
#define OPENSSL_NO_MDC2
#endif
#ifndef OPENSSL_NO_ML_DSA
#define OPENSSL_NO_ML_DSA
#endif
#ifndef OPENSSL_NO_ML_KEM
#define OPENSSL_NO_ML_KEM
#endif
#ifndef OPENSSL_NO_MODULE
#define OPENSSL_NO_MODULE
#endif
#ifndef OPENSSL_NO_MSAN
#define OPENSSL_NO_MSAN
#endif
#ifndef OPENSSL_NO_MULTIBLOCK
#define OPENSSL_NO_MULTIBLOCK
#endif
#ifndef OPENSSL_NO_NEXTPROTONEG
#define OPENSSL_NO_NEXTPROTONEG
#endif
#ifndef OPENSSL_NO_OCB
#define OPENSSL_NO_OCB
#endif
#ifndef OPENSSL_NO_OCSP
#define OPENSSL_NO_OCSP
#endif
#ifndef OPENSSL_NO_PADLOCKENG
#define OPENSSL_NO_PADLOCKENG
#endif
#ifndef OPENSSL_NO_POLY1305
#define OPENSSL_NO_POLY1305
#endif
#ifndef OPENSSL_NO_PSK
#define OPENSSL_NO_PSK
#endif
#ifndef OPENSSL_NO_QUIC
#define OPENSSL_NO_QUIC
#endif
#ifndef OPENSSL_NO_RC2
#define OPENSSL_NO_RC2
#endif
#ifndef OPENSSL_NO_RC4
#define OPENSSL_NO_RC4
#endif
#ifndef OPENSSL_NO_RC5
#define OPENSSL_NO_RC5
#endif
#ifndef OPENSSL_NO_RDRAND
#define OPENSSL_NO_RDRAND
#endif
#ifndef OPENSSL_NO_RFC3779
#define OPENSSL_NO_RFC3779
#endif
#ifndef OPENSSL_NO_RMD160
#define OPENSSL_NO_RMD160
#endif
#ifndef OPENSSL_NO_SCRYPT
#define OPENSSL_NO_SCRYPT
#endif
#ifndef OPENSSL_NO_SCTP
#define OPENSSL_NO_SCTP
#endif
#ifndef OPENSSL_NO_SECURE_MEMORY
#define OPENSSL_NO_SECURE_MEMORY
#endif
#ifndef OPENSSL_NO_SEED
#define OPENSSL_NO_SEED
#endif
#ifndef OPENSSL_NO_SIPHASH
#define OPENSSL_NO_SIPHASH
#endif
#ifndef OPENSSL_NO_SIV
#define OPENSSL_NO_SIV
#endif
#ifndef OPENSSL_NO_SLH_DSA
#define OPENSSL_NO_SLH_DSA
#endif
#ifndef OPENSSL_NO_SM2
#define OPENSSL_NO_SM2
#endif
#ifndef OPENSSL_NO_SM3
#define OPENSSL_NO_SM3
#endif
#ifndef OPENSSL_NO_SM4
#define OPENSSL_NO_SM4
#endif
#ifndef OPENSSL_NO_SRP
#define OPENSSL_NO_SRP
#endif
#ifndef OPENSSL_NO_SRTP
#define OPENSSL_NO_SRTP
#endif
#ifndef OPENSSL_NO_SSL
#define OPENSSL_NO_SSL
#endif
#ifndef OPENSSL_NO_SSL3
#define OPENSSL_NO_SSL3
#endif
#ifndef OPENSSL_NO_SSL3_METHOD
#define OPENSSL_NO_SSL3_METHOD
#endif
#ifndef OPENSSL_NO_SSLKEYLOG
#define OPENSSL_NO_SSLKEYLOG
#endif
#ifndef OPENSSL_NO_SSL_TRACE
#define OPENSSL_NO_SSL_TRACE
#endif
#ifndef OPENSSL_NO_STATIC_ENGINE
#define OPENSSL_NO_STATIC_ENGINE
#endif
#ifndef OPENSSL_NO_THREAD_POOL
#define OPENSSL_NO_THREAD_POOL
#endif
#ifndef OPENSSL_NO_TLS
#define OPENSSL_NO_TLS
#endif
#ifndef OPENSSL_NO_TLS1
#define OPENSSL_NO_TLS1
#endif
#ifndef OPENSSL_NO_TLS1_1
#define OPENSSL_NO_TLS1_1
#endif
#ifndef OPENSSL_NO_TLS1_1_METHOD
#define OPENSSL_NO_TLS1_1_METHOD
#endif
#ifndef OPENSSL_NO_TLS1_2
#define OPENSSL_NO_TLS1_2
#endif
#ifndef OPENSSL_NO_TLS1_2_METHOD
#define OPENSSL_NO_TLS1_2_METHOD
#endif
#ifndef OPENSSL_NO_TLS1_3
#define OPENSSL_NO_TLS1_3
#endif
#ifndef OPENSSL_NO_TLS1_METHOD
#define OPENSSL_NO_TLS1_METHOD
#endif
#ifndef OPENSSL_NO_TRACE
#define OPENSSL_NO_TRACE
#endif
#ifndef OPENSSL_NO_TS
#define OPENSSL_NO_TS
#endif
#ifndef OPENSSL_NO_UBSAN
#define OPENSSL_NO_UBSAN
#endif
#ifndef OPENSSL_NO_UI_CONSOLE
#define OPENSSL_NO_UI_CONSOLE
#endif
#ifndef OPENSSL_NO_UNSTABLE_QLOG
#define OPENSSL_NO_UNSTABLE_QLOG
#endif
#ifndef OPENSSL_NO_UPLINK
#define OPENSSL_NO_UPLINK
#endif
#ifndef OPENSSL_NO_WEAK_SSL_CIPHERS
#define OPENSSL_NO_WEAK_SSL_CIPHERS
#endif
#ifndef OPENSSL_NO_WHIRLPOOL
#define OPENSSL_NO_WHIRLPOOL
#endif
#ifndef OPENSSL_NO_WINSTORE
#define OPENSSL_NO_WINSTORE
#endif
#ifndef OPENSSL_NO_ZLIB
#define OPENSSL_NO_ZLIB
#endif
#ifndef OPENSSL_NO_ZLIB_DYNAMIC
#define OPENSSL_NO_ZLIB_DYNAMIC
#endif
#ifndef OPENSSL_NO_ZSTD
#define OPENSSL_NO_ZSTD
#endif
#ifndef OPENSSL_NO_ZSTD_DYNAMIC
#define OPENSSL_NO_ZSTD_DYNAMIC
#endif

#endif
