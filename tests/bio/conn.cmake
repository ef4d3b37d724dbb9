# SPDX-License-Identifier: Apache-2.0
# Sockets: BIO_s_socket, BIO_s_connect, BIO_s_accept.
biosock_test(s_socket ORACLE HOST wire.c)
biosock_test(s_connect ORACLE HOST wire.c)
biosock_test(s_connect_d ORACLE HOST wire.c)
biosock_test(s_accept ORACLE HOST wire.c)
biosock_test(s_accept_d ORACLE HOST wire.c)
biosock_test(connect_trace ORACLE HOST WITHOUT BoringSSL trace.c wire.c)
biosock_test(accept_trace ORACLE HOST WITHOUT BoringSSL trace.c wire.c)
biosock_test(conn_memory HOST wire.c)
biosock_test(conn_threads ORACLE HOST ../threads/threads.c)

biosock_test(conn_faults HOST wire.c)
biosock_interpose(bio_conn_faults_test socket connect setsockopt getsockopt ioctl bind listen getsockname accept4 close)
biosock_test(many_addresses HOST wire.c)
biosock_interpose(bio_many_addresses_test getaddrinfo freeaddrinfo)
biosock_test(connect_race ORACLE HOST wire.c ../support/half_dead.c ../support/peer.c)
include(../dial/network.cmake)
biosock_test(conn_dial HOST wire.c ${network_sources})
replace_the_network(bio_conn_dial_test)
biosock_test(fastopen_write HOST wire.c)
biosock_interpose(bio_fastopen_write_test setsockopt sendto)

# By hand: bio_soak 100000.
add_executable(bio_soak soak.c wire.c)
target_link_libraries(bio_soak PRIVATE test_support)
add_test(NAME bio.soak COMMAND bio_soak 2000)
biosock_test_properties(bio.soak)
