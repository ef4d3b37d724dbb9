# SPDX-License-Identifier: Apache-2.0
# A BSD on x86-64, by clang and hand-written declarations: compiled, neither linked nor run. Included by the toolchain of
# one, which has set CMAKE_SYSTEM_NAME, CMAKE_SYSTEM_VERSION and, of tests/stubs, the folders to look through.
set(CMAKE_SYSTEM_PROCESSOR x86_64)
set(CMAKE_C_COMPILER clang)
string(TOLOWER ${CMAKE_SYSTEM_NAME} name)
set(CMAKE_C_COMPILER_TARGET x86_64-unknown-${name}${CMAKE_SYSTEM_VERSION})
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
# Where a program would be linked there is an empty file in its place.
set(CMAKE_C_LINK_EXECUTABLE "<CMAKE_COMMAND> -E touch <TARGET>")
set(CMAKE_C_CREATE_SHARED_LIBRARY "<CMAKE_COMMAND> -E touch <TARGET>")
get_filename_component(stubs ${CMAKE_CURRENT_LIST_DIR}/../../tests/stubs ABSOLUTE)
list(TRANSFORM biosock_stubs PREPEND "-isystem ${stubs}/")
list(JOIN biosock_stubs " " folders)
set(CMAKE_C_FLAGS_INIT "-ffreestanding -nostdlibinc ${folders}")
