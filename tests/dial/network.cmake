# SPDX-License-Identifier: Apache-2.0
# For tests of dials over network.c's network: the sources that they need, and what makes it theirs.
set(network_system posix)
if(WIN32)
	set(network_system windows)
endif()
set(network_sources ${CMAKE_CURRENT_LIST_DIR}/network.c ${CMAKE_CURRENT_LIST_DIR}/network_${network_system}.c
	${PROJECT_SOURCE_DIR}/tests/support/peer.c)

# replace_the_resolver(dial_lookups_test): on Windows, and nothing else.
function(replace_the_resolver target)
	target_sources(${target} PRIVATE ${PROJECT_SOURCE_DIR}/tests/support/windows/import_resolver.c)
	target_link_options(${target} PRIVATE -Wl,--wrap=posix_getaddrinfo -Wl,--wrap=posix_freeaddrinfo)
	target_compile_definitions(${target} PRIVATE BIOSOCK_TESTS_STATIC)
endfunction()

# replace_the_network(dial_dial_test connect): and these calls, too, on POSIX.
function(replace_the_network target)
	if(WIN32)
		replace_the_resolver(${target})
	else()
		biosock_interpose(${target} getaddrinfo freeaddrinfo getifaddrs freeifaddrs ${ARGN})
	endif()
endfunction()
