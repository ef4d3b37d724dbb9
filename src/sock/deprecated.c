/* SPDX-License-Identifier: Apache-2.0 */
/* The five calls that OpenSSL 1.1.0 deprecated, on top of those that replaced them. */
#define OPENSSL_SUPPRESS_DEPRECATED
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <openssl/bio.h>

#include "addr/address.h"
#include "err/raise.h"
#include "sock/made.h"
#include "sock/untold.h"
#include "sys/calls.h"

struct hostent *BIO_gethostbyname(const char *name)
{
	if (name != NULL)
		return sys_init() == 0 ? gethostbyname(name) : NULL;
	err_refuse(ERR_PLACE, ERR_LIB_BIO, ERR_R_PASSED_NULL_PARAMETER, EINVAL);
	return NULL;
}

int BIO_get_port(const char *str, unsigned short *port_ptr)
{
	BIO_ADDRINFO *list = NULL;

	if (str == NULL)
		return err_refuse(ERR_PLACE, ERR_LIB_BIO, BIO_R_NO_PORT_DEFINED, 0);
	if (!BIO_lookup(NULL, str, BIO_LOOKUP_CLIENT, AF_INET, SOCK_STREAM, &list)) {
		err_add_texts("host=", str);
		return 0;
	}
	*port_ptr = ntohs(BIO_ADDR_rawport(BIO_ADDRINFO_address(list)));
	BIO_ADDRINFO_free(list);
	return 1;
}

int BIO_get_host_ip(const char *str, unsigned char *ip)
{
	BIO_ADDRINFO *list = NULL;
	size_t len;
	int ok;

	if (!BIO_lookup(str, NULL, BIO_LOOKUP_CLIENT, AF_INET, SOCK_STREAM, &list)) {
		err_add_texts("host=", str != NULL ? str : "<NULL>");
		return 0;
	}
	ok = BIO_ADDR_rawaddress(BIO_ADDRINFO_address(list), ip, &len);
	BIO_ADDRINFO_free(list);
	return ok;
}

int BIO_get_accept_socket(char *host_port, int mode)
{
	char *host = NULL, *port = NULL;
	BIO_ADDRINFO *list = NULL;
	const BIO_ADDRINFO *entry;
	int fd = -1;

	if (host_port == NULL) {
		err_refuse(ERR_PLACE, ERR_LIB_BIO, ERR_R_PASSED_NULL_PARAMETER, EINVAL);
		return -1;
	}
	if (BIO_parse_hostserv(host_port, &host, &port, BIO_PARSE_PRIO_SERV) &&
	    BIO_lookup(host, port, BIO_LOOKUP_SERVER, AF_UNSPEC, SOCK_STREAM, &list))
		fd = sock_listen_first(
		    ERR_PLACE, list, mode != BIO_BIND_NORMAL ? BIO_SOCK_REUSEADDR : 0, &entry);
	BIO_ADDRINFO_free(list);
	OPENSSL_free(host);
	OPENSSL_free(port);
	return fd;
}

/* "host:port"; of an AF_UNIX peer, "localhost:/its/path". */
static char *peer_text(const BIO_ADDR *peer)
{
	char *host = BIO_ADDR_hostname_string(peer, 1);
	char *port = host != NULL ? BIO_ADDR_service_string(peer, 1) : NULL;
	char *text = NULL;
	size_t size;

	if (port == NULL)
		goto out;
	size = strlen(host) + 1 + strlen(port) + 1;
	text = OPENSSL_malloc(size);
	if (text != NULL)
		snprintf(text, size, "%s:%s", host, port);
out:
	OPENSSL_free(host);
	OPENSSL_free(port);
	return text;
}

int BIO_accept(int sock, char **ip_port)
{
	BIO_ADDR peer;
	char *text;
	int fd = BIO_accept_ex(sock, &peer, 0);

	if (fd == -1)
		return BIO_sock_should_retry(fd) ? -2 : -1;
	if (ip_port == NULL)
		return fd;
	text = peer_text(&peer);
	if (text == NULL) {
		sock_discard(fd);
		return -1;
	}
	*ip_port = text;
	return fd;
}
