/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Memory, version and initialisation: the part of OpenSSL's crypto.h that programs with
 * BIO sockets use.
 */
#if defined(OPENSSL_CRYPTO_H) && !defined(BIOSOCK_NAMES_H)
#error "this source has a TLS library's <openssl/crypto.h> already: see biosock-tls(7)"
#endif
#ifndef OPENSSL_CRYPTO_H
#define OPENSSL_CRYPTO_H

#include <openssl/macros.h>
#ifndef OPENSSL_NO_DEPRECATED_3_0
#define HEADER_CRYPTO_H
#endif

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

#ifndef OPENSSL_NO_STDIO
#include <stdio.h>
#endif

#include <openssl/cryptoerr.h>
#include <openssl/e_os2.h>
#include <openssl/opensslconf.h>
#include <openssl/opensslv.h>
#include <openssl/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/* --- Memory: OPENSSL_malloc(3) --- */

/*
 * malloc and relatives, through the functions of CRYPTO_set_mem_functions(). Sizes are in bytes.
 * What this library gives to the caller to own is freed with OPENSSL_free(). `file` and `line` name
 * the caller and are only handed on to the program's own functions.
 */
#define OPENSSL_malloc(num)        CRYPTO_malloc(num, OPENSSL_FILE, OPENSSL_LINE)
#define OPENSSL_zalloc(num)        CRYPTO_zalloc(num, OPENSSL_FILE, OPENSSL_LINE)
#define OPENSSL_realloc(addr, num) CRYPTO_realloc(addr, num, OPENSSL_FILE, OPENSSL_LINE)
#define OPENSSL_clear_realloc(addr, old_num, num)                                                  \
	CRYPTO_clear_realloc(addr, old_num, num, OPENSSL_FILE, OPENSSL_LINE)
#define OPENSSL_free(addr)            CRYPTO_free(addr, OPENSSL_FILE, OPENSSL_LINE)
#define OPENSSL_clear_free(addr, num) CRYPTO_clear_free(addr, num, OPENSSL_FILE, OPENSSL_LINE)
#define OPENSSL_memdup(str, s)        CRYPTO_memdup((str), s, OPENSSL_FILE, OPENSSL_LINE)
#define OPENSSL_strdup(str)           CRYPTO_strdup(str, OPENSSL_FILE, OPENSSL_LINE)
#define OPENSSL_strndup(str, n)       CRYPTO_strndup(str, n, OPENSSL_FILE, OPENSSL_LINE)

/* Initialisation that is no longer needed. */
#define OPENSSL_malloc_init() ((void)0)

/*
 * `num` bytes, not initialised, or NULL: for 0 bytes without an error, else with
 * ERR_R_MALLOC_FAILURE on the stack (ERR_LIB_CRYPTO, raised at `file` and `line`).
 */
void *CRYPTO_malloc(size_t num, const char *file, int line);

/* The same, filled with zero. */
void *CRYPTO_zalloc(size_t num, const char *file, int line);

/*
 * Makes `addr` `num` bytes large, keeping its contents, and returns where it is now. NULL for
 * `addr` allocates; 0 for `num` frees and returns NULL. On failure NULL, and `addr` is as it was.
 */
void *CRYPTO_realloc(void *addr, size_t num, const char *file, int line);

/* The same for a secret of `old_num` bytes: no copy of it, nor what is cut off, is left behind. */
void *CRYPTO_clear_realloc(void *addr, size_t old_num, size_t num, const char *file, int line);

/* Frees what the calls here returned; NULL is fine. */
void CRYPTO_free(void *ptr, const char *file, int line);

/* Overwrites `num` bytes, then frees. */
void CRYPTO_clear_free(void *ptr, size_t num, const char *file, int line);

/* Copies, to be freed with OPENSSL_free(); NULL for NULL, or without memory. */
void *CRYPTO_memdup(const void *str, size_t siz, const char *file, int line);
char *CRYPTO_strdup(const char *str, const char *file, int line);
/* At most `s` characters, and an ending zero. */
char *CRYPTO_strndup(const char *str, size_t s, const char *file, int line);

