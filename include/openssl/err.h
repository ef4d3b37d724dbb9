/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The error stack: each thread has one, a failing call leaves records on it, oldest first, and the
 * program takes them off with ERR_get_error().
 *
 * The stack is a ring of ERR_NUM_ERRORS, which holds one record less, and forgets the oldest when
 * it is full. A record has a code (library and reason packed into a number), the file, line and
 * function that raised it, and optional text, its data. Pointers to a record's strings belong to
 * the stack. Those that a peeking call returns are valid until the record is taken off; those that
 * a getting call returns, until the thread next raises or clears an error. No call of this header
 * changes errno, unless it says so. None fails for want of memory: a record that cannot be stored
 * whole is stored with less.
 */
#if defined(OPENSSL_ERR_H) && !defined(BIOSOCK_NAMES_H)
#error "this source has a TLS library's <openssl/err.h> already: see biosock-tls(7)"
#endif
#ifndef OPENSSL_ERR_H
#define OPENSSL_ERR_H

#include <openssl/macros.h>
#ifndef OPENSSL_NO_DEPRECATED_3_0
#define HEADER_ERR_H
#endif

#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#ifndef OPENSSL_NO_STDIO
#include <stdio.h>
#endif

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/e_os2.h>
#include <openssl/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Flags of a record's data: it is a string (to be shown), and it was
 * allocated with OPENSSL_malloc().
 */
#define ERR_TXT_MALLOCED 0x01
#define ERR_TXT_STRING   0x02

/* The longest data a formatted record can have, its ending zero included. */
#define ERR_MAX_DATA_SIZE 1024

#ifndef OPENSSL_NO_DEPRECATED_3_0
#define ERR_FLAG_MARK  0x01
#define ERR_FLAG_CLEAR 0x02

#define ERR_NUM_ERRORS 16

/*
 * A thread's stack as ERR_get_state() shows it: a ring, in which `top` is the newest record and
 * `bottom` the place before the oldest; it is empty when the two are equal. To be read only.
 */
struct err_state_st {
	int err_flags[ERR_NUM_ERRORS];
	int err_marks[ERR_NUM_ERRORS];
	unsigned long err_buffer[ERR_NUM_ERRORS];
	char *err_data[ERR_NUM_ERRORS];
	size_t err_data_size[ERR_NUM_ERRORS];
	int err_data_flags[ERR_NUM_ERRORS];
	char *err_file[ERR_NUM_ERRORS];
	int err_line[ERR_NUM_ERRORS];
	char *err_func[ERR_NUM_ERRORS];
	int top, bottom;
};
#endif

/* Libraries. biosock raises ERR_LIB_SYS, ERR_LIB_BIO, ERR_LIB_CRYPTO; a program may raise any. */
#define ERR_LIB_NONE         1
#define ERR_LIB_SYS          2
#define ERR_LIB_BN           3
#define ERR_LIB_RSA          4
#define ERR_LIB_DH           5
#define ERR_LIB_EVP          6
#define ERR_LIB_BUF          7
#define ERR_LIB_OBJ          8
#define ERR_LIB_PEM          9
#define ERR_LIB_DSA          10
#define ERR_LIB_X509         11
#define ERR_LIB_ASN1         13
#define ERR_LIB_CONF         14
#define ERR_LIB_CRYPTO       15
#define ERR_LIB_EC           16
#define ERR_LIB_SSL          20
#define ERR_LIB_BIO          32
#define ERR_LIB_PKCS7        33
#define ERR_LIB_X509V3       34
#define ERR_LIB_PKCS12       35
#define ERR_LIB_RAND         36
#define ERR_LIB_DSO          37
#define ERR_LIB_ENGINE       38
#define ERR_LIB_OCSP         39
#define ERR_LIB_UI           40
#define ERR_LIB_COMP         41
#define ERR_LIB_ECDSA        42
#define ERR_LIB_ECDH         43
#define ERR_LIB_OSSL_STORE   44
#define ERR_LIB_FIPS         45
#define ERR_LIB_CMS          46
#define ERR_LIB_TS           47
#define ERR_LIB_HMAC         48
#define ERR_LIB_CT           50
#define ERR_LIB_ASYNC        51
#define ERR_LIB_KDF          52
#define ERR_LIB_SM2          53
#define ERR_LIB_ESS          54
#define ERR_LIB_PROP         55
#define ERR_LIB_CRMF         56
#define ERR_LIB_PROV         57
#define ERR_LIB_CMP          58
#define ERR_LIB_OSSL_ENCODER 59
#define ERR_LIB_OSSL_DECODER 60
#define ERR_LIB_HTTP         61
/* The first number for a program's own library; ERR_get_next_error_library() hands them out. */
#define ERR_LIB_USER 128

