# SPDX-License-Identifier: Apache-2.0
# iOS on arm64, by zig and its headers of macOS, which are iOS' too: compiled, neither linked nor run.
set(CMAKE_SYSTEM_NAME iOS)
set(CMAKE_SYSTEM_VERSION 14)
set(CMAKE_SYSTEM_PROCESSOR arm64)
# CMake knows iOS by its SDK's folder: an empty one here.
set(CMAKE_OSX_SYSROOT ${CMAKE_BINARY_DIR}/iPhoneOS.sdk)
file(MAKE_DIRECTORY ${CMAKE_OSX_SYSROOT})
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
# Where a program would be linked there is an empty file in its place: said when CMake has set its own.
set(CMAKE_PROJECT_biosock_INCLUDE ${CMAKE_BINARY_DIR}/no-linking.cmake)
file(WRITE ${CMAKE_PROJECT_biosock_INCLUDE} [=[
set(CMAKE_C_LINK_EXECUTABLE "<CMAKE_COMMAND> -E touch <TARGET>")
set(CMAKE_C_CREATE_SHARED_LIBRARY "<CMAKE_COMMAND> -E touch <TARGET>")
]=])
set(biosock_zig_target aarch64-ios)
include(${CMAKE_CURRENT_LIST_DIR}/zig.cmake)
get_filename_component(zig_folder ${BIOSOCK_ZIG} DIRECTORY)
string(APPEND CMAKE_C_FLAGS_INIT " -isystem ${zig_folder}/lib/libc/include/any-macos-any")
