# SPDX-License-Identifier: Apache-2.0
# Linux on s390x, by Debian's cross compiler; programs are run by qemu's user mode.
set(CMAKE_SYSTEM_PROCESSOR s390x)
set(biosock_cross s390x-linux-gnu)
set(biosock_qemu qemu-s390x)
include(${CMAKE_CURRENT_LIST_DIR}/cross.cmake)