/*
 * An error code is either a system error, ERR_SYSTEM_FLAG and an errno value, or LLLLLLLL RRRRR
 * rrrrrrrrrrrrrrrrrr: 8 bits of library above a 23-bit reason, whose 5 highest bits are flags.
 */
#define ERR_SYSTEM_FLAG   ((unsigned int)INT_MAX + 1)
#define ERR_SYSTEM_MASK   ((unsigned int)INT_MAX)
#define ERR_LIB_OFFSET    23L
#define ERR_LIB_MASK      0xFF
#define ERR_RFLAGS_OFFSET 18L
#define ERR_RFLAGS_MASK   0x1F
#define ERR_REASON_MASK   0x7FFFFF

/* Reason flags: going on makes no sense; the reason means the same in every library. */
#define ERR_RFLAG_FATAL  (0x1 << ERR_RFLAGS_OFFSET)
#define ERR_RFLAG_COMMON (0x2 << ERR_RFLAGS_OFFSET)

/* True if the code is an errno value: then ERR_GET_REASON() is that value. */
#define ERR_SYSTEM_ERROR(errcode) (((errcode)&ERR_SYSTEM_FLAG) != 0)

/* The library of a code, ERR_LIB_*; ERR_LIB_SYS for a system error. */
static ossl_unused ossl_inline int ERR_GET_LIB(unsigned long errcode)
{
	return ERR_SYSTEM_ERROR(errcode) ? ERR_LIB_SYS
	                                 : (int)((errcode >> ERR_LIB_OFFSET) & ERR_LIB_MASK);
}

/* The reason flags of a code, ERR_RFLAG_*; none for a system error. */
static ossl_unused ossl_inline int ERR_GET_RFLAGS(unsigned long errcode)
{
	return ERR_SYSTEM_ERROR(errcode) ? 0
	                                 : (int)(errcode & (ERR_RFLAGS_MASK << ERR_RFLAGS_OFFSET));
}

/*
 * The reason of a code with its flags, as compared to BIO_R_* and ERR_R_*; errno for
 * a system error.
 */
static ossl_unused ossl_inline int ERR_GET_REASON(unsigned long errcode)
{
	return ERR_SYSTEM_ERROR(errcode) ? (int)(errcode & ERR_SYSTEM_MASK)
	                                 : (int)(errcode & ERR_REASON_MASK);
}

/* 1 if the code's reason has ERR_RFLAG_FATAL, else 0. */
static ossl_unused ossl_inline int ERR_FATAL_ERROR(unsigned long errcode)
{
	return (ERR_GET_RFLAGS(errcode) & ERR_RFLAG_FATAL) != 0;
}

/* 1 if the code's reason has ERR_RFLAG_COMMON, else 0. */
static ossl_unused ossl_inline int ERR_COMMON_ERROR(unsigned long errcode)
{
	return (ERR_GET_RFLAGS(errcode) & ERR_RFLAG_COMMON) != 0;
}

/*
 * The code of a reason in a library. `func` is ignored: codes have had no function part
 * since OpenSSL 3.
 */
