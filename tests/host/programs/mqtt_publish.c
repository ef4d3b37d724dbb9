/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Publishes one message by MQTT 3.1.1, in the way that MQTT-C's users do over BIOs: a connect BIO,
 * with TLS or without, that does not block, is connected by a loop, and is then read and written
 * while it asks for retries. It knows nothing of biosock.
 * usage: mqtt_publish HOST:PORT TOPIC MESSAGE [CERTIFICATES]
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

enum { PACKET_SIZE = 128, CONNACK_SIZE = 4 };

static void nap(void)
{
	struct timespec a_little = { .tv_nsec = 1000000 };

	nanosleep(&a_little, NULL);
}

static int write_all(BIO *bio, const unsigned char *bytes, int size)
{
	int n;

	while (size > 0) {
		n = BIO_write(bio, bytes, size);
		if (n <= 0 && !BIO_should_retry(bio))
			return 0;
		if (n <= 0)
			nap();
		else
			bytes += n, size -= n;
	}
	return 1;
}

static int read_all(BIO *bio, unsigned char *bytes, int size)
{
	int n;

	while (size > 0) {
		n = BIO_read(bio, bytes, size);
		if (n <= 0 && !BIO_should_retry(bio))
			return 0;
		if (n <= 0)
			nap();
		else
			bytes += n, size -= n;
	}
	return 1;
}

/* CONNECT of a clean session, without a name; CONNACK of the same. */
static int begin(BIO *bio)
{
	static const unsigned char connect[] = "\x10\x0c\0\x04MQTT\x04\x02\0\x3c\0";
	unsigned char connack[CONNACK_SIZE];

	return write_all(bio, connect, sizeof(connect)) && read_all(bio, connack, CONNACK_SIZE) &&
	       memcmp(connack, "\x20\x02\0\0", CONNACK_SIZE) == 0;
}

/* PUBLISH at most once, and DISCONNECT. */
static int publish(BIO *bio, const char *topic, const char *message)
{
	unsigned char packet[PACKET_SIZE];
	size_t topic_size = strlen(topic), size = 2 + topic_size + strlen(message);

	if (size + 5 > sizeof(packet))
		return 0;
	snprintf((char *)packet, sizeof(packet), "\x30%c%c%c%s%s", (int)size, 0, (int)topic_size,
	    topic, message);
	memcpy(packet + 2 + size, "\xe0\0", 2);
	return write_all(bio, packet, (int)size + 4);
}

static BIO *open_connection(const char *address, SSL_CTX *tls)
{
	BIO *bio = tls != NULL ? BIO_new_ssl_connect(tls) : BIO_new_connect(address);

	if (bio == NULL)
		return NULL;
	if (tls != NULL)
		BIO_set_conn_hostname(bio, address);
	BIO_set_nbio(bio, 1);
	while (BIO_do_connect(bio) <= 0) {
		if (!BIO_should_retry(bio)) {
			BIO_free_all(bio);
			return NULL;
		}
		nap();
	}
	return bio;
}

int main(int argc, char **argv)
{
	SSL_CTX *tls = argc > 4 ? SSL_CTX_new(TLS_client_method()) : NULL;
	BIO *bio = NULL;
	int ok = 0;

	if (argc < 4)
		return 2;
	if (tls != NULL) {
		SSL_CTX_load_verify_locations(tls, argv[4], NULL);
		SSL_CTX_set_verify(tls, SSL_VERIFY_PEER, NULL);
	}
	bio = open_connection(argv[1], tls);
	ok = bio != NULL && begin(bio) && publish(bio, argv[2], argv[3]) && BIO_flush(bio) > 0;
	ERR_print_errors_fp(stderr);
	BIO_free_all(bio);
	SSL_CTX_free(tls);
	return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
