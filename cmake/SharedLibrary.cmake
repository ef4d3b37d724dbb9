# SPDX-License-Identifier: Apache-2.0
# What the shared library shows of itself, and how it is linked, by each object format's own means.
include(CheckLinkerFlag)

# The names of a map (abi/biosock.map), each on a line of `file` behind `prefix`, under a first line `head`.
function(biosock_write_names map head prefix file)
	file(STRINGS ${map} lines REGEX "^\t[A-Za-z_0-9]+;$")
	list(TRANSFORM lines REPLACE "^\t([A-Za-z_0-9]+);$" "${prefix}\\1")
	list(JOIN lines "\n" text)
	file(CONFIGURE OUTPUT ${file} CONTENT "${head}${text}\n" @ONLY)
	set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${map})
endfunction()

# Names bind inside the library and carry its version node, so that a libcrypto in the same process is not mixed up with
# it, whichever comes first. Two mappings fewer are two system calls fewer at each program's start.
function(biosock_export_only_elf target map)
	target_link_options(${target} PRIVATE -Wl,-Bsymbolic -Wl,--version-script=${map})
	if(NOT BIOSOCK_SANITIZE)
		target_link_options(${target} PRIVATE -Wl,--gc-sections -Wl,-z,defs)
		check_linker_flag(C -Wl,-z,noseparate-code BIOSOCK_LINKER_JOINS_SEGMENTS)
		if(BIOSOCK_LINKER_JOINS_SEGMENTS)
			target_link_options(${target} PRIVATE -Wl,-z,noseparate-code)
		endif()
	endif()
endfunction()

# Two-level namespaces, the default, are what a version node is elsewhere: a program's name is bound to the library that
# it was linked with. Not every linker (zig's) can hide the others.
function(biosock_export_only_mach_o target map)
	set(names ${CMAKE_CURRENT_BINARY_DIR}/${target}.exports)
	biosock_write_names(${map} "" _ ${names})
	target_link_options(${target} PRIVATE -Wl,-dead_strip)
	check_linker_flag(C -Wl,-exported_symbols_list,/dev/null BIOSOCK_LINKER_HIDES)
	if(BIOSOCK_LINKER_HIDES)
		target_link_options(${target} PRIVATE -Wl,-exported_symbols_list,${names})
	else()
		message(STATUS "This linker hides no names: ${target} exports all of its own")
	endif()
endfunction()

# A program's name is bound to the DLL that it was linked with. What the compiler brings is linked in, so that there is
# no other DLL to carry along.
function(biosock_export_only_pe target map)
	set(names ${CMAKE_CURRENT_BINARY_DIR}/${target}.def)
	biosock_write_names(${map} "EXPORTS\n" "" ${names})
	target_sources(${target} PRIVATE ${names})
	target_link_options(${target} PRIVATE -Wl,--gc-sections -static-libgcc)
endfunction()

# biosock_export_only(TARGET MAP): a shared library that exports the names of the map.
function(biosock_export_only target map)
	if(WIN32)
		biosock_export_only_pe(${target} ${map})
	elseif(APPLE)
		biosock_export_only_mach_o(${target} ${map})
	else()
		biosock_export_only_elf(${target} ${map})
	endif()
	set_property(TARGET ${target} APPEND PROPERTY LINK_DEPENDS ${map})
endfunction()
