/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A program that asks a server over https by libcurl, between two uses of biosock's sockets.
 * usage: curl URL CERTIFICATE      of the server
 */
#include <stdio.h>
#include <string.h>

#include <curl/curl.h>

#include "half.h"

static size_t swallow(char *data, size_t size, size_t n, void *argument)
{
	size_t *length = argument;

	(void)data;
	*length += size * n;
	return size * n;
}

static const char *fetch(const char *url, const char *certificate)
{
	static char why[CURL_ERROR_SIZE];
	size_t length = 0;
	CURL *curl = curl_easy_init();
	CURLcode code;

	if (curl == NULL)
		return "libcurl does not begin";
	snprintf(why, sizeof(why), "libcurl says no more");
	curl_easy_setopt(curl, CURLOPT_URL, url);
	curl_easy_setopt(curl, CURLOPT_CAINFO, certificate);
	curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");
	curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, why);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, swallow);
	curl_easy_setopt(curl, CURLOPT_WRITEDATA, &length);
	code = curl_easy_perform(curl);
	curl_easy_cleanup(curl);
	if (code != CURLE_OK)
		return why;
	return length > 0 ? NULL : "the server's page is empty";
}

int main(int argc, char **argv)
{
	const char *wrong;

	if (argc != 3)
		return halves_verdict("usage: curl URL CERTIFICATE");
	wrong = sockets_half.work();
	if (wrong == NULL)
		wrong = fetch(argv[1], argv[2]);
	if (wrong == NULL)
		wrong = sockets_half.work();
	if (wrong == NULL)
		wrong = fetch(argv[1], argv[2]);
	return halves_verdict(wrong);
}
