# SPDX-License-Identifier: Apache-2.0
# The sources of libbiosock-host besides those of src/sys. Sets biosock_host_sources.
set(biosock_host_sources ${biosock_sources})
list(FILTER biosock_host_sources INCLUDE REGEX "^src/(addr|sock|dial|bio/(connect|accept|socket|datagram))/")
list(APPEND biosock_host_sources
	src/base/own_version.c
	src/bio/control_table.c
	src/bio/put_text.c
	src/bio/bio_refuse.c
	src/bio/retry.c
	src/err/non_fatal.c
	src/err/refuse.c
	src/host/dup_chain.c
	src/host/host_memory.c
	src/host/host_method.c
	src/host/operations.c
	src/host/poll_descriptor.c
	src/host/host_raise.c
	src/host/reason_text.c
	src/host/states.c
	src/host/transfers.c)
