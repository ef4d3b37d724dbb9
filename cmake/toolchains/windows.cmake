# SPDX-License-Identifier: Apache-2.0
# Windows, x86-64, with the C library that each Windows has: msvcrt.
set(biosock_mingw x86_64-w64-mingw32)
set(biosock_mingw_threads -posix)
include(${CMAKE_CURRENT_LIST_DIR}/mingw.cmake)
