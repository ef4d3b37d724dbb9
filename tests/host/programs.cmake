# SPDX-License-Identifier: Apache-2.0
# Programs that know nothing of biosock, compiled unchanged with BIOSOCK_REPLACE: three of this folder, written from
# OpenSSL's manual, and OpenSSL's own demos and command, which script/fetch-openssl-tests brings. Built once more for
# OpenSSL's own sockets, one shows that the test can tell the difference.
set(openssl_hosts ${biosock_hosts})
list(REMOVE_ITEM openssl_hosts hostbssl)
if(NOT openssl_hosts OR NOT TARGET biosock_command OR BIOSOCK_SANITIZE)
	biosock_no_test(programs "libbiosock-host is built with the oracle, and traced without sanitizers, only")
	return()
endif()

set(programs)
foreach(host IN LISTS openssl_hosts)
	foreach(name tls_client buffered_client mqtt_publish)
		biosock_host_program(${host} ${host}_${name} SSL programs/${name}.c)
		list(APPEND programs $<TARGET_FILE:${host}_${name}>)
	endforeach()
endforeach()
add_executable(oracle_tls_client programs/tls_client.c)
target_compile_options(oracle_tls_client PRIVATE ${biosock_warnings})
target_link_libraries(oracle_tls_client PRIVATE ${host30_ssl} oracle_libcrypto)
list(APPEND programs $<TARGET_FILE:oracle_tls_client>)

set(demos ${PROJECT_SOURCE_DIR}/build/openssl-tests/demos)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${demos})
if(new_host AND EXISTS ${demos})
	file(GLOB sources ${demos}/bio/*.c ${demos}/guide/*.c)
	foreach(source IN LISTS sources)
		get_filename_component(name ${source} NAME_WE)
		set_source_files_properties(${source} PROPERTIES COMPILE_OPTIONS -w)
		biosock_host_program(${new_host} demo_${name} SSL ${source})
		list(APPEND programs $<TARGET_FILE:demo_${name}>)
	endforeach()
endif()

# OpenSSL's command. What its own headers lack, or have in another folder, is the host's.
set(command ${PROJECT_SOURCE_DIR}/build/openssl-tests/command)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${command})
if(new_host AND EXISTS ${command}/apps/progs.h)
	file(GLOB sources ${command}/apps/*.c ${command}/apps/lib/*.c)
	list(FILTER sources EXCLUDE REGEX "/(vms|win32)_[a-z_]+\\.c$")
	set_source_files_properties(${sources} PROPERTIES COMPILE_OPTIONS "-w;-O0;-g0")
	biosock_host_program(${new_host} openssl_command SSL ${sources})
	target_include_directories(openssl_command PRIVATE ${command}/apps/include ${command}/apps)
	target_compile_options(openssl_command PRIVATE "SHELL:-idirafter ${command}/include")
	list(APPEND programs $<TARGET_FILE:openssl_command>)
endif()

add_test(NAME host.programs COMMAND bash ${CMAKE_CURRENT_SOURCE_DIR}/programs_test.sh
	$<TARGET_FILE:biosock_command> ${PROJECT_SOURCE_DIR}/examples/tls/certificates.sh ${demos} ${programs})
set_tests_properties(host.programs PROPERTIES SKIP_RETURN_CODE 77 TIMEOUT 300)

# The archive first: what it needs of the TLS library comes behind it.
add_test(NAME host.porting COMMAND bash ${CMAKE_CURRENT_SOURCE_DIR}/porting_test.sh ${PROJECT_SOURCE_DIR}/docs/porting.md
	${PROJECT_SOURCE_DIR}/examples/tls/certificates.sh ${CMAKE_C_COMPILER} -I${PROJECT_BINARY_DIR}/host/host30/include --
	$<TARGET_FILE:host30_static> ${host30_ssl} -lcrypto -pthread)
set_tests_properties(host.porting PROPERTIES SKIP_RETURN_CODE 77 TIMEOUT 300)

# The program of the manual's page.
find_program(BIOSOCK_PERL perl)
if(BIOSOCK_PERL)
	add_test(NAME host.example COMMAND bash ${PROJECT_SOURCE_DIR}/tests/man/example_test.sh ${BIOSOCK_PERL}
		${PROJECT_SOURCE_DIR}/man/biosock-host.7 $<TARGET_FILE:host30_static> ${CMAKE_C_COMPILER} -D_GNU_SOURCE -Wall -Wextra
		-Werror -I${PROJECT_BINARY_DIR}/host/host30/include -Wl,--no-as-needed -lcrypto)
	set_tests_properties(host.example PROPERTIES TIMEOUT 60)
endif()
