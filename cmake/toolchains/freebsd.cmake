# SPDX-License-Identifier: Apache-2.0
# FreeBSD on x86-64, by clang and the hand-written declarations of tests/stubs/freebsd: compiled, neither linked nor run.
set(CMAKE_SYSTEM_NAME FreeBSD)
set(CMAKE_SYSTEM_PROCESSOR x86_64)
set(CMAKE_C_COMPILER clang)
set(CMAKE_C_COMPILER_TARGET x86_64-unknown-freebsd13)
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
get_filename_component(stubs ${CMAKE_CURRENT_LIST_DIR}/../../tests/stubs/freebsd ABSOLUTE)
set(CMAKE_C_FLAGS_INIT "-ffreestanding -nostdlibinc -isystem ${stubs}")
