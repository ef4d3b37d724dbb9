# SPDX-License-Identifier: Apache-2.0
# What abi/symbols and abi/internals become: a header that gives each name its prefix in the binary, and the list of what
# a shared library exports. As a script it writes the committed header again:
#   cmake -D prefix=biosock_ -D output=include/biosock/names.h -P cmake/Names.cmake

set(biosock_abi ${CMAKE_CURRENT_LIST_DIR}/../abi)

# biosock_symbols(<out> CLASS...): the names of these classes, or of all but tags.
function(biosock_symbols out)
	list(JOIN ARGN "|" classes)
	if(NOT ARGN)
		set(classes "own|socket|kind|object|err|memory")
	endif()
	file(STRINGS ${biosock_abi}/symbols names REGEX "^[A-Za-z_0-9]+ (${classes})$")
	list(TRANSFORM names REPLACE " .*" "")
	set(${out} ${names} PARENT_SCOPE)
endfunction()

# biosock_in_binary(<out> PREFIX NAME): a name that begins with the prefix has it already.
function(biosock_in_binary out prefix name)
	string(FIND "${name}" "${prefix}" at)
	if(at EQUAL 0)
		set(${out} ${name} PARENT_SCOPE)
	else()
		set(${out} ${prefix}${name} PARENT_SCOPE)
	endif()
endfunction()