/* Overwrites `len` bytes with zero, in a way that a compiler does not leave out. */
void OPENSSL_cleanse(void *ptr, size_t len);

typedef void *(*CRYPTO_malloc_fn)(size_t num, const char *file, int line);
typedef void *(*CRYPTO_realloc_fn)(void *addr, size_t num, const char *file, int line);
typedef void (*CRYPTO_free_fn)(void *addr, const char *file, int line);

/*
 * Makes the library allocate with the program's functions; NULL leaves one as it is. Returns 1,
 * or 0, changing nothing, once the default functions have allocated. Call it first, before
 * other threads exist.
 */
int CRYPTO_set_mem_functions(
    CRYPTO_malloc_fn malloc_fn, CRYPTO_realloc_fn realloc_fn, CRYPTO_free_fn free_fn);

/*
 * The functions in use: those set, or CRYPTO_malloc(), CRYPTO_realloc(), CRYPTO_free(). Outputs
 * may be NULL.
 */
void CRYPTO_get_mem_functions(
    CRYPTO_malloc_fn *malloc_fn, CRYPTO_realloc_fn *realloc_fn, CRYPTO_free_fn *free_fn);

/* --- Strings that know their buffer's size: OPENSSL_strlcpy(3) --- */

/*
 * Copies or appends `src` to `dst`, a buffer of `siz` bytes, cutting to fit; the end is always zero
 * if siz > 0. Returns the length the whole would have: cut if >= siz.
 */
size_t OPENSSL_strlcpy(char *dst, const char *src, size_t siz);
size_t OPENSSL_strlcat(char *dst, const char *src, size_t siz);

/* The length of `str`, looking at no more than `maxlen` characters. */
size_t OPENSSL_strnlen(const char *str, size_t maxlen);

/*
 * Compare as strcasecmp(3) and strncasecmp(3), by ASCII's letters in any locale: less than 0, 0 or
 * more. Source: OPENSSL_strcasecmp(3).
 */
int OPENSSL_strcasecmp(const char *s1, const char *s2);
int OPENSSL_strncasecmp(const char *s1, const char *s2, size_t n);

/*
 * 0 if the `len` bytes are equal, else not 0, which says nothing of their order. How long it takes
 * depends on `len` alone. Source: CRYPTO_memcmp(3).
 */
int CRYPTO_memcmp(const void *in_a, const void *in_b, size_t len);

/* --- Hexadecimal: OPENSSL_hexstr2buf(3) --- */

/* The value of a digit, of either case, or -1. */
int OPENSSL_hexchar2int(unsigned char c);
/*
 * Decodes the pairs of hexadecimal digits in `str` to `buf`, which has room for `buf_n` bytes, and
 * stores their number in *buflen unless that is NULL. Any number of `sep` may stand before, between
 * and behind the pairs; 0 is no separator. With `buf` NULL it only counts. Returns 1, or 0 with a
 * record, *buflen as it was, and what came before the fault in `buf`: (CRYPTO,
 * CRYPTO_R_ILLEGAL_HEX_DIGIT), CRYPTO_R_ODD_NUMBER_OF_DIGITS, CRYPTO_R_TOO_SMALL_BUFFER,
 * ERR_R_PASSED_NULL_PARAMETER. Source: OPENSSL_hexstr2buf(3).
 */
int OPENSSL_hexstr2buf_ex(
    unsigned char *buf, size_t buf_n, size_t *buflen, const char *str, const char sep);
/*
 * The same in memory to be freed with OPENSSL_free(), separated by ":". NULL with a record as
 * above, with *buflen 0, or with CRYPTO_R_HEX_STRING_TOO_SHORT for less than two characters, and
 * *buflen as it was.
 */
unsigned char *OPENSSL_hexstr2buf(const char *str, long *buflen);
/*
 * Two digits, in upper case, for each byte, with `sep` between them (0: nothing) and a NUL behind,
 * to str[str_n]. *strlength, unless NULL, is set to the size of it all, the NUL included, also when
 * there is no room or `str` is NULL, which asks for nothing else. Returns 1, or 0 with a record and
 * `str` untouched: CRYPTO_R_TOO_SMALL_BUFFER. Source: OPENSSL_hexstr2buf(3).
 */
