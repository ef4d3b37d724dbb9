# SPDX-License-Identifier: Apache-2.0
# The real libcryptos that the contract tests are run against, as biosock_oracles, and a target NAME_libcrypto of each:
# oracle is the system's, oracle36 the OpenSSL 3.6 that script/oracle unpacked. The second is named after its version,
# so that it is oracle40 where the archive has nothing older.
find_package(OpenSSL 3.0 REQUIRED COMPONENTS Crypto)
add_library(oracle_libcrypto INTERFACE)
target_link_libraries(oracle_libcrypto INTERFACE OpenSSL::Crypto)
set(biosock_oracles oracle)

set(BIOSOCK_ORACLE_FOLDER ${PROJECT_SOURCE_DIR}/build/oracle CACHE PATH "Where script/oracle puts OpenSSL 3.6")
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${BIOSOCK_ORACLE_FOLDER})
if(EXISTS ${BIOSOCK_ORACLE_FOLDER}/version)
	file(STRINGS ${BIOSOCK_ORACLE_FOLDER}/version version LIMIT_COUNT 1)
	string(REGEX REPLACE "^([0-9]+)\\.([0-9]+)\\..*" "oracle\\1\\2" biosock_new_oracle ${version})
	file(GLOB_RECURSE library ${BIOSOCK_ORACLE_FOLDER}/root/*/libcrypto.so.*)
	file(GLOB loader ${BIOSOCK_ORACLE_FOLDER}/root/usr/lib*/ld-linux*
		${BIOSOCK_ORACLE_FOLDER}/root/usr/lib*/*/ld-linux*)
	file(GLOB headers ${BIOSOCK_ORACLE_FOLDER}/root/usr/include ${BIOSOCK_ORACLE_FOLDER}/root/usr/include/*-linux-*)
	list(GET library 0 library)
	list(GET loader 0 loader)
	get_filename_component(libraries ${library} DIRECTORY)
	# It needs a newer libc than this system may have: programs are started by the libc that came along.
	add_library(${biosock_new_oracle}_libcrypto INTERFACE)
	target_include_directories(${biosock_new_oracle}_libcrypto SYSTEM INTERFACE ${headers})
	target_link_libraries(${biosock_new_oracle}_libcrypto INTERFACE ${library} -Wl,--allow-shlib-undefined
		-Wl,--dynamic-linker=${loader} -Wl,--disable-new-dtags -Wl,-rpath,${libraries})
	list(APPEND biosock_oracles ${biosock_new_oracle})
else()
	set(why "script/oracle was not run")
	if(EXISTS ${BIOSOCK_ORACLE_FOLDER}/skipped)
		file(STRINGS ${BIOSOCK_ORACLE_FOLDER}/skipped why LIMIT_COUNT 1)
	endif()
	add_test(NAME oracle36 COMMAND ${CMAKE_COMMAND} -E echo "skip  oracle36: no OpenSSL 3.6 to ask: ${why}")
	set_tests_properties(oracle36 PROPERTIES SKIP_REGULAR_EXPRESSION "^skip")
endif()
