# SPDX-License-Identifier: Apache-2.0
# libbiosock-host over each TLS library that is here, as targets NAME_static: host30 over the system's OpenSSL, host36
# over the one that script/oracle brought, hostbssl over Debian's BoringSSL. biosock_hosts are the names.
set(biosock_hosts)

# biosock_test_host(NAME WHAT LIBRARY INCLUDE_DIRS SSL)
macro(biosock_test_host name what library include_dirs ssl)
	biosock_host(${name} "${what}" ${library} "${include_dirs}")
	list(APPEND biosock_hosts ${name})
	set(${name}_library ${library})
	set(${name}_include ${include_dirs})
	set(${name}_ssl ${ssl})
endmacro()

find_library(BIOSOCK_OPENSSL_SSL ssl)
biosock_test_host(host30 "the system's OpenSSL" oracle_libcrypto "${OPENSSL_INCLUDE_DIR}" ${BIOSOCK_OPENSSL_SSL})

if(biosock_new_oracle AND BIOSOCK_ALL_HOSTS)
	get_target_property(headers ${biosock_new_oracle}_libcrypto INTERFACE_INCLUDE_DIRECTORIES)
	file(GLOB_RECURSE ssl ${BIOSOCK_ORACLE_FOLDER}/root/*/libssl.so.*)
	string(REPLACE oracle host new_host ${biosock_new_oracle})
	biosock_test_host(${new_host} "the newer OpenSSL" ${biosock_new_oracle}_libcrypto "${headers}" ${ssl})
endif()

# Debian's android-libboringssl-dev.
find_path(BIOSOCK_BORINGSSL_INCLUDE openssl/is_boringssl.h PATHS /usr/include/android NO_DEFAULT_PATH)
find_library(BIOSOCK_BORINGSSL_CRYPTO crypto PATH_SUFFIXES android
	PATHS /usr/lib/${CMAKE_LIBRARY_ARCHITECTURE}/android NO_DEFAULT_PATH)
if(BIOSOCK_BORINGSSL_INCLUDE AND BIOSOCK_BORINGSSL_CRYPTO AND BIOSOCK_ALL_HOSTS)
	get_filename_component(folder ${BIOSOCK_BORINGSSL_CRYPTO} DIRECTORY)
	add_library(boringssl_libcrypto INTERFACE)
	target_include_directories(boringssl_libcrypto SYSTEM INTERFACE ${BIOSOCK_BORINGSSL_INCLUDE})
	target_link_libraries(boringssl_libcrypto INTERFACE ${BIOSOCK_BORINGSSL_CRYPTO}
		-Wl,-rpath,${folder} -Wl,--allow-shlib-undefined)
	biosock_test_host(hostbssl BoringSSL boringssl_libcrypto "${BIOSOCK_BORINGSSL_INCLUDE}" ${folder}/libssl.so)
endif()

# biosock_host_consumer(HOST TARGET): compiled so that biosock's names are taken for the host's own.
function(biosock_host_consumer host target)
	target_compile_definitions(${target} PRIVATE BIOSOCK_REPLACE OPENSSL_SUPPRESS_DEPRECATED=
		${biosock_system_definitions} BIOSOCK_TEST_HOST="${host}"
		BIOSOCK_TEST_DATA="${PROJECT_SOURCE_DIR}/tests/data" BIOSOCK_TEST_SYSTEM="${CMAKE_SYSTEM_NAME}")
	target_compile_options(${target} PRIVATE ${biosock_warnings} "SHELL:-include biosock/host.h")
	if(host STREQUAL "hostbssl") # its codes are of 32 bits
		target_compile_options(${target} PRIVATE -Wno-conversion "SHELL:-include support/boringssl.h")
	endif()
	target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR}/tests)
endfunction()

# biosock_host_program(HOST TARGET SOURCE...): a program that takes biosock's names for the host's own. With SSL it is
# linked with the host's libssl too.
function(biosock_host_program host target)
	cmake_parse_arguments(arg "SSL" "" "" ${ARGN})
	add_executable(${target} ${arg_UNPARSED_ARGUMENTS})
	biosock_host_consumer(${host} ${target})
	if(arg_SSL)
		target_link_libraries(${target} PRIVATE ${${host}_ssl})
	endif()
	target_link_libraries(${target} PRIVATE ${host}_static Threads::Threads)
	set_target_properties(${target} PROPERTIES ENABLE_EXPORTS ON)
endfunction()
