# SPDX-License-Identifier: Apache-2.0
# The operating system is chosen here and nowhere else: a file a concept, a name a system. Sets
#   biosock_sys, biosock_command_sys   the sources of src/sys for the library, and what the command adds
#   biosock_system_definitions         what the system's headers need to declare all that these use
#   biosock_system_libraries           what a program is linked with besides libc and threads
set(biosock_system_definitions _GNU_SOURCE)
set(biosock_system_libraries)

# What every POSIX system has alike.
set(posix calls_posix clock_posix datagram_posix descriptor_posix errors_posix interface_posix message_posix
	mutex_posix rawfile_posix readiness_posix resolver_posix stream_posix thread_posix timeouts_posix)
set(command_posix pollset_posix sockfile_posix stop_posix terminal_posix transfer_posix)

if(CMAKE_SYSTEM_NAME STREQUAL "Linux")
	set(biosock_sys ${posix} abstract_linux datagrams_linux fastopen_linux mtu_linux multipath_linux pktinfo_linux
		protocols_linux)
	set(biosock_command_sys ${command_posix} probe_linux)
else()
	set(biosock_sys ${posix} abstract_none datagrams_posix fastopen_none mtu_none multipath_none pktinfo_none
		protocols_posix)
	set(biosock_command_sys ${command_posix} probe_none)
endif()

foreach(list biosock_sys biosock_command_sys)
	list(TRANSFORM ${list} PREPEND ${CMAKE_CURRENT_LIST_DIR}/)
	list(TRANSFORM ${list} APPEND .c)
endforeach()