#define ERR_PACK(lib, func, reason)                                                                \
	((((unsigned long)(lib)&ERR_LIB_MASK) << ERR_LIB_OFFSET) |                                 \
	    ((unsigned long)(reason)&ERR_REASON_MASK))

/* Reasons common to all libraries: "it came from that library", 1 to 255 ... */
#define ERR_R_SYS_LIB          (ERR_LIB_SYS | ERR_RFLAG_COMMON)
#define ERR_R_BN_LIB           (ERR_LIB_BN | ERR_RFLAG_COMMON)
#define ERR_R_RSA_LIB          (ERR_LIB_RSA | ERR_RFLAG_COMMON)
#define ERR_R_DH_LIB           (ERR_LIB_DH | ERR_RFLAG_COMMON)
#define ERR_R_EVP_LIB          (ERR_LIB_EVP | ERR_RFLAG_COMMON)
#define ERR_R_BUF_LIB          (ERR_LIB_BUF | ERR_RFLAG_COMMON)
#define ERR_R_OBJ_LIB          (ERR_LIB_OBJ | ERR_RFLAG_COMMON)
#define ERR_R_PEM_LIB          (ERR_LIB_PEM | ERR_RFLAG_COMMON)
#define ERR_R_DSA_LIB          (ERR_LIB_DSA | ERR_RFLAG_COMMON)
#define ERR_R_X509_LIB         (ERR_LIB_X509 | ERR_RFLAG_COMMON)
#define ERR_R_ASN1_LIB         (ERR_LIB_ASN1 | ERR_RFLAG_COMMON)
#define ERR_R_CONF_LIB         (ERR_LIB_CONF | ERR_RFLAG_COMMON)
#define ERR_R_CRYPTO_LIB       (ERR_LIB_CRYPTO | ERR_RFLAG_COMMON)
#define ERR_R_EC_LIB           (ERR_LIB_EC | ERR_RFLAG_COMMON)
#define ERR_R_SSL_LIB          (ERR_LIB_SSL | ERR_RFLAG_COMMON)
#define ERR_R_BIO_LIB          (ERR_LIB_BIO | ERR_RFLAG_COMMON)
#define ERR_R_PKCS7_LIB        (ERR_LIB_PKCS7 | ERR_RFLAG_COMMON)
#define ERR_R_X509V3_LIB       (ERR_LIB_X509V3 | ERR_RFLAG_COMMON)
#define ERR_R_PKCS12_LIB       (ERR_LIB_PKCS12 | ERR_RFLAG_COMMON)
#define ERR_R_RAND_LIB         (ERR_LIB_RAND | ERR_RFLAG_COMMON)
#define ERR_R_DSO_LIB          (ERR_LIB_DSO | ERR_RFLAG_COMMON)
#define ERR_R_ENGINE_LIB       (ERR_LIB_ENGINE | ERR_RFLAG_COMMON)
#define ERR_R_UI_LIB           (ERR_LIB_UI | ERR_RFLAG_COMMON)
#define ERR_R_ECDSA_LIB        (ERR_LIB_ECDSA | ERR_RFLAG_COMMON)
#define ERR_R_OSSL_STORE_LIB   (ERR_LIB_OSSL_STORE | ERR_RFLAG_COMMON)
#define ERR_R_CMS_LIB          (ERR_LIB_CMS | ERR_RFLAG_COMMON)
#define ERR_R_TS_LIB           (ERR_LIB_TS | ERR_RFLAG_COMMON)
#define ERR_R_CT_LIB           (ERR_LIB_CT | ERR_RFLAG_COMMON)
#define ERR_R_ESS_LIB          (ERR_LIB_ESS | ERR_RFLAG_COMMON)
#define ERR_R_PROV_LIB         (ERR_LIB_PROV | ERR_RFLAG_COMMON)
#define ERR_R_CMP_LIB          (ERR_LIB_CMP | ERR_RFLAG_COMMON)
#define ERR_R_OSSL_ENCODER_LIB (ERR_LIB_OSSL_ENCODER | ERR_RFLAG_COMMON)
#define ERR_R_OSSL_DECODER_LIB (ERR_LIB_OSSL_DECODER | ERR_RFLAG_COMMON)
/* ... and what can happen to any, from 256. */
#define ERR_R_FATAL                       (ERR_RFLAG_FATAL | ERR_RFLAG_COMMON)
#define ERR_R_MALLOC_FAILURE              (256 | ERR_R_FATAL)
#define ERR_R_SHOULD_NOT_HAVE_BEEN_CALLED (257 | ERR_R_FATAL)
#define ERR_R_PASSED_NULL_PARAMETER       (258 | ERR_R_FATAL)
#define ERR_R_INTERNAL_ERROR              (259 | ERR_R_FATAL)
#define ERR_R_DISABLED                    (260 | ERR_R_FATAL)
#define ERR_R_INIT_FAIL                   (261 | ERR_R_FATAL)
#define ERR_R_PASSED_INVALID_ARGUMENT     (262 | ERR_RFLAG_COMMON)
#define ERR_R_OPERATION_FAIL              (263 | ERR_R_FATAL)
#define ERR_R_INVALID_PROVIDER_FUNCTIONS  (264 | ERR_R_FATAL)
#define ERR_R_INTERRUPTED_OR_CANCELLED    (265 | ERR_RFLAG_COMMON)
#define ERR_R_NESTED_ASN1_ERROR           (266 | ERR_RFLAG_COMMON)
#define ERR_R_MISSING_ASN1_EOS            (267 | ERR_RFLAG_COMMON)
#define ERR_R_UNSUPPORTED                 (268 | ERR_RFLAG_COMMON)
#define ERR_R_FETCH_FAILED                (269 | ERR_RFLAG_COMMON)
#define ERR_R_INVALID_PROPERTY_DEFINITION (270 | ERR_RFLAG_COMMON)
#define ERR_R_UNABLE_TO_GET_READ_LOCK     (271 | ERR_R_FATAL)
#define ERR_R_UNABLE_TO_GET_WRITE_LOCK    (272 | ERR_R_FATAL)

