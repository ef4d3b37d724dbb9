# SPDX-License-Identifier: Apache-2.0
# The operating system is chosen here and nowhere else: a file a concept, a name a system. Sets
#   biosock_sys, biosock_command_sys   the sources of src/sys, and those of cmd/sys
#   biosock_system_definitions         what the system's headers need to declare all that these use
#   biosock_system_libraries           what a program is linked with besides libc,
#   biosock_system_packages            the CMake packages in which that is found,
#   biosock_system_flags               and the same as flags for a static link
set(biosock_system_definitions _GNU_SOURCE)
set(biosock_system_libraries Threads::Threads)
set(biosock_system_packages Threads)
set(biosock_system_flags -pthread)

# What every POSIX system has alike.
set(posix addresses_posix background_posix calls_posix clock_posix datagram_posix datagrams_each
	descriptor_modes errors_posix hosts_posix interface_posix keepalive_posix
	message_posix mutex_posix node_posix once_posix rawfile_posix readiness_posix
	resolver_posix reuse_posix rwlock_posix
	sockfile_posix stdfile_posix stream_posix systemlog_posix thread_posix timeouts_posix)
set(command_posix arguments_posix become_posix child_posix file_left_posix many_descriptors_posix
	publish_posix screen_posix split_posix stop_posix
	terminal_posix transfer_posix probe_answer)
# What macOS and BSD have alike, and what BSD alone.
set(bsd abstract_none connect_bsd kqueue_bsd mtu_bsd multipath_none passed_posix pktinfo_heeded_bsd
	pktinfo_rfc3542 protocols_posix timer_kqueue wake_pipe watch_kqueue)
set(bsd_proper ${bsd} bound_interface_none descriptor_posix nosignal_none)
set(command_bsd ${command_posix} pipe_posix pollset_posix probe_bsd splice_none tcp_info_none
	unwaiting_none)

# Android has Linux's kernel, and iOS and its like macOS'.
if(CMAKE_SYSTEM_NAME MATCHES "^(Linux|Android)$")
	if(CMAKE_SIZEOF_VOID_P EQUAL 4) # files beyond 2 GB, inode numbers beyond 32 bits
		list(APPEND biosock_system_definitions _FILE_OFFSET_BITS=64)
	endif()
	set(biosock_sys ${posix} abstract_linux bound_interface_linux connect_posix datagrams_mmsg
		descriptor_posix dual_stack_yes
		fastopen_linux mtu_linux multipath_linux nosignal_none option_posix passed_linux pktinfo_heeded
		pktinfo_rfc3542 protocols_linux timer_timerfd wake_eventfd watch_linux)
	set(biosock_command_sys ${command_posix} pipe_posix pollset_posix probe_linux splice_linux tcp_info_linux
		unwaiting_linux)
elseif(CMAKE_SYSTEM_NAME MATCHES "^(Darwin|iOS|tvOS|watchOS|visionOS)$")
	# in6.h declares RFC 3542's names to those who ask for them.
	set(biosock_system_definitions _DARWIN_C_SOURCE __APPLE_USE_RFC_3542)
	set(biosock_sys ${posix} ${bsd} bound_interface_darwin datagrams_posix descriptor_darwin
		dual_stack_yes fastopen_darwin
		mapped_source_yes nosignal_darwin option_darwin tunable_bsd)
	set(biosock_command_sys ${command_posix} pipe_darwin pollset_darwin probe_bsd splice_none
		tcp_info_none unwaiting_none)
elseif(CMAKE_SYSTEM_NAME STREQUAL "FreeBSD")
	set(biosock_system_definitions)
	set(biosock_sys ${posix} ${bsd_proper} datagrams_mmsg dual_stack_yes fastopen_freebsd mapped_source_yes
		option_posix tunable_bsd)
	set(biosock_command_sys ${command_bsd})
elseif(CMAKE_SYSTEM_NAME STREQUAL "NetBSD")
	set(biosock_system_definitions _NETBSD_SOURCE)
	set(biosock_sys ${posix} ${bsd_proper} datagrams_mmsg dual_stack_yes fastopen_none mapped_source_none
		option_posix tunable_bsd)
	set(biosock_command_sys ${command_bsd})
elseif(CMAKE_SYSTEM_NAME STREQUAL "OpenBSD")
	set(biosock_system_definitions _BSD_SOURCE)
	set(biosock_sys ${posix} ${bsd_proper} datagrams_mmsg dual_stack_none fastopen_none mapped_source_none
		option_openbsd tunable_openbsd)
	set(biosock_command_sys ${command_bsd})
elseif(CMAKE_SYSTEM_NAME STREQUAL "DragonFly")
	set(biosock_system_definitions)
	set(biosock_sys ${posix} ${bsd_proper} datagrams_posix dual_stack_none fastopen_none mapped_source_none
		option_openbsd tunable_bsd)
	set(biosock_command_sys ${command_bsd})
elseif(CMAKE_SYSTEM_NAME STREQUAL "Windows")
	set(biosock_system_definitions _WIN32_WINNT=0x0601 WIN32_LEAN_AND_MEAN _FILE_OFFSET_BITS=64
		__USE_MINGW_ANSI_STDIO=1)
	set(biosock_system_libraries ws2_32 iphlpapi advapi32)
	set(biosock_system_packages)
	set(biosock_system_flags "-lws2_32 -liphlpapi -ladvapi32")
	set(biosock_sys abstract_none addresses_windows background_windows bound_interface_windows
		calls_windows clock_windows datagram_windows datagrams_windows
		descriptor_windows dual_stack_yes errors_windows fastopen_windows hosts_windows
		interface_windows keepalive_windows message_windows mtu_windows multipath_none mutex_windows node_windows
		nosignal_none once_windows passed_windows pktinfo_windows protocols_posix rawfile_windows readiness_windows
		resolver_windows reuse_windows rwlock_windows sockfile_windows startup_windows stdfile_windows
		stream_windows systemlog_windows thread_windows timeouts_windows timer_none wake_windows watch_poll)
	set(biosock_command_sys arguments_windows become_windows child_none console_windows
		file_left_windows flag_windows many_descriptors_none pollset_windows probe_answer probe_windows
		publish_windows reset_windows screen_windows split_none stdstream_windows stop_windows tcp_info_none
		terminal_windows transfer_windows wide_windows)
else()
	set(biosock_sys ${posix} abstract_none bound_interface_none connect_posix datagrams_posix
		descriptor_posix dual_stack_yes
		fastopen_none mtu_none multipath_none nosignal_none option_posix passed_posix pktinfo_heeded
		pktinfo_none protocols_posix timer_none wake_pipe watch_poll)
	set(biosock_command_sys ${command_posix} pipe_posix pollset_posix probe_none splice_none
		tcp_info_none unwaiting_none)
endif()

foreach(package ${biosock_system_packages})
	find_package(${package} REQUIRED)
endforeach()

get_filename_component(command_sys_dir ${CMAKE_CURRENT_LIST_DIR}/../../cmd/sys ABSOLUTE)
list(TRANSFORM biosock_sys PREPEND ${CMAKE_CURRENT_LIST_DIR}/)
list(TRANSFORM biosock_command_sys PREPEND ${command_sys_dir}/)
foreach(list biosock_sys biosock_command_sys)
	list(TRANSFORM ${list} APPEND .c)
endforeach()
