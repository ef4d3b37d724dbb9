# SPDX-License-Identifier: Apache-2.0
# macOS on arm64, by zig: compiled and linked, not run.
set(CMAKE_SYSTEM_NAME Darwin)
set(CMAKE_SYSTEM_VERSION 20) # macOS 11
set(CMAKE_SYSTEM_PROCESSOR arm64)
set(biosock_zig_target aarch64-macos)
include(${CMAKE_CURRENT_LIST_DIR}/zig.cmake)
# The linker of this zig dies of unwind tables that are longer than one page. C needs none.
string(APPEND CMAKE_C_FLAGS_INIT " -fno-unwind-tables -fno-asynchronous-unwind-tables")
