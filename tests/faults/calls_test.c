/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every public call, with every system call below it failing: what is returned, errno, the records,
 * in whose name, nothing leaked, and that the next call works.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "faults/scene.h"
#include "support/contract.h"

static void calls(const char *group)
{
	scenes_play(call_scenes, call_scene_count, group);
}

static void helpers(const char *group)
{
	scenes_play(helper_scenes, helper_scene_count, group);
}

static void socket_fails(void)
{
	calls("BIO_socket:");
}

static void bind_fails(void)
{
	calls("BIO_bind:");
}

static void connect_fails(void)
{
	calls("BIO_connect:");
}

/* The client bit of net.ipv4.tcp_fastopen. */
static bool has_fastopen(void)
{
	FILE *in = fopen("/proc/sys/net/ipv4/tcp_fastopen", "r");
	int bits = 0, n = 0;

	if (in != NULL) {
		n = fscanf(in, "%d", &bits);
		fclose(in);
	}
	return n == 1 && (bits & 1) != 0;
}

static void fastopen_connect_fails(void)
{
	if (!has_fastopen()) {
		print_message("           Fast Open is switched off here\n");
		skip();
	}
	calls("BIO_connect, Fast Open:");
}

static void listen_fails(void)
{
	calls("BIO_listen:");
}

static void fastopen_listen_fails(void)
{
	calls("BIO_listen, Fast Open:");
}

static void accept_ex_fails(void)
{
	calls("BIO_accept_ex:");
}

static void accepted_options_fail(void)
{
	calls("BIO_accept_ex, flags:");
}

static void closesocket_fails(void)
{
	calls("BIO_closesocket:");
}

static void lookup_fails(void)
{
	helpers("BIO_lookup:");
	helpers("BIO_lookup_ex:");
}

static void names_fail(void)
{
	helpers("BIO_ADDR_hostname_string:");
	helpers("BIO_ADDR_service_string:");
}

static void helpers_fail(void)
{
	helpers("BIO_sock_info:");
	helpers("BIO_socket_nbio:");
	helpers("BIO_socket_ioctl:");
	helpers("BIO_set_tcp_ndelay:");
	helpers("BIO_sock_error:");
}

static void deprecated_calls_fail(void)
{
	helpers("BIO_get_host_ip:");
	helpers("BIO_get_port:");
	helpers("BIO_get_accept_socket:");
}

static void accept_fails(void)
{
	helpers("BIO_accept:");
}

/* A driver that plays nothing would pass everything. */
static void faults_were_played(void)
{
	print_message("           %ld combinations of scene, call, n and error\n", scenes_played());
	CHECK(scenes_played() > 500);
}

static const struct contract_case cases[] = {
	{ "BIO_socket", socket_fails, 0, 0 },
	{ "BIO_bind", bind_fails, 0, 0 },
	{ "BIO_connect", connect_fails, 0, 0 },
	{ "BIO_connect with Fast Open", fastopen_connect_fails, 0, 0x30200000L },
	{ "BIO_listen", listen_fails, 0, 0 },
	{ "BIO_listen with Fast Open", fastopen_listen_fails, 0, 0x30200000L },
	{ "BIO_accept_ex", accept_ex_fails, 0, 0 },
	{ "BIO_accept_ex whose connection cannot have its options", accepted_options_fail, 4, 0 },
	{ "BIO_closesocket", closesocket_fails, 14, 0 },
	{ "lookup of a name", lookup_fails, 0, 0 },
	{ "names of an address", names_fail, 0, 0 },
	{ "helpers", helpers_fail, 0, 0 },
	{ "BIO_get_host_ip, BIO_get_port, BIO_get_accept_socket", deprecated_calls_fail, 0, 0 },
	{ "BIO_accept", accept_fails, 15, 0 },
	{ "faults were played", faults_were_played, 0, 0 },
};

int main(void)
{
	if (faults_own_memory() != 1)
		return 1;
	return contract_main("faults.calls", cases, sizeof(cases) / sizeof(cases[0]));
}
