/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The drop-in <openssl/bio.h>: addresses, lookup, the six calls of BIO_connect(3), and BIO objects.
 *
 * Unless a function says otherwise: a function that fails puts what happened on the calling
 * thread's error stack (ERR_get_error(3)) and, where a system call failed, leaves that call's
 * errno; one that succeeds leaves the stack as it was. Sockets are plain descriptors of the
 * operating system. All functions may be called from any thread; two threads must not use one
 * object (a BIO_ADDR, say) at once if one of them changes it.
 */
#if defined(OPENSSL_BIO_H) && !defined(BIOSOCK_NAMES_H)
#error "this source has a TLS library's <openssl/bio.h> already: see biosock-tls(7)"
#endif
#ifndef OPENSSL_BIO_H
#include <openssl/macros.h> /* which asks whether another library's was here */
#define OPENSSL_BIO_H
#ifndef OPENSSL_NO_DEPRECATED_3_0
#define HEADER_BIO_H
#endif

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#ifndef OPENSSL_NO_STDIO
#include <stdio.h>
#endif

#include <openssl/bioerr.h>
#include <openssl/crypto.h>
#include <openssl/e_os2.h>
#include <openssl/types.h>

/* The calls and addresses: it needs the types. */
#include <biosock/socket.h>

#ifdef __cplusplus
extern "C" {
#endif

#ifndef OPENSSL_NO_SOCK
/* Options of the six calls, to be combined with |: BIO_connect(3), FLAGS. */
#define BIO_SOCK_REUSEADDR 0x01
#define BIO_SOCK_V6_ONLY   0x02
#define BIO_SOCK_KEEPALIVE 0x04
#define BIO_SOCK_NONBLOCK  0x08
#define BIO_SOCK_NODELAY   0x10
#define BIO_SOCK_TFO       0x20
#endif

/* Whether freeing a BIO closes what it holds. */
#define BIO_NOCLOSE 0
#define BIO_CLOSE   1

#ifndef OPENSSL_NO_SOCK
/* How BIO_get_accept_socket() and accept BIOs bind. */
#define BIO_BIND_NORMAL              0
#define BIO_BIND_REUSEADDR           1
#define BIO_BIND_REUSEADDR_IF_UNUSED 1

/* Address families in the words of connect and accept BIOs. */
#define BIO_FAMILY_IPV4  4
#define BIO_FAMILY_IPV6  6
#define BIO_FAMILY_IPANY 256
#endif

/* Kinds of BIO: a class bit and a number; with BIO_TYPE_DESCRIPTOR it holds a descriptor. */
#define BIO_TYPE_NONE         0x00
#define BIO_TYPE_START        0x80
#define BIO_TYPE_MASK         0xff
#define BIO_TYPE_DESCRIPTOR   0x100
#define BIO_TYPE_FILTER       0x200
#define BIO_TYPE_SSL          0x207
#define BIO_TYPE_MD           0x208
#define BIO_TYPE_BUFFER       0x209
#define BIO_TYPE_CIPHER       0x20a
#define BIO_TYPE_BASE64       0x20b
#define BIO_TYPE_NBIO_TEST    0x210
#define BIO_TYPE_NULL_FILTER  0x211
#define BIO_TYPE_LINEBUFFER   0x214
#define BIO_TYPE_ASN1         0x216
#define BIO_TYPE_COMP         0x217
#define BIO_TYPE_SOURCE_SINK  0x400
#define BIO_TYPE_MEM          0x401
#define BIO_TYPE_FILE         0x402
#define BIO_TYPE_NULL         0x406
#define BIO_TYPE_BIO          0x413
#define BIO_TYPE_CORE_TO_PROV 0x419
#define BIO_TYPE_DGRAM_PAIR   0x41a
#define BIO_TYPE_DGRAM_MEM    0x41b
#define BIO_TYPE_FD           0x504
#define BIO_TYPE_SOCKET       0x505
#define BIO_TYPE_CONNECT      0x50c
#define BIO_TYPE_ACCEPT       0x50d
#define BIO_TYPE_DGRAM        0x515

/* What a callback is called for; BIO_CB_RETURN marks the call after the operation. */
#define BIO_CB_FREE     0x01
#define BIO_CB_READ     0x02
#define BIO_CB_WRITE    0x03
#define BIO_CB_PUTS     0x04
#define BIO_CB_GETS     0x05
#define BIO_CB_CTRL     0x06
#define BIO_CB_RECVMMSG 0x07
#define BIO_CB_SENDMMSG 0x08
#define BIO_CB_RETURN   0x80

/* State of a BIO: what it waits for, and traits of single kinds. */
#define BIO_FLAGS_READ         0x01
#define BIO_FLAGS_WRITE        0x02
#define BIO_FLAGS_IO_SPECIAL   0x04
#define BIO_FLAGS_RWS          0x07
#define BIO_FLAGS_SHOULD_RETRY 0x08
#define BIO_FLAGS_BASE64_NO_NL 0x100
#define BIO_FLAGS_MEM_RDONLY   0x200
#define BIO_FLAGS_NONCLEAR_RST 0x400
#define BIO_FLAGS_IN_EOF       0x800
#ifndef OPENSSL_NO_DEPRECATED_3_0
#define BIO_FLAGS_UPLINK 0x00
#endif

/* Why a BIO waits for something special. */
#define BIO_RR_SSL_X509_LOOKUP 1
#define BIO_RR_CONNECT         2
#define BIO_RR_ACCEPT          3

/* How a file BIO opens its file. */
#define BIO_FP_READ   0x02
#define BIO_FP_WRITE  0x04
#define BIO_FP_APPEND 0x08
#define BIO_FP_TEXT   0x10

/* Controls of datagram BIOs. */
#define BIO_CTRL_DGRAM_CONNECT               31
#define BIO_CTRL_DGRAM_SET_CONNECTED         32
#define BIO_CTRL_DGRAM_SET_RECV_TIMEOUT      33
#define BIO_CTRL_DGRAM_GET_RECV_TIMEOUT      34
#define BIO_CTRL_DGRAM_SET_SEND_TIMEOUT      35
#define BIO_CTRL_DGRAM_GET_SEND_TIMEOUT      36
#define BIO_CTRL_DGRAM_GET_RECV_TIMER_EXP    37
#define BIO_CTRL_DGRAM_GET_SEND_TIMER_EXP    38
#define BIO_CTRL_DGRAM_MTU_DISCOVER          39
#define BIO_CTRL_DGRAM_QUERY_MTU             40
#define BIO_CTRL_DGRAM_GET_MTU               41
#define BIO_CTRL_DGRAM_SET_MTU               42
#define BIO_CTRL_DGRAM_MTU_EXCEEDED          43
#define BIO_CTRL_DGRAM_SET_PEER              44
#define BIO_CTRL_DGRAM_SET_NEXT_TIMEOUT      45
#define BIO_CTRL_DGRAM_GET_PEER              46
#define BIO_CTRL_DGRAM_GET_FALLBACK_MTU      47
#define BIO_CTRL_DGRAM_SET_DONT_FRAG         48
#define BIO_CTRL_DGRAM_GET_MTU_OVERHEAD      49
#define BIO_CTRL_DGRAM_SCTP_SET_IN_HANDSHAKE 50
#define BIO_CTRL_DGRAM_SET_PEEK_MODE         71
#define BIO_CTRL_DGRAM_SCTP_WAIT_FOR_DRY     77
#define BIO_CTRL_DGRAM_SCTP_MSG_WAITING      78
#define BIO_CTRL_DGRAM_GET_LOCAL_ADDR_CAP    82
#define BIO_CTRL_DGRAM_GET_LOCAL_ADDR_ENABLE 83
#define BIO_CTRL_DGRAM_SET_LOCAL_ADDR_ENABLE 84
#define BIO_CTRL_DGRAM_GET_EFFECTIVE_CAPS    85
#define BIO_CTRL_DGRAM_GET_CAPS              86
#define BIO_CTRL_DGRAM_SET_CAPS              87
#define BIO_CTRL_DGRAM_GET_NO_TRUNC          88
#define BIO_CTRL_DGRAM_SET_NO_TRUNC          89
#define BIO_CTRL_DGRAM_DETECT_PEER_ADDR      93
#define BIO_CTRL_DGRAM_SET0_LOCAL_ADDR       94

/* Controls that every kind of BIO may have. */
#define BIO_CTRL_RESET                1
#define BIO_CTRL_EOF                  2
#define BIO_CTRL_INFO                 3
#define BIO_CTRL_SET                  4
#define BIO_CTRL_GET                  5
#define BIO_CTRL_PUSH                 6
#define BIO_CTRL_POP                  7
#define BIO_CTRL_GET_CLOSE            8
#define BIO_CTRL_SET_CLOSE            9
#define BIO_CTRL_PENDING              10
#define BIO_CTRL_FLUSH                11
#define BIO_CTRL_DUP                  12
#define BIO_CTRL_WPENDING             13
#define BIO_CTRL_SET_CALLBACK         14
#define BIO_CTRL_GET_CALLBACK         15
#define BIO_CTRL_PEEK                 29
#define BIO_CTRL_SET_FILENAME         30
#define BIO_CTRL_GET_KTLS_SEND        73
#define BIO_CTRL_GET_KTLS_RECV        76
#define BIO_CTRL_SET_PREFIX           79
#define BIO_CTRL_SET_INDENT           80
#define BIO_CTRL_GET_INDENT           81
#define BIO_CTRL_GET_RPOLL_DESCRIPTOR 91
#define BIO_CTRL_GET_WPOLL_DESCRIPTOR 92

/* Controls of single kinds. */
#define BIO_C_SET_CONNECT                 100
#define BIO_C_DO_STATE_MACHINE            101
#define BIO_C_SET_NBIO                    102
#define BIO_C_SET_FD                      104
#define BIO_C_GET_FD                      105
#define BIO_C_SET_FILE_PTR                106
#define BIO_C_GET_FILE_PTR                107
#define BIO_C_SET_FILENAME                108
#define BIO_C_SET_SSL                     109
#define BIO_C_GET_SSL                     110
#define BIO_C_SET_MD                      111
#define BIO_C_GET_MD                      112
#define BIO_C_GET_CIPHER_STATUS           113
#define BIO_C_SET_BUF_MEM                 114
#define BIO_C_GET_BUF_MEM_PTR             115
#define BIO_C_GET_BUFF_NUM_LINES          116
#define BIO_C_SET_BUFF_SIZE               117
#define BIO_C_SET_ACCEPT                  118
#define BIO_C_SSL_MODE                    119
#define BIO_C_GET_MD_CTX                  120
#define BIO_C_SET_BUFF_READ_DATA          122
#define BIO_C_GET_CONNECT                 123
#define BIO_C_GET_ACCEPT                  124
#define BIO_C_SET_SSL_RENEGOTIATE_BYTES   125
#define BIO_C_GET_SSL_NUM_RENEGOTIATES    126
#define BIO_C_SET_SSL_RENEGOTIATE_TIMEOUT 127
#define BIO_C_FILE_SEEK                   128
#define BIO_C_GET_CIPHER_CTX              129
#define BIO_C_SET_BUF_MEM_EOF_RETURN      130
#define BIO_C_SET_BIND_MODE               131
#define BIO_C_GET_BIND_MODE               132
#define BIO_C_FILE_TELL                   133
#define BIO_C_GET_SOCKS                   134
#define BIO_C_SET_SOCKS                   135
#define BIO_C_SET_WRITE_BUF_SIZE          136
#define BIO_C_GET_WRITE_BUF_SIZE          137
#define BIO_C_MAKE_BIO_PAIR               138
#define BIO_C_DESTROY_BIO_PAIR            139
#define BIO_C_GET_WRITE_GUARANTEE         140
#define BIO_C_GET_READ_REQUEST            141
#define BIO_C_SHUTDOWN_WR                 142
#define BIO_C_NREAD0                      143
#define BIO_C_NREAD                       144
#define BIO_C_NWRITE0                     145
#define BIO_C_NWRITE                      146
#define BIO_C_RESET_READ_REQUEST          147
#define BIO_C_SET_MD_CTX                  148
#define BIO_C_SET_PREFIX                  149
#define BIO_C_GET_PREFIX                  150
#define BIO_C_SET_SUFFIX                  151
#define BIO_C_GET_SUFFIX                  152
#define BIO_C_SET_EX_ARG                  153
#define BIO_C_GET_EX_ARG                  154
#define BIO_C_SET_CONNECT_MODE            155
#define BIO_C_SET_TFO                     156
#define BIO_C_SET_SOCK_TYPE               157
#define BIO_C_GET_SOCK_TYPE               158
#define BIO_C_GET_DGRAM_BIO               159

/* What a datagram BIO can say of addresses. */
#define BIO_DGRAM_CAP_NONE              0x00
#define BIO_DGRAM_CAP_HANDLES_SRC_ADDR  0x01
#define BIO_DGRAM_CAP_HANDLES_DST_ADDR  0x02
#define BIO_DGRAM_CAP_PROVIDES_SRC_ADDR 0x04
#define BIO_DGRAM_CAP_PROVIDES_DST_ADDR 0x08

/* What a BIO_POLL_DESCRIPTOR holds. */
#define BIO_POLL_DESCRIPTOR_TYPE_NONE    0
#define BIO_POLL_DESCRIPTOR_TYPE_SOCK_FD 1
#define BIO_POLL_DESCRIPTOR_TYPE_SSL     2
#define BIO_POLL_DESCRIPTOR_CUSTOM_START 8192

/* --- BIO objects: BIO_new(3) --- */

/*
 * The operations of one kind of BIO. Kinds of the library's are static (BIO_s_socket() ...); a
 * program's are made by BIO_meth_new().
 */
typedef struct bio_method_st BIO_METHOD;

/*
 * A new BIO of this kind, with one reference, the caller's to give up by BIO_free(). `libctx` is
 * not used. Returns NULL with a record if `method` is NULL, memory runs out, or the kind refuses
 * (ERR_R_INIT_FAIL). Source: BIO_new(3).
 */
BIO *BIO_new(const BIO_METHOD *type);
BIO *BIO_new_ex(OSSL_LIB_CTX *libctx, const BIO_METHOD *method);

/*
 * Gives up one reference. With the last one the BIO is freed and, with BIO_CLOSE, what it holds (a
 * descriptor is closed). NULL is fine. BIO_free() returns 1, or 0 for NULL or if a callback forbids
 * it; its neighbours in a chain are not told: BIO_pop() it first. BIO_free_all() does the same for
 * each BIO of the chain, up to and including the first that others hold a reference to.
 * Source: BIO_new(3).
 */
int BIO_free(BIO *a);
void BIO_vfree(BIO *a);
void BIO_free_all(BIO *a);

/* One reference more, by any thread. Returns 1; 0 for NULL. */
int BIO_up_ref(BIO *a);

/* --- Reading and writing: BIO_read(3) --- */

/*
 * Reads into, or writes from, `data`, at most `dlen` bytes: as much as can be done at once.
 *
 * BIO_read() and BIO_write() return the number of bytes, more than 0. Otherwise, if
 * BIO_should_retry() says so, nothing could be done yet and the same call is to be repeated; if
 * not, 0 is the end of the data (or a dlen of 0 or less), and -1 an error, with errno where a
 * system call failed (a socket's leaves no record). -1 with ERR_R_PASSED_NULL_PARAMETER: reading
 * from NULL (writing to NULL is 0, without a record). -1 with BIO_R_UNINITIALIZED: nothing to read
 * from yet. -2 with BIO_R_UNSUPPORTED_METHOD: the kind has no such operation. BIO_read_ex() and
 * BIO_write_ex() return 1 with the number of bytes in *readbytes or *written (either pointer may be
 * NULL), or 0 for all the rest; writing 0 bytes succeeds. A write to a peer that is gone is EPIPE,
 * and a BIO that holds a socket never raises SIGPIPE (D2). Source: BIO_read(3).
 */
int BIO_read(BIO *b, void *data, int dlen);
int BIO_read_ex(BIO *b, void *data, size_t dlen, size_t *readbytes);
int BIO_write(BIO *b, const void *data, int dlen);
int BIO_write_ex(BIO *b, const void *data, size_t dlen, size_t *written);

/*
 * BIO_puts() writes a text without its NUL, and returns what BIO_write() does. BIO_gets() reads a
 * line with its newline into buf[size], cut to fit and always ended by a NUL; a kind that cannot
 * returns -2. BIO_get_line() does so with any kind, byte by byte, so that nothing behind the line
 * is taken. Both return the line's length, and otherwise what BIO_read() does. If only half a line
 * has come yet, they return that half (D22), and the retry flags say whether more may come. -1 with
 * BIO_R_INVALID_ARGUMENT: a size less than 0, or less than 1 for BIO_get_line().
 * Source: BIO_read(3).
 */
int BIO_puts(BIO *bp, const char *buf);
int BIO_gets(BIO *bp, char *buf, int size);
int BIO_get_line(BIO *bio, char *buf, int size);

/*
 * The number of bytes that the BIO itself holds: those that can be read from it, and those that
 * were written to it and that it has not written on. 0 for a kind that holds none: a socket's are
 * the kernel's. Source: BIO_ctrl(3).
 */
size_t BIO_ctrl_pending(BIO *b);
size_t BIO_ctrl_wpending(BIO *b);
#define BIO_pending(b)  (int)BIO_ctrl(b, BIO_CTRL_PENDING, 0, NULL)
#define BIO_wpending(b) (int)BIO_ctrl(b, BIO_CTRL_WPENDING, 0, NULL)

/* How many bytes were read from, and written to, this BIO since it was made; 0 for NULL. */
uint64_t BIO_number_read(BIO *bio);
uint64_t BIO_number_written(BIO *bio);

/* --- Retrying: BIO_should_retry(3) --- */

/*
 * Whether the last operation did nothing yet and is to be repeated, and when: once there is
 * something to read, or room to write, or once something special has happened
 * (BIO_get_retry_reason()). Source: BIO_should_retry(3).
 */
#define BIO_should_retry(a)      BIO_test_flags(a, BIO_FLAGS_SHOULD_RETRY)
#define BIO_should_read(a)       BIO_test_flags(a, BIO_FLAGS_READ)
#define BIO_should_write(a)      BIO_test_flags(a, BIO_FLAGS_WRITE)
#define BIO_should_io_special(a) BIO_test_flags(a, BIO_FLAGS_IO_SPECIAL)
#define BIO_retry_type(a)        BIO_test_flags(a, BIO_FLAGS_RWS)
#define BIO_get_retry_flags(b)   BIO_test_flags(b, (BIO_FLAGS_RWS | BIO_FLAGS_SHOULD_RETRY))

/* For authors of kinds: an operation says that it is to be repeated, or takes that back. */
#define BIO_set_retry_read(b)    BIO_set_flags(b, (BIO_FLAGS_READ | BIO_FLAGS_SHOULD_RETRY))
#define BIO_set_retry_write(b)   BIO_set_flags(b, (BIO_FLAGS_WRITE | BIO_FLAGS_SHOULD_RETRY))
#define BIO_set_retry_special(b) BIO_set_flags(b, (BIO_FLAGS_IO_SPECIAL | BIO_FLAGS_SHOULD_RETRY))
#define BIO_clear_retry_flags(b) BIO_clear_flags(b, (BIO_FLAGS_RWS | BIO_FLAGS_SHOULD_RETRY))

/*
 * BIO_get_retry_BIO() returns the BIO of the chain that made the others wait, or `bio` itself if
 * none behind it did, and stores why (BIO_RR_*) in *reason unless that is NULL; the chain stays the
 * owner. BIO_copy_next_retry() is for authors of filters: `b` takes over the retry flags and the
 * reason of the BIO behind it. Source: BIO_should_retry(3).
 */
BIO *BIO_get_retry_BIO(BIO *bio, int *reason);
int BIO_get_retry_reason(BIO *bio);
void BIO_set_retry_reason(BIO *bio, int reason);
void BIO_copy_next_retry(BIO *b);

/*
 * Waits until the BIO's descriptor can be read (if that is what it wants: BIO_should_read()) or
 * else written, or max_time is reached: seconds since the epoch, 0 does not wait and says 1. A BIO
 * without a descriptor naps for nap_milliseconds at most. Returns 1, 0 when the time is past
 * (BIO_R_TRANSFER_TIMEOUT), -1 with BIO_R_TRANSFER_ERROR.
 *
 * BIO_do_connect_retry() repeats BIO_do_connect() until it is connected, has failed for good (D12),
 * or `timeout` seconds of the monotonic clock are over; 0 is no limit, and the connect then blocks;
 * < 0 tries once. nap_milliseconds < 0 is 100. Returns what BIO_do_connect() did if that is
 * positive, 0 when the time is up (BIO_R_CONNECT_TIMEOUT), -1 with the records of the last try, or
 * BIO_R_CONNECT_ERROR if it left none. If an AF_UNIX listener has no room, it tries again every 50
 * ms (D25). A BIO whose connect failed is reset, so that it can be used again. The addresses of a
 * host race (D10); when the time is up, what failed until then is told of before that, errno is
 * ETIMEDOUT, and the rest goes on in the next call.
 */
int BIO_wait(BIO *bio, time_t max_time, unsigned int nap_milliseconds);
int BIO_do_connect_retry(BIO *bio, int timeout, int nap_milliseconds);

/* --- Controls: BIO_ctrl(3) --- */

/*
 * Gives a BIO a command (BIO_CTRL_*, BIO_C_*, or a kind's own), mostly by one of the macros. The
 * value is the command's: 0 from a kind that does not know it, -2 with BIO_R_UNSUPPORTED_METHOD
 * from one that knows none, -1 for NULL. BIO_int_ctrl() hands `iarg` over by its address;
 * BIO_ptr_ctrl() returns the pointer that the command gives, or NULL. Source: BIO_ctrl(3).
 */
long BIO_ctrl(BIO *bp, int cmd, long larg, void *parg);
long BIO_int_ctrl(BIO *bp, int cmd, long larg, int iarg);
void *BIO_ptr_ctrl(BIO *bp, int cmd, long larg);

/*
 * What an info callback is told: the BIO, a state, the result so far. What it returns becomes the
 * result; 0 stops a connect or accept BIO in that state. BIO_callback_ctrl() takes
 * BIO_CTRL_SET_CALLBACK alone. Source: BIO_ctrl(3).
 */
typedef int BIO_info_cb(BIO *, int, int);
typedef BIO_info_cb bio_info_cb;
long BIO_callback_ctrl(BIO *b, int cmd, BIO_info_cb *fp);
#define BIO_set_info_callback(b, cb)  (int)BIO_callback_ctrl(b, BIO_CTRL_SET_CALLBACK, cb)
#define BIO_get_info_callback(b, cbp) (int)BIO_ctrl(b, BIO_CTRL_GET_CALLBACK, 0, cbp)

/*
 * What most kinds have; each kind's page says what it means there. BIO_reset(): back to the
 * beginning, 1, or 0 or less (a file: 0 is success, -1 failure). BIO_eof(): 1 at the end of the
 * data. BIO_flush(): what was written goes on its way, 1. BIO_set_close(): whether freeing closes
 * (BIO_CLOSE) or not (BIO_NOCLOSE). BIO_set_fd(): `fd`, closed by the BIO if c is BIO_CLOSE.
 * BIO_get_fd(): the descriptor, also to *c unless that is NULL; -1 without one.
 */
#define BIO_reset(b)          (int)BIO_ctrl(b, BIO_CTRL_RESET, 0, NULL)
#define BIO_eof(b)            (int)BIO_ctrl(b, BIO_CTRL_EOF, 0, NULL)
#define BIO_flush(b)          (int)BIO_ctrl(b, BIO_CTRL_FLUSH, 0, NULL)
#define BIO_tell(b)           (int)BIO_ctrl(b, BIO_C_FILE_TELL, 0, NULL)
#define BIO_seek(b, ofs)      (int)BIO_ctrl(b, BIO_C_FILE_SEEK, ofs, NULL)
#define BIO_set_close(b, c)   (int)BIO_ctrl(b, BIO_CTRL_SET_CLOSE, (c), NULL)
#define BIO_get_close(b)      (int)BIO_ctrl(b, BIO_CTRL_GET_CLOSE, 0, NULL)
#define BIO_dup_state(b, ret) BIO_ctrl(b, BIO_CTRL_DUP, 0, (char *)(ret))
#define BIO_set_nbio(b, n)    BIO_ctrl(b, BIO_C_SET_NBIO, (n), NULL)
#define BIO_set_fd(b, fd, c)  BIO_int_ctrl(b, BIO_C_SET_FD, c, fd)
#define BIO_get_fd(b, c)      BIO_ctrl(b, BIO_C_GET_FD, 0, (char *)(c))

/* This library never uses the kernel's TLS. */
#define BIO_get_ktls_send(b) (0)
#define BIO_get_ktls_recv(b) (0)

/* --- Chains: BIO_push(3) --- */

/*
 * BIO_push() puts `append`, and what follows it, behind the end of b's chain, and tells b
 * (BIO_CTRL_PUSH). Returns b, or append if b is NULL. BIO_pop() takes b out of its chain, telling
 * it (BIO_CTRL_POP), and returns what followed it, or NULL. No reference is taken or given up.
 * BIO_next() is what follows. BIO_set_next() sets that and does nothing else. Source: BIO_push(3).
 */
BIO *BIO_push(BIO *b, BIO *append);
BIO *BIO_pop(BIO *b);
BIO *BIO_next(BIO *b);
void BIO_set_next(BIO *b, BIO *next);

/*
 * The first BIO of the chain, b itself included, of this type, or of this class if bio_type
 * is a class bit alone (BIO_TYPE_FILTER ...). NULL if there is none. The chain stays the
 * owner. Source: BIO_find_type(3).
 */
BIO *BIO_find_type(BIO *b, int bio_type);
const char *BIO_method_name(const BIO *b);
int BIO_method_type(const BIO *b);

/*
 * A copy of each BIO of the chain and of its ex_data, freed with BIO_free_all(); NULL if one cannot
 * be copied. Copies of connect and accept BIOs have no socket (D17). Source: BIO_push(3).
 */
BIO *BIO_dup_chain(BIO *in);

/* --- What a BIO holds: BIO_get_data(3), BIO_get_ex_new_index(3) --- */

/*
 * For authors of kinds: their data; whether the BIO is ready for input and output; whether
 * freeing it closes; its flags (BIO_FLAGS_*). Setters do nothing to NULL, getters give 0.
 * Source: BIO_get_data(3), BIO_should_retry(3).
 */
void BIO_set_data(BIO *a, void *ptr);
void *BIO_get_data(BIO *a);
void BIO_set_init(BIO *a, int init);
int BIO_get_init(BIO *a);
void BIO_set_shutdown(BIO *a, int shut);
int BIO_get_shutdown(BIO *a);
void BIO_set_flags(BIO *b, int flags);
void BIO_clear_flags(BIO *b, int flags);
int BIO_test_flags(const BIO *b, int flags);
#define BIO_get_flags(b) BIO_test_flags(b, ~(0x0))

/*
 * Data of the program's, by an index that BIO_get_ex_new_index() gave; index 0 is
 * "application data". What is set stays the program's; its free function, if the index
 * has one, is called when the BIO is freed. BIO_set_ex_data() returns 1, or 0 with a
 * record. Source: BIO_get_ex_new_index(3).
 */
int BIO_set_ex_data(BIO *bio, int idx, void *data);
void *BIO_get_ex_data(const BIO *bio, int idx);
#define BIO_get_ex_new_index(l, p, newf, dupf, freef)                                              \
	CRYPTO_get_ex_new_index(CRYPTO_EX_INDEX_BIO, l, p, newf, dupf, freef)
#define BIO_set_app_data(s, arg) BIO_set_ex_data(s, 0, arg)
#define BIO_get_app_data(s)      BIO_get_ex_data(s, 0)

/* --- Callbacks: BIO_set_callback_ex(3) --- */

/*
 * Called before an operation (BIO_CB_READ, _WRITE, _PUTS, _GETS, _CTRL, _FREE, _SENDMMSG,
 * _RECVMMSG) and, with BIO_CB_RETURN added, after it. `argp` and `len` are the buffer, argi a
 * control's command, argl its number, ret 1 before and the result after, *processed the number
 * of bytes. Before: a value of 0 or less forbids the operation and is its result. After: the
 * value is the result. The _ex callback is called if both kinds are set.
 * BIO_debug_callback_ex() is one that prints to the BIO in the callback's argument, or to
 * standard error. Source: BIO_set_callback_ex(3).
 */
typedef long (*BIO_callback_fn_ex)(BIO *b, int oper, const char *argp, size_t len, int argi,
    long argl, int ret, size_t *processed);
void BIO_set_callback_ex(BIO *b, BIO_callback_fn_ex callback);
BIO_callback_fn_ex BIO_get_callback_ex(const BIO *b);
void BIO_set_callback_arg(BIO *b, char *arg);
char *BIO_get_callback_arg(const BIO *b);
long BIO_debug_callback_ex(BIO *bio, int oper, const char *argp, size_t len, int argi, long argl,
    int ret, size_t *processed);
#define BIO_cb_pre(a)    (!((a)&BIO_CB_RETURN))
#define BIO_cb_post(a)   ((a)&BIO_CB_RETURN)
#define BIO_CB_return(a) ((a) | BIO_CB_RETURN)
#ifndef OPENSSL_NO_DEPRECATED_3_0
typedef long (*BIO_callback_fn)(BIO *b, int oper, const char *argp, int argi, long argl, long ret);
OSSL_DEPRECATEDIN_3_0 BIO_callback_fn BIO_get_callback(const BIO *b);
OSSL_DEPRECATEDIN_3_0 void BIO_set_callback(BIO *b, BIO_callback_fn callback);
OSSL_DEPRECATEDIN_3_0 long BIO_debug_callback(
    BIO *bio, int cmd, const char *argp, int argi, long argl, long ret);
#endif

/* --- Kinds of one's own: BIO_meth_new(3) --- */

/*
 * A number for a type of one's own, to be combined with a class (BIO_TYPE_FILTER,
 * BIO_TYPE_SOURCE_SINK); -1 when those up to BIO_TYPE_MASK are all given. The name is copied.
 * BIO_meth_new() returns NULL without memory or name; a method is freed after the last BIO of it.
 */
int BIO_get_new_index(void);
BIO_METHOD *BIO_meth_new(int type, const char *name);
void BIO_meth_free(BIO_METHOD *biom);

/*
 * The operations, each NULL if the kind has none. A _read or _write function returns what
 * BIO_read() does; a _read_ex or _write_ex one 1 and the number of bytes, or 0 or less. Each setter
 * returns 1. Source: BIO_meth_new(3).
 */
int BIO_meth_set_callback_ctrl(BIO_METHOD *biom, long (*callback_ctrl)(BIO *, int, BIO_info_cb *));
int BIO_meth_set_create(BIO_METHOD *biom, int (*create)(BIO *));
int BIO_meth_set_ctrl(BIO_METHOD *biom, long (*ctrl)(BIO *, int, long, void *));
int BIO_meth_set_destroy(BIO_METHOD *biom, int (*destroy)(BIO *));
int BIO_meth_set_gets(BIO_METHOD *biom, int (*ossl_gets)(BIO *, char *, int));
int BIO_meth_set_puts(BIO_METHOD *biom, int (*puts)(BIO *, const char *));
int BIO_meth_set_read(BIO_METHOD *biom, int (*read)(BIO *, char *, int));
int BIO_meth_set_read_ex(BIO_METHOD *biom, int (*bread)(BIO *, char *, size_t, size_t *));
int BIO_meth_set_write(BIO_METHOD *biom, int (*write)(BIO *, const char *, int));
int BIO_meth_set_write_ex(BIO_METHOD *biom, int (*bwrite)(BIO *, const char *, size_t, size_t *));
/* The operation that was set; deprecated, as nobody but the library has to call it. */
#ifndef OPENSSL_NO_DEPRECATED_3_5
OSSL_DEPRECATEDIN_3_5 int (*BIO_meth_get_write(const BIO_METHOD *biom))(BIO *, const char *, int);
OSSL_DEPRECATEDIN_3_5 int (*BIO_meth_get_write_ex(const BIO_METHOD *biom))(
    BIO *, const char *, size_t, size_t *);
OSSL_DEPRECATEDIN_3_5 int (*BIO_meth_get_read(const BIO_METHOD *biom))(BIO *, char *, int);
OSSL_DEPRECATEDIN_3_5 int (*BIO_meth_get_read_ex(const BIO_METHOD *biom))(
    BIO *, char *, size_t, size_t *);
OSSL_DEPRECATEDIN_3_5 int (*BIO_meth_get_puts(const BIO_METHOD *biom))(BIO *, const char *);
OSSL_DEPRECATEDIN_3_5 int (*BIO_meth_get_gets(const BIO_METHOD *biom))(BIO *, char *, int);
OSSL_DEPRECATEDIN_3_5 long (*BIO_meth_get_ctrl(const BIO_METHOD *biom))(BIO *, int, long, void *);
OSSL_DEPRECATEDIN_3_5 int (*BIO_meth_get_create(const BIO_METHOD *biom))(BIO *);
OSSL_DEPRECATEDIN_3_5 int (*BIO_meth_get_destroy(const BIO_METHOD *biom))(BIO *);
OSSL_DEPRECATEDIN_3_5 long (*BIO_meth_get_callback_ctrl(const BIO_METHOD *biom))(
    BIO *, int, BIO_info_cb *);
#endif

/* --- Many datagrams at once: BIO_sendmmsg(3) --- */

/*
 * One datagram: `data` of `data_len` bytes (room for, and then the length of, what is received);
 * the peer and the local address, each NULL if not wanted; flags, 0. All else zero.
 */
typedef struct bio_msg_st {
	void *data;
	size_t data_len;
	BIO_ADDR *peer, *local;
	uint64_t flags;
} BIO_MSG;
/* What a callback is told for BIO_CB_SENDMMSG and BIO_CB_RECVMMSG: its argp points to one. */
typedef struct bio_mmsg_cb_args_st {
	BIO_MSG *msg;
	size_t stride, num_msg;
	uint64_t flags;
	size_t *msgs_processed;
} BIO_MMSG_CB_ARGS;

/*
 * Sends, or receives, msg[num_msg] or some of the first of them (at most 64 at a time by a socket,
 * in one system call where there is one); `stride` is sizeof(BIO_MSG), flags 0, which a socket does
 * not look at. BIO_recvmmsg() waits, if the socket is blocking, for the first only. Addresses not
 * known are cleared (AF_UNSPEC). A `local` needs BIO_dgram_set_local_addr_enable().
 *
 * Returns 1, with the number of messages done in *msgs_processed and the data_len, flags and
 * addresses of each of them set; a failure behind the first message is reported by the next call.
 * Returns 0, with *msgs_processed 0 and a record, if the first message failed: (SYS, errno), of
 * which BIO_err_is_non_fatal(ERR_peek_last_error()) says whether it was only for now,
 * BIO_R_LOCAL_ADDR_NOT_AVAILABLE, BIO_R_PORT_MISMATCH, BIO_R_PEER_ADDR_NOT_AVAILABLE,
 * BIO_R_INVALID_ARGUMENT (stride), ERR_R_PASSED_NULL_PARAMETER. Retry flags are not touched:
 * threads may send and receive by one BIO at once if they do nothing else with it meanwhile.
 * Source: BIO_sendmmsg(3).
 */
__owur int BIO_sendmmsg(
    BIO *b, BIO_MSG *msg, size_t stride, size_t num_msg, uint64_t flags, size_t *msgs_processed);
__owur int BIO_recvmmsg(
    BIO *b, BIO_MSG *msg, size_t stride, size_t num_msg, uint64_t flags, size_t *msgs_processed);
int BIO_meth_set_sendmmsg(
    BIO_METHOD *biom, int (*f)(BIO *, BIO_MSG *, size_t, size_t, uint64_t, size_t *));
int BIO_meth_set_recvmmsg(
    BIO_METHOD *biom, int (*f)(BIO *, BIO_MSG *, size_t, size_t, uint64_t, size_t *));
#ifndef OPENSSL_NO_DEPRECATED_3_5
OSSL_DEPRECATEDIN_3_5 int (*BIO_meth_get_sendmmsg(const BIO_METHOD *biom))(
    BIO *, BIO_MSG *, size_t, size_t, uint64_t, size_t *);
OSSL_DEPRECATEDIN_3_5 int (*BIO_meth_get_recvmmsg(const BIO_METHOD *biom))(
    BIO *, BIO_MSG *, size_t, size_t, uint64_t, size_t *);
#endif

/* --- What to poll: BIO_get_rpoll_descriptor(3) --- */

/*
 * What to poll for reading, or for writing: a descriptor of type BIO_POLL_DESCRIPTOR_TYPE_SOCK_FD
 * with the socket in value.fd, which stays the BIO's. A connect BIO begins to connect when asked.
 * Return 1, or 0 for a BIO that has none now, or -1 for NULL.
 * Source: BIO_get_rpoll_descriptor(3).
 */
typedef struct bio_poll_descriptor_st {
	uint32_t type;
	union {
		int fd;
		void *custom;
		uintptr_t custom_ui;
		SSL *ssl;
	} value;
} BIO_POLL_DESCRIPTOR;
__owur int BIO_get_rpoll_descriptor(BIO *b, BIO_POLL_DESCRIPTOR *desc);
__owur int BIO_get_wpoll_descriptor(BIO *b, BIO_POLL_DESCRIPTOR *desc);

/* --- Sockets: BIO_s_socket(3) --- */

#ifndef OPENSSL_NO_SOCK
/*
 * A socket that is there already; with BIO_CLOSE it is closed when the BIO is freed.
 * BIO_new_socket() returns NULL with a record if memory runs out, and the socket is still the
 * caller's. Reads and writes are recv(2) and send(2) in the socket's own blocking mode: -1
 * with errno and no record, retry flags set where it was only for now; a read of 0 bytes is
 * the end, and from then on BIO_eof() is 1. Never a signal for a peer that is gone: EPIPE
 * (D2). There is no BIO_gets().
 *
 * BIO_set_conn_address() tells it whom the first write is to connect to with Fast Open, on a socket
 * that is not connected, where the kernel (Linux before 4.11) cannot defer a connect; it returns 0
 * where no such write exists. Source: BIO_s_socket(3), BIO_connect(3).
 */
const BIO_METHOD *BIO_s_socket(void);
BIO *BIO_new_socket(int sock, int close_flag);
#endif

/* --- Connecting: BIO_s_connect(3) --- */

#ifndef OPENSSL_NO_SOCK
/*
 * A connection to "host:port" (BIO_parse_hostserv()), made by BIO_do_connect() or by the first read
 * or write. BIO_new_connect() returns NULL with a record for text that cannot be split, or if
 * memory runs out.
 *
 * BIO_do_connect() tries all addresses of the host in turn; if none answers, the errors of all, or
 * of the last seven, are on the stack (D9), each once (D15). Returns 1 when connected; 0 with
 * BIO_should_retry() and the reason BIO_RR_CONNECT while a connect is under way (BIO_set_nbio(b,
 * 1), or a signal), at once each time (D8); else 0 or -1 with records, and the same again until
 * BIO_reset(). A connect to a path whose listener has no room is never under way: a blocking BIO
 * waits, another one fails with EAGAIN (D25). What the info callback returns takes the place of the
 * result, and 0 from it ends the connect.
 *
 * BIO_gets() takes a line byte by byte, and returns the part that has come of one that is not whole
 * (D22): 0 at the end, -1 with BIO_should_retry() if there is nothing yet.
 *
 * BIO_set_conn_mode() takes BIO_SOCK_* and BIOSOCK_* of BIO_socket() and BIO_connect(); KEEPALIVE
 * is set on streams unasked unless it holds BIOSOCK_NO_KEEPALIVE (D18). BIO_set_nbio() acts on a
 * socket that is there, too (D17). BIO_set_conn_address() copies an address of any family, AF_UNIX
 * too (D6). BIO_set_sock_type(b, SOCK_DGRAM), before connecting, has a datagram BIO read and write,
 * which BIO_get0_dgram_bio() lends. BIO_set_tfo(): the first write goes out with the SYN (RFC
 * 7413). BIO_get_conn_hostname() and BIO_get_conn_port() return what was set,
 * BIO_get_conn_address() the address connected to; all belong to the BIO, NULL if there is none.
 * WARNING: BIO_get_conn_ip_family() is always 0; BIO_ctrl() with a pointer for BIO_C_GET_CONNECT,
 * 3, has the family. Source: BIO_s_connect(3).
 */
const BIO_METHOD *BIO_s_connect(void);
BIO *BIO_new_connect(const char *host_port);
#define BIO_set_conn_hostname(b, name) BIO_ctrl(b, BIO_C_SET_CONNECT, 0, (char *)(name))
#define BIO_set_conn_port(b, port)     BIO_ctrl(b, BIO_C_SET_CONNECT, 1, (char *)(port))
#define BIO_set_conn_address(b, addr)  BIO_ctrl(b, BIO_C_SET_CONNECT, 2, (char *)(addr))
#define BIO_set_conn_ip_family(b, f)   BIO_int_ctrl(b, BIO_C_SET_CONNECT, 3, f)
#define BIO_get_conn_hostname(b)       ((const char *)BIO_ptr_ctrl(b, BIO_C_GET_CONNECT, 0))
#define BIO_get_conn_port(b)           ((const char *)BIO_ptr_ctrl(b, BIO_C_GET_CONNECT, 1))
#define BIO_get_conn_address(b)        ((const BIO_ADDR *)BIO_ptr_ctrl(b, BIO_C_GET_CONNECT, 2))
#define BIO_get_conn_ip_family(b)      BIO_ctrl(b, BIO_C_GET_CONNECT, 3, NULL)
#define BIO_get_conn_mode(b)           BIO_ctrl(b, BIO_C_GET_CONNECT, 4, NULL)
#define BIO_set_conn_mode(b, n)        BIO_ctrl(b, BIO_C_SET_CONNECT_MODE, (n), NULL)
#define BIO_set_sock_type(b, t)        BIO_ctrl(b, BIO_C_SET_SOCK_TYPE, (t), NULL)
#define BIO_get_sock_type(b)           BIO_ctrl(b, BIO_C_GET_SOCK_TYPE, 0, NULL)
#define BIO_get0_dgram_bio(b, p)       BIO_ctrl(b, BIO_C_GET_DGRAM_BIO, 0, (void *)(BIO **)(p))
#endif
#define BIO_do_handshake(b) BIO_ctrl(b, BIO_C_DO_STATE_MACHINE, 0, NULL)
#define BIO_do_connect(b)   BIO_do_handshake(b)
#define BIO_do_accept(b)    BIO_do_handshake(b)
#define BIO_set_tfo(b, n)   BIO_ctrl(b, BIO_C_SET_TFO, (n), NULL)

/* --- Accepting: BIO_s_accept(3) --- */

#ifndef OPENSSL_NO_SOCK
/*
 * A listener on "host:port" or "port", "*" for any address: of both families where the system has
 * them (D11). The first BIO_do_accept() listens, each after it waits for a connection and puts a
 * socket BIO for it behind this one, which BIO_pop() takes off; while there is one it returns 1 and
 * does nothing. Reads and writes go through to it.
 *
 * Returns 1; -1 with BIO_should_retry() and the reason BIO_RR_ACCEPT if there is none yet
 * (BIO_set_nbio_accept(b, 1), or a signal); else -1 with records and errno. A failure to accept
 * leaves the listener as good as before; connections lost in the queue are passed over (D3). After
 * EMFILE the connection is still in the queue: poll again only when there is a descriptor.
 * BIO_new_accept() returns NULL with a record for text that cannot be split.
 *
 * BIO_set_bind_mode() takes BIO_BIND_* and BIO_SOCK_* of BIO_listen(). BIO_set_nbio() is for the
 * connections to come. BIO_set_accept_bios() gives away a chain, copied for each connection. Names
 * and ports are numeric texts that belong to the BIO, NULL before there is a listener or a
 * connection: the port is the real one where 0 was asked for, IPv4 peers of an IPv6 socket read as
 * IPv4 (D11), those of AF_UNIX, on a listener that BIO_set_fd() gave, have their path ("" if none)
 * for a name and no port. Source: BIO_s_accept(3).
 */
const BIO_METHOD *BIO_s_accept(void);
BIO *BIO_new_accept(const char *host_port);
#define BIO_set_accept_name(b, name)   BIO_ctrl(b, BIO_C_SET_ACCEPT, 0, (char *)(name))
#define BIO_set_accept_port(b, port)   BIO_ctrl(b, BIO_C_SET_ACCEPT, 1, (char *)(port))
#define BIO_get_accept_name(b)         ((const char *)BIO_ptr_ctrl(b, BIO_C_GET_ACCEPT, 0))
#define BIO_get_accept_port(b)         ((const char *)BIO_ptr_ctrl(b, BIO_C_GET_ACCEPT, 1))
#define BIO_get_peer_name(b)           ((const char *)BIO_ptr_ctrl(b, BIO_C_GET_ACCEPT, 2))
#define BIO_get_peer_port(b)           ((const char *)BIO_ptr_ctrl(b, BIO_C_GET_ACCEPT, 3))
#define BIO_set_nbio_accept(b, n)      BIO_ctrl(b, BIO_C_SET_ACCEPT, 2, (n) ? (void *)"a" : NULL)
#define BIO_set_accept_bios(b, bio)    BIO_ctrl(b, BIO_C_SET_ACCEPT, 3, (char *)(bio))
#define BIO_set_accept_ip_family(b, f) BIO_int_ctrl(b, BIO_C_SET_ACCEPT, 4, f)
#define BIO_get_accept_ip_family(b)    BIO_ctrl(b, BIO_C_GET_ACCEPT, 4, NULL)
#define BIO_set_tfo_accept(b, n)       BIO_ctrl(b, BIO_C_SET_ACCEPT, 5, (n) ? (void *)"a" : NULL)
#define BIO_set_bind_mode(b, mode)     BIO_ctrl(b, BIO_C_SET_BIND_MODE, mode, NULL)
#define BIO_get_bind_mode(b)           BIO_ctrl(b, BIO_C_GET_BIND_MODE, 0, NULL)
#endif

/* --- Datagrams: BIO_s_datagram(3) --- */

#ifndef OPENSSL_NO_DGRAM
/*
 * A datagram socket: each write sends a datagram, each read receives one, and cuts what does not
 * fit. BIO_new_dgram() holds `fd`, and closes it if close_flag is BIO_CLOSE; NULL with a record if
 * memory runs out.
 *
 * A read or write that fails returns -1 with errno and no record; BIO_should_retry() says whether
 * it was only for now (EAGAIN, EINTR ...). An empty datagram is read as 0 with errno 0; one is sent
 * by BIO_write_ex() or BIO_puts(), not by BIO_write(). One that is too large gives EMSGSIZE, and a
 * connected socket's refusal (ICMP) ECONNREFUSED with the next call. None raises SIGPIPE (D2).
 * Source: BIO_s_datagram(3).
 */
const BIO_METHOD *BIO_s_datagram(void);
BIO *BIO_new_dgram(int fd, int close_flag);
#endif

/*
 * Controls of datagram BIOs; `b` may hold a socket of any family. A NULL pointer where an address,
 * a struct timeval or an int belongs returns 0 with ERR_R_PASSED_NULL_PARAMETER. A peer is a
 * BIO_ADDR, or a `struct sockaddr_*`; it is copied.
 *
 * BIO_dgram_set_peer(), BIO_ctrl_dgram_connect(): where writes go. Always 1; after an address of
 * family AF_UNSPEC, or of one that a BIO_ADDR cannot hold, there is no peer. WARNING: unless the
 * BIO is told that it is connected, each read sets the peer to the sender.
 * BIO_ctrl_set_connected(): the socket has been connected to `peer` by the program, which a
 * BIO that is given a connected socket finds out itself; with NULL it is not, and there is no
 * peer. Always 1.
 * BIO_dgram_get_peer(): that address. Returns how many bytes it has, which are written: a whole
 * BIO_ADDR of AF_UNSPEC if there is none.
 * BIO_dgram_detect_peer_addr(): the same, and if there is none the one the socket is connected to;
 * 0 if that is not either.
 * BIO_CTRL_DGRAM_SET_RECV_TIMEOUT, _SET_SEND_TIMEOUT: a struct timeval; WARNING: 0, as of
 * setsockopt(2), or -1 with errno and a record.
 * BIO_CTRL_DGRAM_GET_RECV_TIMEOUT, _GET_SEND_TIMEOUT: sizeof(struct timeval), or -1 with errno
 * and a record.
 * BIO_CTRL_DGRAM_SET_NEXT_TIMEOUT: a struct timeval, the time of day after which reads wait no
 * longer; 0 and before: none. Always 1.
 * BIO_dgram_recv_timedout(), BIO_dgram_send_timedout(): 1 if the time of a read or write was over
 * (EAGAIN). WARNING: the two ask for the same thing, and the BIO forgets it when asked.
 * BIO_dgram_set_mtu(), BIO_dgram_get_mtu(): a number of bytes that is only kept; set returns it.
 * BIO_CTRL_DGRAM_QUERY_MTU: what the system knows of the way to a connected socket's peer, without
 * headers, kept too; 0 with errno if nothing.
 * BIO_CTRL_DGRAM_MTU_EXCEEDED: 1, once, if the last write was too large.
 * BIO_dgram_get_mtu_overhead(), BIO_CTRL_DGRAM_GET_FALLBACK_MTU: the headers' bytes, and what
 * surely gets through, by the peer's family. BIO_CTRL_DGRAM_MTU_DISCOVER,
 * BIO_CTRL_DGRAM_SET_DONT_FRAG (by the peer's family): WARNING: 0 done, -1 not.
 * BIO_CTRL_DGRAM_SET_PEEK_MODE: whether reads leave the datagram. BIO_dgram_set_no_trunc(): whether
 * they refuse to cut it: they return -1, EMSGSIZE, BIO_R_LENGTH_TOO_LONG, and leave it there.
 * BIO_dgram_get_effective_caps(): BIO_DGRAM_CAP_*, the socket's, and before there is one those of
 * IP. BIO_dgram_get_caps(), BIO_dgram_set_caps(): 0; they are for datagrams in memory.
 * BIO_dgram_get_local_addr_cap(): 1 if the system tells the local address of each datagram,
 * for this family.
 * BIO_dgram_set_local_addr_enable(): has it do so, or not; 1, or 0 with
 * BIO_R_LOCAL_ADDR_NOT_AVAILABLE. A new BIO_set_fd() ends it.
 * BIO_dgram_set0_local_addr(): the source address of all datagrams that are sent without one, owned
 * by the BIO from now on; NULL leaves the choice to the system. Always 1. If its port is neither
 * the socket's nor 0, sending fails: BIO_R_PORT_MISMATCH.
 */
#define BIO_ctrl_dgram_connect(b, peer) (int)BIO_ctrl(b, BIO_CTRL_DGRAM_CONNECT, 0, (char *)(peer))
#define BIO_ctrl_set_connected(b, peer)                                                            \
	(int)BIO_ctrl(b, BIO_CTRL_DGRAM_SET_CONNECTED, 0, (char *)(peer))
#define BIO_dgram_detect_peer_addr(b, peer)                                                        \
	(int)BIO_ctrl(b, BIO_CTRL_DGRAM_DETECT_PEER_ADDR, 0, (char *)(peer))
#define BIO_dgram_get_caps(b) (uint32_t) BIO_ctrl((b), BIO_CTRL_DGRAM_GET_CAPS, 0, NULL)
#define BIO_dgram_get_effective_caps(b)                                                            \
	(uint32_t) BIO_ctrl((b), BIO_CTRL_DGRAM_GET_EFFECTIVE_CAPS, 0, NULL)
#define BIO_dgram_get_local_addr_cap(b)                                                            \
	(int)BIO_ctrl((b), BIO_CTRL_DGRAM_GET_LOCAL_ADDR_CAP, 0, NULL)
#define BIO_dgram_get_local_addr_enable(b, penable)                                                \
	(int)BIO_ctrl((b), BIO_CTRL_DGRAM_GET_LOCAL_ADDR_ENABLE, 0, (char *)(penable))
#define BIO_dgram_get_mtu(b) (unsigned int)BIO_ctrl((b), BIO_CTRL_DGRAM_GET_MTU, 0, NULL)
#define BIO_dgram_get_mtu_overhead(b)                                                              \
	(unsigned int)BIO_ctrl((b), BIO_CTRL_DGRAM_GET_MTU_OVERHEAD, 0, NULL)
#define BIO_dgram_get_no_trunc(b)   (unsigned int)BIO_ctrl((b), BIO_CTRL_DGRAM_GET_NO_TRUNC, 0, NULL)
#define BIO_dgram_get_peer(b, peer) (int)BIO_ctrl(b, BIO_CTRL_DGRAM_GET_PEER, 0, (char *)(peer))
#define BIO_dgram_recv_timedout(b)  (int)BIO_ctrl(b, BIO_CTRL_DGRAM_GET_RECV_TIMER_EXP, 0, NULL)
#define BIO_dgram_send_timedout(b)  (int)BIO_ctrl(b, BIO_CTRL_DGRAM_GET_SEND_TIMER_EXP, 0, NULL)
#define BIO_dgram_set0_local_addr(b, addr)                                                         \
	(int)BIO_ctrl((b), BIO_CTRL_DGRAM_SET0_LOCAL_ADDR, 0, (addr))
#define BIO_dgram_set_caps(b, caps) (int)BIO_ctrl((b), BIO_CTRL_DGRAM_SET_CAPS, (long)(caps), NULL)
#define BIO_dgram_set_local_addr_enable(b, enable)                                                 \
	(int)BIO_ctrl((b), BIO_CTRL_DGRAM_SET_LOCAL_ADDR_ENABLE, (enable), NULL)
#define BIO_dgram_set_mtu(b, mtu) (int)BIO_ctrl((b), BIO_CTRL_DGRAM_SET_MTU, (mtu), NULL)
#define BIO_dgram_set_no_trunc(b, enable)                                                          \
	(int)BIO_ctrl((b), BIO_CTRL_DGRAM_SET_NO_TRUNC, (enable), NULL)
#define BIO_dgram_set_peer(b, peer) (int)BIO_ctrl(b, BIO_CTRL_DGRAM_SET_PEER, 0, (char *)(peer))

/* --- Descriptors and files: BIO_s_fd(3), BIO_s_file(3) --- */

/*
 * Any descriptor, by read(2) and write(2) in its own blocking mode; a pipe that nobody reads from
 * raises SIGPIPE as ever. A new one is not initialised until BIO_set_fd(b, fd, close_flag), which
 * closes what it held with BIO_CLOSE; BIO_get_fd() is -1 until then. BIO_seek() and BIO_tell()
 * return positions from the file's start, and BIO_reset() goes to it and returns 0; each returns -1
 * with errno if it fails. BIO_eof() is 1 if the last read of at least a byte met the end and
 * nothing has moved the position since (D23). WARNING: a call that fails leaves errno and no
 * record, and BIO_gets() then returns 0, or what there is of a line (D22). Source: BIO_s_fd(3).
 */
const BIO_METHOD *BIO_s_fd(void);
/*
 * With a descriptor, closed with the BIO if close_flag is BIO_CLOSE. NULL with a record; the
 * descriptor stays the caller's then.
 */
BIO *BIO_new_fd(int fd, int close_flag);

/*
 * A stream of the C library. Not initialised until it has one by BIO_set_fp() (closed with the BIO
 * if `c` has BIO_CLOSE; BIO_FP_TEXT means nothing on POSIX) or by a name: BIO_read_filename() and
 * the like return 1, or 0 with the records (SYS, errno, "calling fopen(NAME, MODE)"), (BIO,
 * ERR_R_SYS_LIB) or BIO_R_BAD_FOPEN_MODE. Either closes first what it held with BIO_CLOSE.
 *
 * A read that fails returns -1 with (SYS, errno, "calling fread()"), (BIO, ERR_R_SYS_LIB). A write
 * returns what the stream took of it; if that is nothing, 0 with the same records of "calling
 * fwrite()" (D24), and BIO_flush() likewise 0 with "calling fflush()". BIO_gets() returns the part
 * of a line that was read before the stream failed (D22). WARNING: if there is none, it returns 0
 * with errno and no record; BIO_seek() and BIO_reset() return 0 for success, and -1 with errno.
 * Without a stream: -1 and BIO_R_UNINITIALIZED. Source: BIO_s_file(3).
 */
const BIO_METHOD *BIO_s_file(void);
/*
 * Opens a file as fopen(3), to be closed with the BIO. NULL with errno and the records (SYS, errno,
 * "calling fopen(NAME, MODE)"), (BIO, BIO_R_NO_SUCH_FILE for ENOENT and ENXIO, else ERR_R_SYS_LIB).
 */
BIO *BIO_new_file(const char *filename, const char *mode);
#ifndef OPENSSL_NO_STDIO
/* Takes a stream as BIO_set_fp() does; it stays the caller's if the result is NULL. */
BIO *BIO_new_fp(FILE *stream, int close_flag);
#endif
#define BIO_set_fp(b, fp, c) BIO_ctrl(b, BIO_C_SET_FILE_PTR, c, (char *)(fp))
#define BIO_get_fp(b, fpp)   BIO_ctrl(b, BIO_C_GET_FILE_PTR, 0, (char *)(fpp))
#define BIO_read_filename(b, name)                                                                 \
	(int)BIO_ctrl(b, BIO_C_SET_FILENAME, BIO_CLOSE | BIO_FP_READ, (char *)(name))
#define BIO_write_filename(b, name)                                                                \
	(int)BIO_ctrl(b, BIO_C_SET_FILENAME, BIO_CLOSE | BIO_FP_WRITE, name)
#define BIO_append_filename(b, name)                                                               \
	(int)BIO_ctrl(b, BIO_C_SET_FILENAME, BIO_CLOSE | BIO_FP_APPEND, name)
#define BIO_rw_filename(b, name)                                                                   \
	(int)BIO_ctrl(b, BIO_C_SET_FILENAME, BIO_CLOSE | BIO_FP_READ | BIO_FP_WRITE, name)

/* --- Memory: BIO_s_mem(3) --- */

/*
 * Memory that grows: what is written is read again, once. An empty one reads as
 * BIO_set_mem_eof_return() says: 0 is the end; another number is returned with the read retry flag
 * (-1 at first), and should be below 0. BIO_get_mem_data() points *pp at what is not read yet and
 * returns its length; BIO_get_mem_ptr() sets *pp to the BUF_MEM (<openssl/buffer.h>), which stays
 * the BIO's unless BIO_set_close(b, BIO_NOCLOSE) gives it away. BIO_set_mem_buf() puts another in
 * its place, owned if `c` is BIO_CLOSE. BIO_reset() empties it; with BIO_FLAGS_NONCLEAR_RST it is
 * back at the last write. BIO_seek() and BIO_tell() count from what is left of that.
 *
 * A write returns -1 without memory, with a record. WARNING: a read into NULL returns what there is
 * and leaves it there. Source: BIO_s_mem(3).
 */
const BIO_METHOD *BIO_s_mem(void);
/*
 * Reads the `len` bytes at buf, or the string if len < 0, which stay the caller's and must outlive
 * the BIO. Writes fail with BIO_R_WRITE_TO_READ_ONLY_BIO; BIO_reset() is back at the start; the end
 * is an end (0). NULL with a record: ERR_R_PASSED_NULL_PARAMETER.
 */
BIO *BIO_new_mem_buf(const void *buf, int len);
#ifndef OPENSSL_NO_DGRAM
/*
 * A BIO_s_dgram_pair() that is its own other half: it reads the datagrams written to it. It grows
 * until BIO_set_write_buf_size() sets its size, which is possible at any time, but to less only
 * while nothing waits. It has no capabilities until BIO_dgram_set_caps(), and is never at its end.
 * Source: BIO_s_mem(3).
 */
const BIO_METHOD *BIO_s_dgram_mem(void);
#endif
/* A BIO_s_mem() whose bytes are wiped whenever they are moved or freed; the memory is plain. */
const BIO_METHOD *BIO_s_secmem(void);
#define BIO_get_mem_data(b, pp)      BIO_ctrl(b, BIO_CTRL_INFO, 0, (char *)(pp))
#define BIO_set_mem_buf(b, bm, c)    BIO_ctrl(b, BIO_C_SET_BUF_MEM, c, (char *)(bm))
#define BIO_get_mem_ptr(b, pp)       BIO_ctrl(b, BIO_C_GET_BUF_MEM_PTR, 0, (char *)(pp))
#define BIO_set_mem_eof_return(b, v) BIO_ctrl(b, BIO_C_SET_BUF_MEM_EOF_RETURN, v, NULL)

/* --- Pairs: BIO_s_bio(3), BIO_s_dgram_pair(3) --- */

/*
 * One of two BIOs, each of which reads what was written to the other. What is written waits in a
 * buffer of BIO_set_write_buf_size() bytes (17 KiB; not to be set while paired: BIO_R_IN_USE). A
 * write takes what fits; with no room, or nothing to read, -1 and the retry flag of its direction.
 * After BIO_shutdown_wr() a write fails with BIO_R_BROKEN_PIPE, and the peer reads what waits and
 * then 0. BIO_reset() drops what was written and not yet read, and returns 0. BIO_eof(): there is
 * no peer, or it is shut down and all is read.
 *
 * BIO_make_bio_pair() joins two that are not paired: 1, or 0 with a record (BIO_R_IN_USE,
 * BIO_R_INVALID_ARGUMENT for another kind, ERR_R_PASSED_NULL_PARAMETER, ERR_R_MALLOC_FAILURE).
 * BIO_destroy_bio_pair(), or freeing either, parts them and drops what waits; a half without a peer
 * is BIO_R_UNINITIALIZED. Each half is freed on its own. No locks: both halves are one object to
 * threads. Source: BIO_s_bio(3).
 */
const BIO_METHOD *BIO_s_bio(void);
/*
 * Two new halves, joined, each with a write buffer of the size given (0: the default). 1,
 * or 0 with a record and both NULL. WARNING: what *bio1 and *bio2 held before is not
 * freed. Source: BIO_s_bio(3).
 */
int BIO_new_bio_pair(BIO **bio1, size_t writebuf1, BIO **bio2, size_t writebuf2);
#ifndef OPENSSL_NO_DGRAM
/*
 * A pair for datagrams: each read takes what one write sent, cut to the room there is, which may be
 * none. After BIO_dgram_set_no_trunc(b, 1) a read without room for all of it returns -1, without a
 * record or a retry flag, and the datagram stays. An empty datagram, sent by BIO_sendmmsg() or
 * BIO_write_ex(), reads as 0. The buffer, of 15336 bytes at first and never less than 1024, also
 * holds what is kept with each datagram. Without room a write is a retry and leaves
 * BIO_R_NON_FATAL, even if the datagram is longer than the whole buffer. BIO_pending() is the
 * length of the next datagram, and BIO_get_write_guarantee() that of the longest one that can be
 * written, 0 if that is less than the MTU. BIO_dgram_set_mtu() sets the MTU of both halves; nothing
 * else depends on it. BIO_eof() is 1 if there is no peer. BIO_reset() returns 1.
 *
 * BIO_sendmmsg(3): a destination needs BIO_DGRAM_CAP_HANDLES_DST_ADDR of the other half's
 * BIO_dgram_set_caps() (BIO_R_PEER_ADDR_NOT_AVAILABLE). A source, and asking for a destination,
 * needs BIO_dgram_set_local_addr_enable(), which in turn needs HANDLES_SRC_ADDR and
 * PROVIDES_DST_ADDR of the other half (BIO_R_LOCAL_ADDR_NOT_AVAILABLE).
 * BIO_dgram_set0_local_addr() gives the BIO an address, which it owns, as the source of all
 * datagrams that are sent without one. Flags are ignored, and the stride may be of any size.
 * Nothing to do yet, or with no_trunc too little room: BIO_R_NON_FATAL.
 *
 * Many threads may at once send and receive on both halves with BIO_sendmmsg() and BIO_recvmmsg(),
 * and ask BIO_pending() and BIO_get_write_guarantee(). WARNING: BIO_read() and BIO_write() set the
 * BIO's own retry flags and counters: one thread a half. Source: BIO_s_dgram_pair(3).
 */
const BIO_METHOD *BIO_s_dgram_pair(void);
/* As BIO_new_bio_pair(). Source: BIO_s_dgram_pair(3). */
int BIO_new_bio_dgram_pair(BIO **bio1, size_t writebuf1, BIO **bio2, size_t writebuf2);
#endif
/*
 * Reading without copying: *buf, unless buf is NULL, is set to what waits, as far as it lies in one
 * piece. Returns its length; BIO_nread0() leaves it there, BIO_nread() takes up to num bytes of it
 * (all, if num < 0) and returns how many. With nothing to read as BIO_read() of one byte (-1 and a
 * retry, or 0 at the end), and *buf is left. The bytes are there until the peer writes next. -2
 * with a record without a BIO or a peer. Source: BIO_s_bio(3).
 */
int BIO_nread(BIO *bio, char **buf, int num);
int BIO_nread0(BIO *bio, char **buf);
/*
 * Writing without copying: *buf, unless buf is NULL, is set to where the next bytes go, as far
 * as there is room in one piece. Returns how many; BIO_nwrite() declares up to num of them
 * (all, if num < 0) to be written: fill them before. Without room as BIO_write(); -2 as
 * BIO_nread(). Source: BIO_s_bio(3).
 */
int BIO_nwrite(BIO *bio, char **buf, int num);
int BIO_nwrite0(BIO *bio, char **buf);
/*
 * What can be written now; and what the peer last wanted to read in vain, at most the buffer's
 * size, 0 since the next write or read. The last one makes it 0 and returns 1, or 0 for a kind that
 * has none. WARNING: without a BIO (size_t)-1, and 1. Source: BIO_s_bio(3).
 */
size_t BIO_ctrl_get_write_guarantee(BIO *b);
size_t BIO_ctrl_get_read_request(BIO *b);
int BIO_ctrl_reset_read_request(BIO *b);
#define BIO_make_bio_pair(b1, b2)       (int)BIO_ctrl(b1, BIO_C_MAKE_BIO_PAIR, 0, b2)
#define BIO_destroy_bio_pair(b)         (int)BIO_ctrl(b, BIO_C_DESTROY_BIO_PAIR, 0, NULL)
#define BIO_shutdown_wr(b)              (int)BIO_ctrl(b, BIO_C_SHUTDOWN_WR, 0, NULL)
#define BIO_set_write_buf_size(b, size) (int)BIO_ctrl(b, BIO_C_SET_WRITE_BUF_SIZE, size, NULL)
#define BIO_get_write_buf_size(b, size) (size_t) BIO_ctrl(b, BIO_C_GET_WRITE_BUF_SIZE, size, NULL)
#define BIO_get_write_guarantee(b)      (int)BIO_ctrl(b, BIO_C_GET_WRITE_GUARANTEE, 0, NULL)
#define BIO_get_read_request(b)         (int)BIO_ctrl(b, BIO_C_GET_READ_REQUEST, 0, NULL)

/* --- Filters and the null sink: BIO_f_buffer(3), BIO_f_null(3), BIO_s_null(3) --- */

/* Takes all that is written and is always at its end. Source: BIO_s_null(3). */
const BIO_METHOD *BIO_s_null(void);
/*
 * Hands each write to the system's log, syslog(3) or the event log of Windows, as one message, up
 * to its first NUL. A first word says how severe it is and is left out: "PANIC ", "EMERG " and
 * "EMR "; "ALERT ", "ALR "; "CRIT ", "CRI "; "ERROR ", "ERR "; "WARNING ", "WARN ", "WAR ";
 * "NOTICE ", "NOTE ", "NOT "; "INFO ", "INF "; "DEBUG ", "DBG ". Without one it is an error. All
 * writes succeed, and what the system does with them is not told.
 *
 * WARNING: the log is the process's: creating one calls openlog(3) for "application", LOG_DAEMON,
 * and freeing one closelog(3). BIO_ctrl(b, BIO_CTRL_SET, facility, name) opens it again for others,
 * and returns 0; `name` must outlive the BIO. Source: observed of OpenSSL; no page has it.
 */
const BIO_METHOD *BIO_s_log(void);
/* Passes everything on to what follows, and retries back. Source: BIO_f_null(3). */
const BIO_METHOD *BIO_f_null(void);
/*
 * Reads ahead and writes in pieces, of 4096 bytes or what the size calls below say; BIO_flush()
 * writes what is held, to be repeated until it is 1. A read gives all that was asked for unless the
 * next BIO fails, ends or retries before; what came until then counts, and a write counts what was
 * taken in. BIO_gets() works over any BIO.
 *
 * The size calls return 1, or 0 without memory, with a record; sizes below 4096 are left as they
 * are, and what is held is lost with a change. BIO_set_buffer_read_data() puts `num` bytes before
 * all that is to be read, in place of what was read ahead: 1, or 0 with a record.
 * BIO_get_buffer_num_lines() is the number of newlines read ahead. BIO_buffer_peek() copies up to
 * `l` bytes that come next without reading them, after at most one read, and returns their number.
 * BIO_reset() forgets both sides. Source: BIO_f_buffer(3).
 */
const BIO_METHOD *BIO_f_buffer(void);
/*
 * Writes whole lines. The beginning of a line is held until its newline is written, until it has
 * more than 10240 bytes (BIO_set_buffer_size() can raise that limit), or until BIO_flush(). Reads
 * go straight through.
 */
const BIO_METHOD *BIO_f_linebuffer(void);
/*
 * Keeps all that is read through it, so that BIO_seek() and BIO_tell() work over any BIO, within
 * what was read so far. A read gives all that was asked for unless the next BIO fails, ends or
 * retries before, and asks it for no more than that; BIO_gets() asks for a byte at a time.
 * BIO_seek() and BIO_reset(), which goes back to the start, return 1, or 0 for what was not read
 * yet. BIO_pending() is what waits to be read again. It cannot be written to: 0. 0 with a record,
 * and nothing taken, without memory. Commands it does not have (BIO_C_DO_STATE_MACHINE is one) are
 * 0 and not passed on. Source: BIO_f_readbuffer(3).
 */
const BIO_METHOD *BIO_f_readbuffer(void);
/*
 * Begins each line that is written with a prefix and then with spaces. Reads go straight through.
 * BIO_set_prefix() copies the string (NULL: none, as at first) and returns 1, or 0 without memory;
 * BIO_set_indent() returns 1, or 0 for a negative number; BIO_get_indent() the number. BIO_reset()
 * begins a line. A write counts what was written of the caller's bytes, and if that is none returns
 * what the next BIO did, with its retry flags; repeated, it goes on where it stopped (D21). A copy
 * has no prefix. Source: BIO_f_prefix(3).
 */
const BIO_METHOD *BIO_f_prefix(void);
/*
 * Makes any BIO look like a slow nonblocking one, for tests: about one of eight reads or writes is
 * a retry (-1), and the others transfer 1 to 7 bytes at most. A write that the next BIO refused is
 * of the same length when it is repeated. What happens is the same in each run of a program. Lines
 * go straight through. It cannot be copied. Source: observed of OpenSSL; no page has it.
 */
const BIO_METHOD *BIO_f_nbio_test(void);
#define BIO_set_prefix(b, p)                  BIO_ctrl((b), BIO_CTRL_SET_PREFIX, 0, (void *)(p))
#define BIO_set_indent(b, i)                  BIO_ctrl((b), BIO_CTRL_SET_INDENT, (i), NULL)
#define BIO_get_indent(b)                     BIO_ctrl((b), BIO_CTRL_GET_INDENT, 0, NULL)
#define BIO_get_buffer_num_lines(b)           BIO_ctrl(b, BIO_C_GET_BUFF_NUM_LINES, 0, NULL)
#define BIO_set_buffer_size(b, size)          BIO_ctrl(b, BIO_C_SET_BUFF_SIZE, size, NULL)
#define BIO_set_read_buffer_size(b, size)     BIO_int_ctrl(b, BIO_C_SET_BUFF_SIZE, size, 0)
#define BIO_set_write_buffer_size(b, size)    BIO_int_ctrl(b, BIO_C_SET_BUFF_SIZE, size, 1)
#define BIO_set_buffer_read_data(b, buf, num) BIO_ctrl(b, BIO_C_SET_BUFF_READ_DATA, num, buf)
#define BIO_buffer_get_num_lines(b)           BIO_ctrl(b, BIO_CTRL_GET, 0, NULL)
#define BIO_buffer_peek(b, s, l)              BIO_ctrl(b, BIO_CTRL_PEEK, (l), (s))

/* --- Formatted text: BIO_printf(3), BIO_dump(3) --- */

/* The compiler checks formats, where it takes the z of C99 for one. */
#if defined(__GNUC__) && defined(__STDC_VERSION__) && __STDC_VERSION__ >= 199901L &&               \
    !defined(__MINGW32__) && !defined(__APPLE__)
#define ossl_bio_printf(format, first) __attribute__((__format__(__printf__, format, first)))
#else
#define ossl_bio_printf(format, first)
#endif

/*
 * Writes text formatted as by printf(3), with one BIO_write(), and returns what that does: the
 * bytes written, which may be fewer than the text has, or 0 or less. Also -1 with a record without
 * memory for a long text, and for a width or precision above 131072 except that of %s (EOVERFLOW,
 * BIO_R_LENGTH_TOO_LONG). Source: BIO_printf(3).
 */
int BIO_printf(BIO *bio, const char *format, ...) ossl_bio_printf(2, 3);
int BIO_vprintf(BIO *bio, const char *format, va_list args) ossl_bio_printf(2, 0);
/*
 * Formats to buf, which has room for n bytes with the NUL. Returns the length, or -1, with no
 * record, for text that was cut. WARNING: snprintf(3) would return how long it is. A width or
 * precision that BIO_printf() refuses is refused here, too, with the same record.
 */
int BIO_snprintf(char *buf, size_t n, const char *format, ...) ossl_bio_printf(3, 4);
int BIO_vsnprintf(char *buf, size_t n, const char *format, va_list args) ossl_bio_printf(3, 0);
#undef ossl_bio_printf
/*
 * Lines of 16 bytes: offset, hexadecimal, and what is printable ASCII; behind `indent` spaces, 64
 * at most, of which every 4 above 6 cost a byte. `cb` is given each line, without a NUL, and ends
 * it by less than 0, which is the result then. Otherwise the result is the sum of what the lines
 * gave: the bytes written to a BIO, 1 a line for a stream, what `cb` returned. Source: BIO_dump(3).
 */
int BIO_dump(BIO *b, const void *bytes, int len);
int BIO_dump_indent(BIO *b, const void *bytes, int len, int indent);
#ifndef OPENSSL_NO_STDIO
int BIO_dump_fp(FILE *fp, const void *s, int len);
int BIO_dump_indent_fp(FILE *fp, const void *s, int len, int indent);
#endif
int BIO_dump_cb(int (*cb)(const void *data, size_t len, void *u), void *u, const void *s, int len);
int BIO_dump_indent_cb(
    int (*cb)(const void *data, size_t len, void *u), void *u, const void *s, int len, int indent);
/* Spaces: `indent`, but not more than `max`. 1, or 0 if they could not be written. */
int BIO_indent(BIO *b, int indent, int max);
/*
 * Bytes as "0A:1B:2C", in lines of `width` bytes, or of one if that is less than 1; each line but
 * the first is behind `indent` spaces, and there is no newline at the end. WARNING: always returns
 * 1, even if it could not write.
 */
int BIO_hex_string(BIO *out, int indent, int width, const void *data, int datalen);

#ifdef __cplusplus
}
#endif

#endif
