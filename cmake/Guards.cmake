# SPDX-License-Identifier: Apache-2.0
# How a program is told that it wants TLS or cryptography: what abi/guarded_headers and abi/refused_functions become. As
# a script it writes the committed files again:
#   cmake -D output=include -P cmake/Guards.cmake
set(abi ${CMAKE_CURRENT_LIST_DIR}/../abi)

# For each header of OpenSSL's that biosock does not have one that says so. The first that is included speaks for all.
string(REPEAT " " 93 padding)
set(guard "/* SPDX-License-Identifier: Apache-2.0 */
/* Generated from abi/guarded_headers by cmake/Guards.cmake: do not edit. */
#ifndef BIOSOCK_GUARDED
#define BIOSOCK_GUARDED
#error${padding}\\
    \"biosock has no TLS or cryptography: with a TLS library include that library's headers and \\
use biosock-host, or keep the two in different source files (see biosock-tls(7))\"
#endif
")
file(STRINGS ${abi}/guarded_headers headers REGEX "^[a-z]")
foreach(header IN LISTS headers)
	file(WRITE ${output}/openssl/${header} "${guard}")
endforeach()

# biosock_refusal(<out> NAME PARAMETERS void|value)
function(biosock_refusal out name parameters result)
	set(letters a b c d e f g h i j k l m n o p)
	list(SUBLIST letters 0 ${parameters} letters)
	list(JOIN letters ", " letters)
	set(value 0)
	if(result STREQUAL "void")
		set(value "(void)0")
	endif()
	set(${out} "#define ${name}(${letters}) BIOSOCK_NO_TLS(${value})\n" PARENT_SCOPE)
endfunction()

file(STRINGS ${abi}/refused_functions functions REGEX "^[A-Za-z]")
foreach(function IN LISTS functions)
	string(REPLACE " " ";" function ${function})
	biosock_refusal(line ${function})
	string(APPEND lines "${line}")
endforeach()
file(WRITE ${output}/biosock/no_tls.h "/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Generated from abi/refused_functions by cmake/Guards.cmake: do not edit. What <openssl/ssl.h>
 * does not have is an error where it is used, and no other error follows from it. Whether there are
 * these macros says nothing of TLS.
 */
#ifndef BIOSOCK_NO_TLS_H
#define BIOSOCK_NO_TLS_H

#if defined(__GNUC__) || defined(__clang__)
#define BIOSOCK_NO_TLS(value)                                                                      \\
	_Pragma(\"GCC error \\\"biosock has no TLS or cryptography: see biosock-tls(7)\\\"\") value
#else
#define BIOSOCK_NO_TLS(value) biosock_has_no_TLS_or_cryptography_see_biosock_tls_7
#endif

/* clang-format off */
${lines}/* clang-format on */

#endif
")