/* One name of an error, for ERR_load_strings(). An array of them ends with { 0, NULL }. */
typedef struct ERR_string_data_st {
	unsigned long error;
	const char *string;
} ERR_STRING_DATA;

/* --- Raising an error: ERR_raise(3), ERR_new(3), ERR_put_error(3) --- */

/*
 * Puts a record on the stack: library `lib` (ERR_LIB_*), `reason` (the library's own or ERR_R_*,
 * and an errno value for ERR_LIB_SYS), raised here: this file, line and function.
 */
#define ERR_raise(lib, reason) ERR_raise_data((lib), (reason), NULL)

/*
 * ERR_raise_data(lib, reason, format, ...): the same with printf-formatted data; none if the
 * format is NULL.
 */
#define ERR_raise_data                                                                             \
	(ERR_new(), ERR_set_debug(OPENSSL_FILE, OPENSSL_LINE, OPENSSL_FUNC), ERR_set_error)

/*
 * The three steps of raising, for those who write their own macro. First: a new, empty record
 * on the stack.
 */
void ERR_new(void);

/*
 * Second: where the newest record comes from. The strings are copied; NULL for what is not known.
 * Without an ERR_new() before it, it changes the newest record, whatever that is.
 */
void ERR_set_debug(const char *file, int line, const char *func);

/*
 * Third: the code of the newest record, and its data: `fmt` as for printf, cut at
 * ERR_MAX_DATA_SIZE, or NULL. With ERR_LIB_SYS the reason is an errno value. With a `fmt` of NULL
 * the record has no data.
 */
void ERR_set_error(int lib, int reason, const char *fmt, ...);
void ERR_vset_error(int lib, int reason, const char *fmt, va_list args);

