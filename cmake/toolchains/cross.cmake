# SPDX-License-Identifier: Apache-2.0
# Linux by one of Debian's cross compilers; programs are run by qemu's user mode. Included by the toolchain of a target,
# which has set CMAKE_SYSTEM_PROCESSOR, biosock_cross and biosock_qemu.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_C_COMPILER ${biosock_cross}-gcc)
set(CMAKE_FIND_ROOT_PATH /usr/${biosock_cross})
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
set(CMAKE_CROSSCOMPILING_EMULATOR ${biosock_qemu} -L /usr/${biosock_cross})
