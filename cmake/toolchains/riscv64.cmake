# SPDX-License-Identifier: Apache-2.0
# Linux on riscv64, by Debian's cross compiler; programs are run by qemu's user mode.
set(CMAKE_SYSTEM_PROCESSOR riscv64)
set(biosock_cross riscv64-linux-gnu)
set(biosock_qemu qemu-riscv64)
include(${CMAKE_CURRENT_LIST_DIR}/cross.cmake)