#ifndef OPENSSL_NO_DEPRECATED_3_0
/*
 * Raising as in OpenSSL 1: `func` is ignored, the function's name is taken from where
 * the macro stands.
 */
#define ERR_put_error(lib, func, reason, file, line)                                               \
	(ERR_new(), ERR_set_debug((file), (line), OPENSSL_FUNC),                                   \
	    ERR_set_error((lib), (reason), NULL))
#ifdef OPENSSL_NO_FILENAMES
#define ERR_PUT_error(lib, func, reason, file, line) ERR_put_error(lib, func, reason, NULL, 0)
#else
#define ERR_PUT_error(lib, func, reason, file, line) ERR_put_error(lib, func, reason, file, line)
#endif

#define SYSerr(func, reason)    ERR_raise_data(ERR_LIB_SYS, (reason), NULL)
#define BIOerr(func, reason)    ERR_raise_data(ERR_LIB_BIO, (reason), NULL)
#define CRYPTOerr(func, reason) ERR_raise_data(ERR_LIB_CRYPTO, (reason), NULL)
#define SSLerr(func, reason)    ERR_raise_data(ERR_LIB_SSL, (reason), NULL)

/* Function numbers of OpenSSL 1: all gone, and zero. */
#define SYS_F_FOPEN         0
#define SYS_F_CONNECT       0
#define SYS_F_GETSERVBYNAME 0
#define SYS_F_SOCKET        0
#define SYS_F_IOCTLSOCKET   0
#define SYS_F_BIND          0
#define SYS_F_LISTEN        0
#define SYS_F_ACCEPT        0
#define SYS_F_WSASTARTUP    0
#define SYS_F_OPENDIR       0
#define SYS_F_FREAD         0
#define SYS_F_GETADDRINFO   0
#define SYS_F_GETNAMEINFO   0
#define SYS_F_SETSOCKOPT    0
#define SYS_F_GETSOCKOPT    0
#define SYS_F_GETSOCKNAME   0
#define SYS_F_GETHOSTBYNAME 0
#define SYS_F_FFLUSH        0
#define SYS_F_OPEN          0
#define SYS_F_CLOSE         0
#define SYS_F_IOCTL         0
#define SYS_F_STAT          0
#define SYS_F_FCNTL         0
#define SYS_F_FSTAT         0
#define SYS_F_SENDFILE      0
#endif

/*
 * Gives the newest record the data `data`, in place of what it has. `flags`: ERR_TXT_STRING if it
 * is a string to show; with ERR_TXT_MALLOCED the stack takes ownership and frees it with
 * OPENSSL_free(), without it `data` must outlive the record.
 */
void ERR_set_error_data(char *data, int flags);

/*
 * Appends `num` strings to the newest record's data. NULL among them is added as "<NULL>".
 * WARNING: on an empty stack the text goes to a slot that no record uses.
 */
void ERR_add_error_data(int num, ...);
void ERR_add_error_vdata(int num, va_list args);

/*
 * Appends `txt` to the newest record's data, after `sepr` if there is data already. A `sepr` at the
 * end of `txt` is left out. What does not fit into 3995 bytes goes to further records with the same
 * code, cut behind a separator where one is found; what is cut begins with a separator of its own.
 * On an empty stack, or if the newest record has no code yet, it makes one of ERR_LIB_NONE.
 */
void ERR_add_error_txt(const char *sepr, const char *txt);

/*
 * The same with the text in a memory BIO, which stays there, with a NUL behind it; none of it past
 * its first NUL.
 */
void ERR_add_error_mem_bio(const char *sep, BIO *bio);

/* --- Reading the stack: ERR_get_error(3) --- */

/*
 * Each returns a record's code, or 0 if the stack is empty. "get" takes the oldest record off,
 * "peek" leaves the oldest and "peek_last" the newest where it is. Outputs may be NULL. `file`,
 * `func` and `data` are never set to NULL when asked for: what a record does not have is "", a line
 * that it does not have is -1, and its flags are then 0. On an empty stack outputs are not touched.
 */
