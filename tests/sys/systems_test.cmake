# SPDX-License-Identifier: Apache-2.0
# Android is made of Linux's files, and iOS and its like of macOS'. usage: cmake -P systems_test.cmake
macro(find_package)
endmacro()

function(files_of system out)
	set(CMAKE_SYSTEM_NAME ${system})
	include(${CMAKE_CURRENT_LIST_DIR}/../../src/sys/sources.cmake)
	set(${out} "${biosock_sys};${biosock_command_sys};${biosock_system_definitions}" PARENT_SCOPE)
endfunction()

function(is_made_of system other)
	files_of(${system} its)
	files_of(${other} others)
	if(NOT its STREQUAL others)
		message(FATAL_ERROR "${system} is made of:\n${its}\nand ${other} of:\n${others}")
	endif()
endfunction()

is_made_of(Android Linux)
foreach(system iOS tvOS watchOS visionOS)
	is_made_of(${system} Darwin)
endforeach()
# The two differ, and so does what nobody knows.
files_of(Linux linux)
foreach(system Darwin Unheard-of)
	files_of(${system} files)
	if(files STREQUAL linux)
		message(FATAL_ERROR "${system} is made of Linux's files")
	endif()
endforeach()
