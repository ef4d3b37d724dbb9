# SPDX-License-Identifier: Apache-2.0
# Linux on armhf, by Debian's cross compiler; programs are run by qemu's user mode.
set(CMAKE_SYSTEM_PROCESSOR armv7l)
set(biosock_cross arm-linux-gnueabihf)
set(biosock_qemu qemu-arm)
include(${CMAKE_CURRENT_LIST_DIR}/cross.cmake)