unsigned long ERR_get_error(void);
unsigned long ERR_get_error_all(
    const char **file, int *line, const char **func, const char **data, int *flags);
unsigned long ERR_peek_error(void);
unsigned long ERR_peek_error_line(const char **file, int *line);
unsigned long ERR_peek_error_func(const char **func);
unsigned long ERR_peek_error_data(const char **data, int *flags);
unsigned long ERR_peek_error_all(
    const char **file, int *line, const char **func, const char **data, int *flags);
unsigned long ERR_peek_last_error(void);
unsigned long ERR_peek_last_error_line(const char **file, int *line);
unsigned long ERR_peek_last_error_func(const char **func);
unsigned long ERR_peek_last_error_data(const char **data, int *flags);
unsigned long ERR_peek_last_error_all(
    const char **file, int *line, const char **func, const char **data, int *flags);

#ifndef OPENSSL_NO_DEPRECATED_3_0
OSSL_DEPRECATEDIN_3_0 unsigned long ERR_get_error_line(const char **file, int *line);
OSSL_DEPRECATEDIN_3_0 unsigned long ERR_get_error_line_data(
    const char **file, int *line, const char **data, int *flags);
OSSL_DEPRECATEDIN_3_0 unsigned long ERR_peek_error_line_data(
    const char **file, int *line, const char **data, int *flags);
OSSL_DEPRECATEDIN_3_0 unsigned long ERR_peek_last_error_line_data(
    const char **file, int *line, const char **data, int *flags);
#endif

/* Empties the thread's stack, marks included. */
void ERR_clear_error(void);

/* --- Marks: ERR_set_mark(3) --- */

/* Marks the newest record, once more if it is marked. Returns 1, or 0 if the stack is empty. */
int ERR_set_mark(void);

/*
 * Takes off all records above the newest mark, and one mark. Returns 1, or 0 if there was no mark
 * (all are gone).
 */
int ERR_pop_to_mark(void);

/* Removes the newest mark and keeps all records. Returns 1, or 0 if there was none. */
int ERR_clear_last_mark(void);

/* The number of records above the newest mark, or of all if there is no mark. */
int ERR_count_to_mark(void);

/* Takes off the newest record. Returns 1, or 0 if the stack is empty. */
int ERR_pop(void);

/* --- Stacks kept aside: OSSL_ERR_STATE_save(3) --- */

/*
 * An empty stack that is no thread's, to be freed with OSSL_ERR_STATE_free(), which takes NULL;
 * NULL if memory runs out. Any thread may use one, not two at the same time.
 */
ERR_STATE *OSSL_ERR_STATE_new(void);
void OSSL_ERR_STATE_free(ERR_STATE *es);

/*
 * Moves the thread's records into `es`, in place of what it has: all of them with their marks, or
 * those above the newest mark, which stays (without a mark all). Texts for which there is no memory
 * are cut. With NULL nothing happens.
 */
void OSSL_ERR_STATE_save(ERR_STATE *es);
void OSSL_ERR_STATE_save_to_mark(ERR_STATE *es);

/*
 * Puts copies of the records in `es` on the thread's stack, above what is there, without marks.
 * `es` keeps them, and can be restored again. With NULL nothing happens.
 */
void OSSL_ERR_STATE_restore(const ERR_STATE *es);

/* --- Texts: ERR_error_string(3), ERR_print_errors(3) --- */

/*
 * Writes "error:CODE:LIBRARY::REASON" into `buf` of `len` bytes, or where that does not fit the
 * shorter "err:CODE:LIB:0:REASON", cut if it must be; the end is always zero if len > 0. CODE is 8
 * hexadecimal digits. What has no name is lib(N) and reason(N).
 */
