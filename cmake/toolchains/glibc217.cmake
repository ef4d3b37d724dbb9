# SPDX-License-Identifier: Apache-2.0
# Linux on x86-64 with no more of glibc than 2.17 had, by zig's stubs of it; programs run on the newer one.
set(biosock_zig_target x86_64-linux-gnu.2.17)
include(${CMAKE_CURRENT_LIST_DIR}/zig.cmake)
