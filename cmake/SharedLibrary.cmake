# SPDX-License-Identifier: Apache-2.0
# What the shared library shows of itself, and how it is linked, by each object format's own means.
include(CheckLinkerFlag)

# The names, each between `before` and `after`, on lines of `file` between `head` and `tail`.
function(biosock_write_exported names head before after tail file)
	foreach(name IN LISTS names)
		string(APPEND text "${before}${name}${after}\n")
	endforeach()
	file(CONFIGURE OUTPUT ${file} CONTENT "${head}${text}${tail}" @ONLY)
endfunction()

# Names bind inside the library and carry its version node. Two mappings fewer are two system calls fewer at each
# program's start.
function(biosock_export_only_elf target names file)
	biosock_write_exported("${names}" "BIOSOCK_1.0 {\nglobal:\n" "\t" ";" "local:\n\t*;\n};\n" ${file})
	target_link_options(${target} PRIVATE -Wl,-Bsymbolic -Wl,--version-script=${file})
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
function(biosock_export_only_mach_o target names file)
	biosock_write_exported("${names}" "" _ "" "" ${file})
	target_link_options(${target} PRIVATE -Wl,-dead_strip)
	check_linker_flag(C -Wl,-exported_symbols_list,/dev/null BIOSOCK_LINKER_HIDES)
	if(BIOSOCK_LINKER_HIDES)
		target_link_options(${target} PRIVATE -Wl,-exported_symbols_list,${file})
	else()
		message(STATUS "This linker hides no names: ${target} exports all of its own")
	endif()
endfunction()

# A program's name is bound to the DLL that it was linked with. What the compiler brings is linked in, so that there is
# no other DLL to carry along.
function(biosock_export_only_pe target names file)
	biosock_write_exported("${names}" "EXPORTS\n" "" "" "" ${file})
	target_sources(${target} PRIVATE ${file})
	target_link_options(${target} PRIVATE -Wl,--gc-sections -static-libgcc)
endfunction()

# biosock_export_names(TARGET NAME...): a shared library that exports these.
function(biosock_export_names target)
	set(exported ${PROJECT_BINARY_DIR}/${target}.def)
	if(WIN32)
		biosock_export_only_pe(${target} "${ARGN}" ${exported})
	elseif(APPLE)
		biosock_export_only_mach_o(${target} "${ARGN}" ${exported})
	else()
		biosock_export_only_elf(${target} "${ARGN}" ${exported})
	endif()
	set_property(TARGET ${target} APPEND PROPERTY LINK_DEPENDS ${exported})
endfunction()

# biosock_export_only(TARGET PREFIX): a shared library that exports the public names, behind their prefix.
function(biosock_export_only target prefix)
	biosock_exported(names "${prefix}")
	biosock_export_names(${target} ${names})
endfunction()