void ERR_error_string_n(unsigned long e, char *buf, size_t len);

/*
 * The same into `buf`, which must have 256 bytes, and returns it.
 * WARNING: with NULL for `buf` it is a buffer of the thread's, overwritten by the next such call.
 */
char *ERR_error_string(unsigned long e, char *buf);

/*
 * The name of a code's library or reason, valid for the life of the program, or NULL if there is
 * none. Names are known from the first error of the process, or the first call that loads them, on.
 * A system error has no reason name here: ask strerror().
 */
const char *ERR_lib_error_string(unsigned long e);
const char *ERR_reason_error_string(unsigned long e);

#ifndef OPENSSL_NO_DEPRECATED_3_0
/* NULL: codes have had no function part since OpenSSL 3. */
OSSL_DEPRECATEDIN_3_0 const char *ERR_func_error_string(unsigned long e);
#endif

/*
 * Takes all records off, oldest first, and gives `cb` a line for each, with its length and `u`:
 * "THREAD:error:CODE:LIBRARY:FUNCTION:REASON:FILE:LINE:DATA\n". A `cb` that returns 0 or less ends
 * it; the records behind that one stay.
 */
void ERR_print_errors_cb(int (*cb)(const char *str, size_t len, void *u), void *u);

#ifndef OPENSSL_NO_STDIO
/* The same, written to a stream. */
void ERR_print_errors_fp(FILE *fp);
#endif
/* The same, written to a BIO. */
void ERR_print_errors(BIO *bp);

/* --- Names of a program's own errors: ERR_load_strings(3) --- */

/* A library number that nobody else in the process has, from ERR_LIB_USER up. */
int ERR_get_next_error_library(void);

/*
 * Makes names known. Each entry of `str`, up to { 0, NULL }, has a packed code (ERR_PACK) and its
 * text; a code with reason 0 names the library. The array and its texts must live until
 * ERR_unload_strings() or the end of the program. ERR_load_strings() first ORs `lib` into each
 * entry's code, and only reads one that has it already. Both return 1, or 0 if memory runs out, or
 * if `str` is NULL: then errno is EINVAL, and ERR_R_PASSED_NULL_PARAMETER is on the stack.
 */
int ERR_load_strings(int lib, ERR_STRING_DATA *str);
int ERR_load_strings_const(const ERR_STRING_DATA *str);

/*
 * Makes the names of `str` unknown again. `lib` as given to ERR_load_strings(). Returns 1, or 0
 * as loading does.
 */
int ERR_unload_strings(int lib, ERR_STRING_DATA *str);

#ifndef OPENSSL_NO_DEPRECATED_3_0
/* Make all names known, as the first error does by itself. Return 1. */
OSSL_DEPRECATEDIN_3_0 int ERR_load_ERR_strings(void);
OSSL_DEPRECATEDIN_3_0 int ERR_load_BIO_strings(void);
OSSL_DEPRECATEDIN_3_0 int ERR_load_CRYPTO_strings(void);
#endif

#ifndef OPENSSL_NO_DEPRECATED_1_1_0
#define ERR_load_crypto_strings() OPENSSL_init_crypto(OPENSSL_INIT_LOAD_CRYPTO_STRINGS, NULL)
#define ERR_free_strings()        ((void)0)

/* Does nothing: a thread's stack is freed when the thread ends. */
OSSL_DEPRECATEDIN_1_1_0 void ERR_remove_thread_state(void *unused);
#endif
#ifndef OPENSSL_NO_DEPRECATED_1_0_0
OSSL_DEPRECATEDIN_1_0_0 void ERR_remove_state(unsigned long pid);
#endif
#ifndef OPENSSL_NO_DEPRECATED_3_0
/* This thread's stack, owned by the library; to be read only. */
OSSL_DEPRECATEDIN_3_0 ERR_STATE *ERR_get_state(void);
#endif

#ifdef __cplusplus
}
#endif

#endif
