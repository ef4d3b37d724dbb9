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

if(BIOSOCK_ORACLE AND TARGET boringssl_libcrypto)
	biosock_foreign_test(boringssl boringssl_libcrypto)
elseif(BIOSOCK_ORACLE)
	biosock_no_test(foreign.boringssl "no BoringSSL is asked (android-libboringssl-dev and BIOSOCK_ALL_HOSTS)")
endif()
