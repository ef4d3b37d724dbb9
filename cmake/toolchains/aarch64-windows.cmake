# SPDX-License-Identifier: Apache-2.0
# Windows on arm64, by zig's mingw-w64 (UCRT): the library and the command are compiled and linked, not run.
set(CMAKE_SYSTEM_NAME Windows)
set(CMAKE_SYSTEM_PROCESSOR ARM64)
set(biosock_zig_target aarch64-windows-gnu)
include(${CMAKE_CURRENT_LIST_DIR}/zig.cmake)
# It has a _WIN32_WINNT of its own.
string(APPEND CMAKE_C_FLAGS_INIT " -Wno-macro-redefined")
