# SPDX-License-Identifier: Apache-2.0
# Examples whose sockets are BIOs of the TLS library itself, by libbiosock-host.

# tls_host_examples(PREFIX HOST SSL NAME...): PREFIXNAME of NAME.c, over the target HOST and its libssl.
function(tls_host_examples prefix host ssl)
	foreach(name IN LISTS ARGN)
		add_executable(${prefix}${name} ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/${name}.c)
		target_compile_definitions(${prefix}${name} PRIVATE ${biosock_system_definitions})
		target_compile_options(${prefix}${name} PRIVATE ${biosock_warnings})
		target_link_libraries(${prefix}${name} PRIVATE ${ssl} ${host})
		if(name STREQUAL "tls_echo_server")
			target_link_libraries(${prefix}${name} PRIVATE Threads::Threads)
		endif()
	endforeach()
endfunction()
