# SPDX-License-Identifier: Apache-2.0
# What the compiler and the linker can do against a fault that is there, and against differences between two builds.
include(CheckCCompilerFlag)
include(CheckCSourceCompiles)
include(CheckLinkerFlag)

# biosock_add_first_known(<list> <flag>...): appends the first of the flags that the compiler takes, if there is one.
function(biosock_add_first_known list)
	foreach(flag IN LISTS ARGN)
		string(MAKE_C_IDENTIFIER "BIOSOCK_HAS${flag}" has)
		check_c_compiler_flag(${flag} ${has})
		if(${has})
			list(APPEND ${list} ${flag})
			break()
		endif()
	endforeach()
	set(${list} ${${list}} PARENT_SCOPE)
endfunction()

# biosock_fortify_level(<out>): the level of _FORTIFY_SOURCE, or nothing where the compiler, a distribution's flags or
# the project around this one have chosen one.
function(biosock_fortify_level out)
	set(${out} "" PARENT_SCOPE)
	get_directory_property(defined COMPILE_DEFINITIONS)
	get_directory_property(options COMPILE_OPTIONS)
	if("${CMAKE_C_FLAGS} $ENV{CPPFLAGS} ${defined} ${options}" MATCHES "_FORTIFY_SOURCE")
		return()
	endif()
	set(CMAKE_REQUIRED_FLAGS "-O2")
	check_c_source_compiles("#ifdef _FORTIFY_SOURCE
		#error chosen
		#endif
		int main(void) { return 0; }" BIOSOCK_FORTIFY_IS_OURS)
	# What level 3 asks for; older compilers would take it for 2, with a warning of the C library's.
	check_c_source_compiles("int main(int n, char **v) { return (int)__builtin_dynamic_object_size(v[n - 1], 0) + 1; }"
		BIOSOCK_HAS_DYNAMIC_OBJECT_SIZE)
	if(BIOSOCK_FORTIFY_IS_OURS AND BIOSOCK_HAS_DYNAMIC_OBJECT_SIZE)
		set(${out} 3 PARENT_SCOPE)
	elseif(BIOSOCK_FORTIFY_IS_OURS)
		set(${out} 2 PARENT_SCOPE)
	endif()
endfunction()

# Sets biosock_hardening, options for the compiler, and biosock_hardening_link, for the linker. None beside a sanitizer,
# which looks closer, and none but ELF's: Windows and macOS have means of their own.
function(biosock_find_hardening)
	set(compile)
	set(link)
	if(BIOSOCK_HARDENED AND NOT BIOSOCK_SANITIZE AND NOT WIN32 AND NOT APPLE)
		biosock_add_first_known(compile -fstack-protector-strong)
		# Calls and returns lead only to where some begin: the first is x86's, the second ARM's.
		biosock_add_first_known(compile -fcf-protection=full -mbranch-protection=standard)
		biosock_fortify_level(level)
		if(level)
			list(APPEND compile -D_FORTIFY_SOURCE=${level})
		endif()
		check_linker_flag(C -Wl,-z,relro,-z,now BIOSOCK_LINKER_HAS_RELRO)
		if(BIOSOCK_LINKER_HAS_RELRO)
			set(link -Wl,-z,relro,-z,now)
		endif()
	endif()
	set(biosock_hardening ${compile} PARENT_SCOPE)
	set(biosock_hardening_link ${link} PARENT_SCOPE)
endfunction()

# Sets biosock_path_map: options that keep the builder's folders out of the binaries. __FILE__ is relative to the
# project, so that two builds of the same source are the same bytes wherever they are made.
function(biosock_find_path_map)
	set(maps)
	foreach(kind file macro)
		string(TOUPPER BIOSOCK_HAS_${kind}_PREFIX_MAP has)
		check_c_compiler_flag(-f${kind}-prefix-map=/nowhere=. ${has})
		if(${has})
			set(maps -f${kind}-prefix-map=${PROJECT_SOURCE_DIR}/= -f${kind}-prefix-map=${CMAKE_BINARY_DIR}=.)
			string(FIND ${PROJECT_SOURCE_DIR}/ ${CMAKE_BINARY_DIR}/ source_in_build)
			if(source_in_build EQUAL 0) # gcc takes the last that fits, which must be the longer one
				list(REVERSE maps)
			endif()
			break()
		endif()
	endforeach()
	set(biosock_path_map ${maps} PARENT_SCOPE)
endfunction()

# BIO_read() and BIO_write() may add 60 instructions to the system call. The strong protector spends seven of them on a
# number that a kind is given the address of; arrays, which can be overrun, stay guarded. gcc 14 spends four more to ask
# after two pointers in one vector.
function(biosock_spare_hot_paths)
	set(options "")
	if(NOT WIN32 AND NOT APPLE AND NOT BIOSOCK_SANITIZE)
		check_c_compiler_flag(-fstack-protector BIOSOCK_HAS_STACK_PROTECTOR)
	endif()
	if(BIOSOCK_HAS_STACK_PROTECTOR)
		list(APPEND options -fstack-protector)
	endif()
	check_c_compiler_flag(-fno-tree-slp-vectorize BIOSOCK_HAS_SLP_VECTORIZE)
	if(BIOSOCK_HAS_SLP_VECTORIZE)
		list(APPEND options -fno-tree-slp-vectorize)
	endif()
	set_source_files_properties(${PROJECT_SOURCE_DIR}/src/bio/io.c PROPERTIES COMPILE_OPTIONS "${options}")
endfunction()

# biosock_find_spare_space(): sets biosock_spare_everywhere, the options with which a release is smaller by 8 kB and no
# call has an instruction more: nothing is padded to be aligned, and a function is in one piece, which is told to a
# debugger once.
function(biosock_find_spare_space)
	set(spare)
	foreach(flag -falign-functions=1 -falign-jumps=1 -falign-loops=1 -malign-data=abi -fno-reorder-blocks-and-partition)
		biosock_add_first_known(spare ${flag})
	endforeach()
	set(biosock_spare_everywhere ${spare} PARENT_SCOPE)
endfunction()

# biosock_spare_space(OPTION): the rooms whose calls are few in a connection's life, or only for what fails, are compiled
# with -Os, or with a generator expression that is it, in the folder of who calls this: by tests/install the library has
# at most 0.25 MB. Left out is what tests/costs would find too dear, and what has a table of many controls, which -Os
# keeps in memory, where each row is relocated.
function(biosock_spare_space option)
	set(sources ${biosock_sources})
	list(FILTER sources INCLUDE REGEX
		"^src/((dial|err|sock|addr|bio/(accept|connect|datagram|file|filter|memory|print))/|(bio/(mmsg|retry)|common/(exdata|hex|lock))\\.c$)")
	list(FILTER sources EXCLUDE REGEX "/(address|allocation|hostserv|pair|printf|ring|s_mem|(accept|datagram|packet)_controls|s_fd)\\.c$")
	list(TRANSFORM sources PREPEND ${PROJECT_SOURCE_DIR}/)
	set(systems ${biosock_sys})
	list(FILTER systems INCLUDE REGEX "/(background|bound_interface|descriptor|hosts|interface|message|mtu|mutex|node|passed|protocols|rawfile|resolver|sockfile|stdfile|systemlog|thread|timer|wake)_[a-z0-9]+\\.c$")
	list(APPEND sources ${systems})
	set_source_files_properties(${sources} PROPERTIES COMPILE_OPTIONS "${option}")
endfunction()

# biosock_as_released(<target> [<configuration>...]): compiles and links the target as what is installed is; in
# these configurations, if there are any, and else in all.
function(biosock_as_released target)
	foreach(kind biosock_hardening biosock_hardening_link biosock_spare_everywhere)
		set(${kind}_here ${${kind}})
		if(ARGN)
			list(JOIN ARGN , configurations)
			list(TRANSFORM ${kind}_here REPLACE "(.+)" "$<$<CONFIG:${configurations}>:\\1>")
		endif()
	endforeach()
	target_compile_options(${target} PRIVATE ${biosock_hardening_here} ${biosock_spare_everywhere_here}
		${biosock_path_map})
	target_link_options(${target} PRIVATE ${biosock_hardening_link_here})
endfunction()

biosock_find_hardening()
biosock_find_spare_space()
biosock_find_path_map()
