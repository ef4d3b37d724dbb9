# SPDX-License-Identifier: Apache-2.0
# Linux on aarch64, by Debian's cross compiler; programs are run by qemu's user mode.
set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(biosock_cross aarch64-linux-gnu)
set(biosock_qemu qemu-aarch64)
include(${CMAKE_CURRENT_LIST_DIR}/cross.cmake)