# Lines of a header that rename: by the compiler, which leaves all that people read as it was, or by the preprocessor.
function(biosock_renaming out prefix)
	foreach(name IN LISTS ARGN)
		biosock_in_binary(renamed ${prefix} ${name})
		if(NOT renamed STREQUAL name)
			string(APPEND pragmas "#pragma redefine_extname ${name} ${renamed}\n")
			string(APPEND underscored "#pragma redefine_extname ${name} _${renamed}\n")
			string(APPEND macros "#define ${name} ${renamed}\n")
		endif()
	endforeach()
	set(${out} "#if !defined(__PRAGMA_REDEFINE_EXTNAME)
${macros}#elif defined(__APPLE__) || (defined(_WIN32) && defined(__i386__))
${underscored}#else
${pragmas}#endif
" PARENT_SCOPE)
endfunction()

# biosock_write_names_header(PREFIX FILE): <biosock/names.h>.
function(biosock_write_names_header prefix file)
	biosock_symbols(names)
	biosock_renaming(renaming ${prefix} ${names})
	biosock_symbols(tags tag)
	foreach(tag IN LISTS tags)
		string(APPEND tag_macros "#define ${tag} ${prefix}${tag}\n")
	endforeach()
	file(CONFIGURE OUTPUT ${file} CONTENT "/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Generated from abi/symbols by cmake/Names.cmake: do not edit. In the binary each public name has
 * a prefix, so that it is never taken for that of a TLS library in the same process. The compiler
 * renames where it can, and all else, __func__ among it, keeps the plain names; where it cannot,
 * the preprocessor does. With BIOSOCK_PLAIN_NAMES defined nothing is renamed: libbiosock-plain is
 * used with that.
 */
/* clang-format off */
#ifndef BIOSOCK_NAMES_H
#define BIOSOCK_NAMES_H

/* What is renamed in a source is renamed for all of it: another library's BIOs are none of ours. */
#if !defined(BIOSOCK_HOST_H) && \\
    (defined(OPENSSL_BIO_H) || defined(HEADER_BIO_H) || defined(OPENSSL_HEADER_BIO_H))
#error \"this source has a TLS library's <openssl/bio.h> already: see biosock-tls(7)\"
#endif

#ifdef BIOSOCK_PLAIN_NAMES

#define BIOSOCK_NAME_PREFIX \"\"

#else

#define BIOSOCK_NAME_PREFIX \"${prefix}\"
#ifndef __PRAGMA_REDEFINE_EXTNAME
#define BIOSOCK_NAMES_ARE_MACROS
#endif

${renaming}
/* In C++ the tags too: the types of parameters keep inline functions of two libraries apart. */
#ifdef __cplusplus
${tag_macros}#endif

#endif

#endif
" @ONLY)
endfunction()

# biosock_write_internals_header(PREFIX FILE): what each source of the library is compiled behind.
function(biosock_write_internals_header prefix file)
	file(STRINGS ${biosock_abi}/internals names REGEX "^[a-z]")
	biosock_renaming(renaming ${prefix} ${names})
	file(CONFIGURE OUTPUT ${file} CONTENT "/* Generated from abi/internals by cmake/Names.cmake: do not edit. */
#ifndef BIOSOCK_INTERNALS_H
#define BIOSOCK_INTERNALS_H
${renaming}#endif
" @ONLY)
endfunction()

# biosock_exported(<out> PREFIX): the public names in the binary, sorted.
function(biosock_exported out prefix)
	biosock_symbols(names)
	set(all "")
	foreach(name IN LISTS names)
		biosock_in_binary(renamed "${prefix}" ${name})
		list(APPEND all ${renamed})
	endforeach()
	list(SORT all)
	set(${out} ${all} PARENT_SCOPE)
endfunction()

# biosock_check_prefix(PREFIX): ends the configuration where names would clash, or would stay as they are because they
# begin with it.
function(biosock_check_prefix prefix)
	if(prefix STREQUAL "biosock_")
		return()
	endif()
	if(NOT prefix MATCHES "^[A-Za-z][A-Za-z0-9_]*_$" OR prefix MATCHES "^................................")
		message(FATAL_ERROR "BIOSOCK_PREFIX is to be a C name of less than 32 characters that ends in _, not \"${prefix}\"")
	endif()
	file(STRINGS ${biosock_abi}/symbols public REGEX "^${prefix}")
	file(STRINGS ${biosock_abi}/internals internal REGEX "^${prefix}")
	if(public OR internal)
		message(FATAL_ERROR "BIOSOCK_PREFIX cannot be \"${prefix}\": plain names begin so")
	endif()
endfunction()

# What a build has of its names. Sets, where it is called:
#   biosock_name         of the library, its folders and packages: the prefix without its last _
#   biosock_include      the folders of the public headers
#   biosock_definitions  that programs need
#   biosock_flags        both of these, for a compiler's command
# and makes the target biosock_internals, for all that is compiled from src/ or includes from there.
macro(biosock_set_up_names)
	set(biosock_include ${PROJECT_SOURCE_DIR}/include)
	set(biosock_definitions)
	set(biosock_name biosock)
	if(BIOSOCK_PREFIX STREQUAL "")
		set(biosock_definitions BIOSOCK_PLAIN_NAMES)
		set(biosock_name biosock-plain)
	elseif(NOT BIOSOCK_PREFIX STREQUAL "biosock_")
		biosock_check_prefix("${BIOSOCK_PREFIX}")
		string(REGEX REPLACE "_$" "" biosock_name ${BIOSOCK_PREFIX})
		biosock_write_names_header(${BIOSOCK_PREFIX} ${PROJECT_BINARY_DIR}/include/biosock/names.h)
		list(PREPEND biosock_include ${PROJECT_BINARY_DIR}/include)
	endif()
	list(TRANSFORM biosock_include PREPEND -I OUTPUT_VARIABLE biosock_flags)
	foreach(definition IN LISTS biosock_definitions)
		list(APPEND biosock_flags -D${definition})
	endforeach()
	set(internals ${PROJECT_BINARY_DIR}/internals.h)
	if(BIOSOCK_PREFIX STREQUAL "")
		biosock_write_internals_header(biosock_ ${internals})
	else()
		biosock_write_internals_header(${BIOSOCK_PREFIX} ${internals})
	endif()
	set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${biosock_abi}/symbols ${biosock_abi}/internals)
	add_library(biosock_internals INTERFACE)
	target_include_directories(biosock_internals INTERFACE ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR})
	target_compile_options(biosock_internals INTERFACE SHELL:-include ${internals})
endmacro()

if(CMAKE_SCRIPT_MODE_FILE STREQUAL CMAKE_CURRENT_LIST_FILE)
	biosock_write_names_header(${prefix} ${output})
endif()
