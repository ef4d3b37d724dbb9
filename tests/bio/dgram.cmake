# SPDX-License-Identifier: Apache-2.0
biosock_test(s_datagram ORACLE HOST datagram_peers.c)
biosock_test(datagram_controls ORACLE HOST datagram_peers.c)
biosock_test(datagram_mtu ORACLE HOST datagram_peers.c)
biosock_test(datagram_local HOST datagram_peers.c)
biosock_test(datagram_mmsg HOST datagram_peers.c)
biosock_test(datagram_faults ORACLE HOST datagram_peers.c failing_calls.c)
biosock_test(datagram_mmsg_faults HOST datagram_peers.c failing_calls.c)
biosock_test(datagram_threads HOST datagram_peers.c)

foreach(name datagram_faults datagram_mmsg_faults)
	biosock_interpose(bio_${name}_test sendto write sendmsg sendmmsg recv recvfrom recvmsg recvmmsg setsockopt getsockopt
		getsockname close)
endforeach()

biosock_interpose(bio_datagram_mtu_test getsockopt)

# By recvmmsg(2), which is not everywhere, and its control data.
if(CMAKE_SYSTEM_NAME STREQUAL "Linux")
	biosock_test(pktinfo_cut HOST datagram_peers.c)
	biosock_interpose(bio_pktinfo_cut_test recvmmsg)
endif()
