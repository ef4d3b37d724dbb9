# SPDX-License-Identifier: Apache-2.0
# BIOs given to the wrong library: a program with biosock and another one, for each other library that is here.

# biosock_foreign_test(NAME LIBRARY)
function(biosock_foreign_test name library)
	add_library(foreign_${name} OBJECT foreign.c)
	target_compile_options(foreign_${name} PRIVATE ${biosock_warnings})
	target_link_libraries(foreign_${name} PRIVATE ${library})
	add_executable(bio_foreign_${name}_test foreign_test.c foreign_questions.c)
	target_link_libraries(bio_foreign_${name}_test PRIVATE test_support foreign_${name})
	add_test(NAME bio.foreign.${name} COMMAND bio_foreign_${name}_test)
	biosock_test_properties(bio.foreign.${name})
endfunction()

foreach(oracle IN LISTS biosock_oracles)
	biosock_foreign_test(${oracle} ${oracle}_libcrypto)
endforeach()

# Debian's android-libboringssl-dev.
if(BIOSOCK_ORACLE)
	find_path(BIOSOCK_BORINGSSL_INCLUDE openssl/is_boringssl.h PATHS /usr/include/android NO_DEFAULT_PATH)
	find_library(BIOSOCK_BORINGSSL_CRYPTO crypto PATH_SUFFIXES android
		PATHS /usr/lib/${CMAKE_LIBRARY_ARCHITECTURE}/android NO_DEFAULT_PATH)
	if(BIOSOCK_BORINGSSL_INCLUDE AND BIOSOCK_BORINGSSL_CRYPTO)
		get_filename_component(folder ${BIOSOCK_BORINGSSL_CRYPTO} DIRECTORY)
		add_library(boringssl_libcrypto INTERFACE)
		target_include_directories(boringssl_libcrypto SYSTEM INTERFACE ${BIOSOCK_BORINGSSL_INCLUDE})
		target_link_libraries(boringssl_libcrypto INTERFACE ${BIOSOCK_BORINGSSL_CRYPTO}
			-Wl,-rpath,${folder} -Wl,--allow-shlib-undefined)
		biosock_foreign_test(boringssl boringssl_libcrypto)
	else()
		biosock_no_test(foreign.boringssl "there is no BoringSSL (android-libboringssl-dev)")
	endif()
endif()
