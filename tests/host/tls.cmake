# SPDX-License-Identifier: Apache-2.0
# TLS over libbiosock-host, with each TLS library that is here; and over the BIOs that OpenSSL has itself, where the
# cases with a D-number must fail.
if(NOT biosock_hosts)
	biosock_no_test(tls "libbiosock-host is built with the oracle only")
	return()
endif()

set(sources tls_test.c tls_ends.c)
if(CMAKE_SYSTEM_NAME STREQUAL "Linux")
	list(APPEND sources ../support/half_dead.c ../support/netns.c ../support/peer.c)
endif()
foreach(host IN LISTS biosock_hosts)
	biosock_host_program(${host} ${host}_tls_test SSL ${sources})
	target_link_libraries(${host}_tls_test PRIVATE ${host}_test_support)
	add_test(NAME ${host}.tls COMMAND ${host}_tls_test)
	biosock_test_properties(${host}.tls)

	biosock_host_program(${host} ${host}_descriptor_test SSL descriptor_test.c)
	target_link_libraries(${host}_descriptor_test PRIVATE ${host}_test_support)
	add_test(NAME ${host}.descriptor COMMAND ${host}_descriptor_test)
	biosock_test_properties(${host}.descriptor)
endforeach()

foreach(oracle host IN ZIP_LISTS biosock_oracles biosock_hosts)
	if(NOT oracle OR NOT host) # a host that is not built here has told no library for TLS
		continue()
	endif()
	foreach(test tls descriptor)
		set(test_sources ${test}_test.c)
		if(test STREQUAL "tls")
			set(test_sources ${sources})
		endif()
		add_executable(${oracle}_${test}_test ${test_sources} ${contract} ../support/contract_oracle.c)
		target_include_directories(${oracle}_${test}_test PRIVATE own ${PROJECT_SOURCE_DIR}/tests)
		target_compile_definitions(${oracle}_${test}_test PRIVATE BIOSOCK_ORACLE ${biosock_system_definitions}
			BIOSOCK_TEST_DATA="${PROJECT_SOURCE_DIR}/tests/data" BIOSOCK_TEST_SYSTEM="${CMAKE_SYSTEM_NAME}")
		target_link_libraries(${oracle}_${test}_test PRIVATE ${${host}_ssl} ${oracle}_libcrypto cmocka::cmocka
			Threads::Threads)
		add_test(NAME ${oracle}.${test} COMMAND ${oracle}_${test}_test)
		biosock_test_properties(${oracle}.${test})
	endforeach()
endforeach()