int OPENSSL_buf2hexstr_ex(char *str, size_t str_n, size_t *strlength, const unsigned char *buf,
    size_t buflen, const char sep);
/*
 * The same in memory to be freed with OPENSSL_free(), separated by ":". NULL with a record:
 * CRYPTO_R_TOO_MANY_BYTES for a negative length, ERR_R_MALLOC_FAILURE.
 */
char *OPENSSL_buf2hexstr(const unsigned char *buf, long buflen);

/* --- Ending and sleeping: OPENSSL_die(3), OSSL_sleep(3) --- */

/*
 * Prints "FILE:LINE: OpenSSL internal error: ASSERTION" to standard error and aborts.
 * OPENSSL_assert() does so if `e` is false.
 */
ossl_noreturn void OPENSSL_die(const char *assertion, const char *file, int line);
#define OPENSSL_assert(e)                                                                          \
	(void)((e) ? 0 : (OPENSSL_die("assertion failed: " #e, OPENSSL_FILE, OPENSSL_LINE), 1))
#ifndef OPENSSL_NO_DEPRECATED_1_1_0
#define OpenSSLDie(f, l, a) OPENSSL_die((a), (f), (l))
#endif

/*
 * Returns after at least `millis` milliseconds of a clock that nobody sets, whatever signals come.
 * errno stays. Source: OSSL_sleep(3).
 */
void OSSL_sleep(uint64_t millis);

/* --- Threads: CRYPTO_THREAD_run_once(3), CRYPTO_THREAD_init_local(3) --- */

/*
 * A lock of the program's: any number of threads have it to read, or one to write. Not recursive.
 * lock_new() returns NULL if memory runs out, with a record, or the system has no more of them.
 * Locking waits, and returns 1, or 0 if it cannot: for NULL, and where the system notices that the
 * thread waits for itself. Unlocking is for the thread that has it. lock_free() takes NULL. None
 * does anything at a fork(2): the child has each lock as it was. Source: CRYPTO_THREAD_run_once(3).
 */
typedef void CRYPTO_RWLOCK;
CRYPTO_RWLOCK *CRYPTO_THREAD_lock_new(void);
__owur int CRYPTO_THREAD_read_lock(CRYPTO_RWLOCK *lock);
__owur int CRYPTO_THREAD_write_lock(CRYPTO_RWLOCK *lock);
int CRYPTO_THREAD_unlock(CRYPTO_RWLOCK *lock);
void CRYPTO_THREAD_lock_free(CRYPTO_RWLOCK *lock);

/*
 * The first four change a number that threads share, and set *ret to its new value; the others only
 * load it to *ret, or only store it. Sums wrap around. They return 1. `lock` is not used, and may
 * be NULL, where the processor can do the operation alone. On processors that cannot, for 64 bits,
 * it is locked to write, and without it they return 0. Source: CRYPTO_THREAD_run_once(3).
 */
int CRYPTO_atomic_add(int *val, int amount, int *ret, CRYPTO_RWLOCK *lock);
int CRYPTO_atomic_add64(uint64_t *val, uint64_t op, uint64_t *ret, CRYPTO_RWLOCK *lock);
int CRYPTO_atomic_and(uint64_t *val, uint64_t op, uint64_t *ret, CRYPTO_RWLOCK *lock);
int CRYPTO_atomic_or(uint64_t *val, uint64_t op, uint64_t *ret, CRYPTO_RWLOCK *lock);
int CRYPTO_atomic_load(uint64_t *val, uint64_t *ret, CRYPTO_RWLOCK *lock);
int CRYPTO_atomic_load_int(int *val, int *ret, CRYPTO_RWLOCK *lock);
int CRYPTO_atomic_store(uint64_t *dst, uint64_t val, CRYPTO_RWLOCK *lock);

/*
 * The system's own types. On Windows a program includes <windows.h> before this header to have
 * them; they are of the same size without it.
 */
#if !defined(_WIN32)
#include <pthread.h>
typedef pthread_once_t CRYPTO_ONCE;
typedef pthread_key_t CRYPTO_THREAD_LOCAL;
typedef pthread_t CRYPTO_THREAD_ID;
#define CRYPTO_ONCE_STATIC_INIT PTHREAD_ONCE_INIT
#elif defined(BASETYPES) || defined(_WINDEF_H)
typedef LONG CRYPTO_ONCE;
typedef DWORD CRYPTO_THREAD_LOCAL;
typedef DWORD CRYPTO_THREAD_ID;
#define CRYPTO_ONCE_STATIC_INIT 0
#else
typedef unsigned int CRYPTO_ONCE;
typedef unsigned int CRYPTO_THREAD_LOCAL;
typedef unsigned int CRYPTO_THREAD_ID;
#define CRYPTO_ONCE_STATIC_INIT 0
#endif

/*
 * Calls init() unless that was done with this `once`, which begins as
 * CRYPTO_ONCE_STATIC_INIT, and returns when it is done, by whichever thread. 1, or 0 if the
 * system refuses. Source: CRYPTO_THREAD_run_once(3).
 */
int CRYPTO_THREAD_run_once(CRYPTO_ONCE *once, void (*init)(void));

/*
 * A pointer that each thread has of its own, NULL at first. `cleanup`, unless NULL, is given a
 * thread's pointer when the thread ends, if that is not NULL (but not on Windows). cleanup_local()
 * ends the key for all threads, and calls nothing. They return 1, or 0 if the system has no more
 * keys or says that `key` is none, which not every C library looks for.
 */
int CRYPTO_THREAD_init_local(CRYPTO_THREAD_LOCAL *key, void (*cleanup)(void *));
void *CRYPTO_THREAD_get_local(CRYPTO_THREAD_LOCAL *key);
int CRYPTO_THREAD_set_local(CRYPTO_THREAD_LOCAL *key, void *val);
int CRYPTO_THREAD_cleanup_local(CRYPTO_THREAD_LOCAL *key);

/* Which thread this is; and 1 if two are the same, else 0. */
CRYPTO_THREAD_ID CRYPTO_THREAD_get_current_id(void);
int CRYPTO_THREAD_compare_id(CRYPTO_THREAD_ID a, CRYPTO_THREAD_ID b);

/* --- Library contexts: OSSL_LIB_CTX_new(3) --- */

/*
 * For calls that take one (BIO_new_ex()): sockets keep nothing in it. NULL with a record if
 * memory runs out. Freeing takes NULL, and does nothing to the default one, which is never
 * NULL. Source: OSSL_LIB_CTX(3).
 */
OSSL_LIB_CTX *OSSL_LIB_CTX_new(void);
void OSSL_LIB_CTX_free(OSSL_LIB_CTX *ctx);
OSSL_LIB_CTX *OSSL_LIB_CTX_get0_global_default(void);

/* --- Version: OpenSSL_version(3) --- */

/*
 * The version of OpenSSL's API that the library in use offers, in parts
 * and as OPENSSL_VERSION_NUMBER.
 */
unsigned int OPENSSL_version_major(void);
unsigned int OPENSSL_version_minor(void);
unsigned int OPENSSL_version_patch(void);
const char *OPENSSL_version_pre_release(void);
const char *OPENSSL_version_build_metadata(void);
unsigned long OpenSSL_version_num(void);

#define OPENSSL_VERSION             0
#define OPENSSL_CFLAGS              1
#define OPENSSL_BUILT_ON            2
#define OPENSSL_PLATFORM            3
#define OPENSSL_DIR                 4
#define OPENSSL_ENGINES_DIR         5
#define OPENSSL_VERSION_STRING      6
#define OPENSSL_FULL_VERSION_STRING 7
#define OPENSSL_MODULES_DIR         8
#define OPENSSL_CPU_INFO            9

/*
 * A text about the library in use. OPENSSL_VERSION names biosock. What does not apply says
 * "N/A". Static strings.
 */
const char *OpenSSL_version(int type);

#ifndef OPENSSL_NO_DEPRECATED_1_1_0
#define SSLeay                OpenSSL_version_num
#define SSLeay_version        OpenSSL_version
#define SSLEAY_VERSION_NUMBER OPENSSL_VERSION_NUMBER
#define SSLEAY_VERSION        OPENSSL_VERSION
#define SSLEAY_CFLAGS         OPENSSL_CFLAGS
#define SSLEAY_BUILT_ON       OPENSSL_BUILT_ON
#define SSLEAY_PLATFORM       OPENSSL_PLATFORM
#define SSLEAY_DIR            OPENSSL_DIR
#endif

/* --- Initialisation: OPENSSL_init_crypto(3) --- */

#define OPENSSL_INIT_NO_LOAD_CRYPTO_STRINGS 0x00000001L
#define OPENSSL_INIT_LOAD_CRYPTO_STRINGS    0x00000002L
#define OPENSSL_INIT_ADD_ALL_CIPHERS        0x00000004L
#define OPENSSL_INIT_ADD_ALL_DIGESTS        0x00000008L
#define OPENSSL_INIT_NO_ADD_ALL_CIPHERS     0x00000010L
#define OPENSSL_INIT_NO_ADD_ALL_DIGESTS     0x00000020L
#define OPENSSL_INIT_LOAD_CONFIG            0x00000040L
#define OPENSSL_INIT_NO_LOAD_CONFIG         0x00000080L
#define OPENSSL_INIT_ASYNC                  0x00000100L
#define OPENSSL_INIT_ENGINE_RDRAND          0x00000200L
#define OPENSSL_INIT_ENGINE_DYNAMIC         0x00000400L
#define OPENSSL_INIT_ENGINE_OPENSSL         0x00000800L
#define OPENSSL_INIT_ENGINE_CRYPTODEV       0x00001000L
#define OPENSSL_INIT_ENGINE_CAPI            0x00002000L
#define OPENSSL_INIT_ENGINE_PADLOCK         0x00004000L
#define OPENSSL_INIT_ENGINE_AFALG           0x00008000L
#define OPENSSL_INIT_ATFORK                 0x00020000L
#define OPENSSL_INIT_NO_ATEXIT              0x00080000L
#define OPENSSL_INIT_ENGINE_ALL_BUILTIN                                                            \
	(OPENSSL_INIT_ENGINE_RDRAND | OPENSSL_INIT_ENGINE_DYNAMIC |                                \
	    OPENSSL_INIT_ENGINE_CRYPTODEV | OPENSSL_INIT_ENGINE_CAPI |                             \
	    OPENSSL_INIT_ENGINE_PADLOCK)

/*
 * No program needs this: the library is ready when it is first used. Of `opts`,
 * OPENSSL_INIT_LOAD_CRYPTO_STRINGS makes the names of errors known, and with OPENSSL_INIT_NO_ATEXIT
 * the end of the program does not call the handlers of OPENSSL_atexit(); the rest, and `settings`,
 * have no effect. Returns 1, or 0 after OPENSSL_cleanup().
 */
int OPENSSL_init_crypto(uint64_t opts, const OPENSSL_INIT_SETTINGS *settings);

/*
 * Settings for it, which have no effect: no configuration file is read. OPENSSL_INIT_new() returns
 * NULL with a record if memory runs out; freeing takes NULL. The setters return 1, or 0 with
 * ERR_R_PASSED_NULL_PARAMETER if `settings` is NULL; names may be NULL.
 */
OPENSSL_INIT_SETTINGS *OPENSSL_INIT_new(void);
void OPENSSL_INIT_free(OPENSSL_INIT_SETTINGS *settings);
#ifndef OPENSSL_NO_STDIO
int OPENSSL_INIT_set_config_filename(OPENSSL_INIT_SETTINGS *settings, const char *config_filename);
void OPENSSL_INIT_set_config_file_flags(OPENSSL_INIT_SETTINGS *settings, unsigned long flags);
int OPENSSL_INIT_set_config_appname(OPENSSL_INIT_SETTINGS *settings, const char *config_appname);
#endif

/*
 * Calls `handler` when the library is cleaned up, last registered first. Returns 1, or
 * 0 without memory.
 */
int OPENSSL_atexit(void (*handler)(void));

/*
 * Runs the handlers of OPENSSL_atexit() and frees what the library holds. It happens by itself at
 * exit. WARNING: nothing may be initialised after it.
 */
void OPENSSL_cleanup(void);

/* Frees what the calling thread holds (its error stack), as the end of the thread does. */
void OPENSSL_thread_stop(void);
void OPENSSL_thread_stop_ex(OSSL_LIB_CTX *ctx);

/* --- Data of the program's on an object: CRYPTO_get_ex_new_index(3) --- */

/*
 * What an object holds for the program: a pointer for each index. Zero is empty. `ctx` is
 * biosock's to use.
 */
struct crypto_ex_data_st {
	OSSL_LIB_CTX *ctx;
	void *sk;
};

/*
 * The classes of objects, each with indexes of its own. Of those, biosock makes BIOs; the others
 * are for the program's use.
 */
#define CRYPTO_EX_INDEX_SSL            0
#define CRYPTO_EX_INDEX_SSL_CTX        1
#define CRYPTO_EX_INDEX_SSL_SESSION    2
#define CRYPTO_EX_INDEX_X509           3
#define CRYPTO_EX_INDEX_X509_STORE     4
#define CRYPTO_EX_INDEX_X509_STORE_CTX 5
#define CRYPTO_EX_INDEX_DH             6
#define CRYPTO_EX_INDEX_DSA            7
#define CRYPTO_EX_INDEX_EC_KEY         8
#define CRYPTO_EX_INDEX_RSA            9
#define CRYPTO_EX_INDEX_ENGINE         10
#define CRYPTO_EX_INDEX_UI             11
#define CRYPTO_EX_INDEX_BIO            12
#define CRYPTO_EX_INDEX_APP            13
#define CRYPTO_EX_INDEX_UI_METHOD      14
#define CRYPTO_EX_INDEX_RAND_DRBG      15
#define CRYPTO_EX_INDEX_DRBG           CRYPTO_EX_INDEX_RAND_DRBG
#define CRYPTO_EX_INDEX_OSSL_LIB_CTX   16
#define CRYPTO_EX_INDEX_EVP_PKEY       17
#define CRYPTO_EX_INDEX__COUNT         18

/*
 * Called when an object is made, freed and duplicated: the object, the pointer it holds at the
 * index (NULL when it is made), all it holds, the index, and what CRYPTO_get_ex_new_index() was
 * given. A dup function may put another pointer for the copy to *from_d, and returns 1, or 0 to
 * fail the duplication.
 */
typedef void CRYPTO_EX_new(
    void *parent, void *ptr, CRYPTO_EX_DATA *ad, int idx, long argl, void *argp);
typedef void CRYPTO_EX_free(
    void *parent, void *ptr, CRYPTO_EX_DATA *ad, int idx, long argl, void *argp);
typedef int CRYPTO_EX_dup(
    CRYPTO_EX_DATA *to, const CRYPTO_EX_DATA *from, void **from_d, int idx, long argl, void *argp);

/*
 * A new index for objects of a class, counted from 1 (0 is "application data"); the functions, each
 * NULL if not wanted, hear of each object made, duplicated or freed from now on. Returns the index,
 * or -1 with a record: ERR_R_PASSED_INVALID_ARGUMENT for a class that is none. Any thread may call
 * it at any time.
 */
int CRYPTO_get_ex_new_index(int class_index, long argl, void *argp, CRYPTO_EX_new *new_func,
    CRYPTO_EX_dup *dup_func, CRYPTO_EX_free *free_func);

/*
 * Gives an index up: its functions are not called again, and it is not given out again. Returns 1,
 * or 0 if there is no such index.
 */
int CRYPTO_free_ex_index(int class_index, int idx);

/*
 * For objects of the program's own. The first makes `ad` inside `obj` empty and calls the functions
 * for new objects. The second calls those for objects to be freed and frees what `ad` holds. The
 * third copies to a `to` that the first has made, through the functions for copies. They return 1,
 * or 0 with a record.
 */
int CRYPTO_new_ex_data(int class_index, void *obj, CRYPTO_EX_DATA *ad);
void CRYPTO_free_ex_data(int class_index, void *obj, CRYPTO_EX_DATA *ad);
int CRYPTO_dup_ex_data(int class_index, CRYPTO_EX_DATA *to, const CRYPTO_EX_DATA *from);

/*
 * Calls the index's new function late, for an object made before there was the index, unless it
 * holds a pointer there already.
 */
int CRYPTO_alloc_ex_data(int class_index, void *obj, CRYPTO_EX_DATA *ad, int idx);

/*
 * The pointer at an index; NULL if there is none. Setting returns 1, or 0 with a record for a
 * negative index or without memory.
 */
int CRYPTO_set_ex_data(CRYPTO_EX_DATA *ad, int idx, void *val);
void *CRYPTO_get_ex_data(const CRYPTO_EX_DATA *ad, int idx);

#ifndef OPENSSL_NO_DEPRECATED_1_1_0
/* Initialisation and locking of OpenSSL 1.0, for which nothing is left to do. */
#define OpenSSL_add_all_algorithms() OPENSSL_add_all_algorithms_noconf()
#define OpenSSL_add_all_ciphers()    OPENSSL_init_crypto(OPENSSL_INIT_ADD_ALL_CIPHERS, NULL)
#define OpenSSL_add_all_digests()    OPENSSL_init_crypto(OPENSSL_INIT_ADD_ALL_DIGESTS, NULL)
#define OPENSSL_add_all_algorithms_noconf()                                                        \
	OPENSSL_init_crypto(OPENSSL_INIT_ADD_ALL_CIPHERS | OPENSSL_INIT_ADD_ALL_DIGESTS, NULL)
#define OPENSSL_add_all_algorithms_conf()                                                          \
	OPENSSL_init_crypto(OPENSSL_INIT_ADD_ALL_CIPHERS | OPENSSL_INIT_ADD_ALL_DIGESTS |          \
	                        OPENSSL_INIT_LOAD_CONFIG,                                          \
	    NULL)
#define EVP_cleanup()                      ((void)0)
#define CRYPTO_cleanup_all_ex_data()       ((void)0)
#define CRYPTO_num_locks()                 (1)
#define CRYPTO_set_locking_callback(func)  ((void)0)
#define CRYPTO_get_locking_callback()      (NULL)
#define CRYPTO_set_add_lock_callback(func) ((void)0)
#define CRYPTO_get_add_lock_callback()     (NULL)
#define CRYPTO_LOCK                        1
#define CRYPTO_UNLOCK                      2
#define CRYPTO_READ                        4
#define CRYPTO_WRITE                       8
#define CRYPTO_THREADID_set_callback(func) (0)
#define CRYPTO_THREADID_get_callback()     (NULL)
typedef struct crypto_threadid_st {
	int dummy;
} CRYPTO_THREADID;
#define CRYPTO_THREADID_set_numeric(id, val) ((void)0)
#define CRYPTO_THREADID_set_pointer(id, ptr) ((void)0)
#define CRYPTO_THREADID_current(id)          ((void)0)
#define CRYPTO_THREADID_cmp(a, b)            (-1)
#define CRYPTO_THREADID_cpy(dest, src)       ((void)0)
#define CRYPTO_THREADID_hash(id)             (0UL)
typedef struct {
	int dummy;
} CRYPTO_dynlock;
#define CRYPTO_set_dynlock_create_callback(func)  ((void)0)
#define CRYPTO_set_dynlock_lock_callback(func)    ((void)0)
#define CRYPTO_set_dynlock_destroy_callback(func) ((void)0)
#define CRYPTO_get_dynlock_create_callback()      (NULL)
#define CRYPTO_get_dynlock_lock_callback()        (NULL)
#define CRYPTO_get_dynlock_destroy_callback()     (NULL)
#ifndef OPENSSL_NO_DEPRECATED_1_0_0
#define CRYPTO_set_id_callback(func) ((void)0)
#define CRYPTO_get_id_callback()     (NULL)
#define CRYPTO_thread_id()           (0UL)
#endif
#endif

#ifdef __cplusplus
}
#endif

#endif
