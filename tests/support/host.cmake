# SPDX-License-Identifier: Apache-2.0
# Tests in the shell, where programs may be built for another system than the one that builds, and run by an emulator.

# host_program(NAME SOURCE): NAME, for the machine that builds: as a peer it owes nothing to what is tested. Its path
# becomes ${NAME_path}.
function(host_program name source)
	set(path ${CMAKE_CURRENT_BINARY_DIR}/${name})
	if(CMAKE_CROSSCOMPILING)
		set(path ${CMAKE_CURRENT_BINARY_DIR}/host/${name})
		file(MAKE_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}/host)
		find_program(BIOSOCK_HOST_CC NAMES cc gcc clang REQUIRED)
		add_custom_command(OUTPUT ${path} DEPENDS ${source} VERBATIM COMMAND ${BIOSOCK_HOST_CC} -std=c11
			-D_GNU_SOURCE -I${PROJECT_SOURCE_DIR}/tests -Wall -Wextra -o ${path} ${CMAKE_CURRENT_SOURCE_DIR}/${source})
		add_custom_target(${name} ALL DEPENDS ${path})
	else()
		add_executable(${name} ${source})
		target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR}/tests)
		target_compile_definitions(${name} PRIVATE ${biosock_system_definitions})
		target_compile_options(${name} PRIVATE ${biosock_warnings})
	endif()
	set(${name}_path ${path} PARENT_SCOPE)
endfunction()

# runner(TARGET): its path becomes ${TARGET_path}, or that of a script of the same name that has the emulator run it.
function(runner target)
	set(path $<TARGET_FILE:${target}>)
	if(CMAKE_CROSSCOMPILING_EMULATOR)
		list(JOIN CMAKE_CROSSCOMPILING_EMULATOR " " emulator)
		set(path ${CMAKE_CURRENT_BINARY_DIR}/run/$<TARGET_FILE_BASE_NAME:${target}>)
		file(GENERATE OUTPUT ${path} CONTENT "#!/bin/sh\nexec ${emulator} '$<TARGET_FILE:${target}>' \"$@\"\n"
			FILE_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ
			WORLD_EXECUTE)
	endif()
	set(${target}_path ${path} PARENT_SCOPE)
endfunction()

# What the system calls its errors, told by its own C library.
if(NOT TARGET error_texts)
	add_executable(error_texts ${CMAKE_CURRENT_LIST_DIR}/error_texts.c)
	target_compile_definitions(error_texts PRIVATE ${biosock_system_definitions})
	target_compile_options(error_texts PRIVATE ${biosock_warnings})
	target_link_libraries(error_texts PRIVATE ${biosock_system_libraries})
endif()
runner(error_texts)
