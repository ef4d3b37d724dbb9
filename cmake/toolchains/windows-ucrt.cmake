# SPDX-License-Identifier: Apache-2.0
# Windows, x86-64, with the universal C library, which newer compilers take: it is stricter than msvcrt.
set(biosock_mingw x86_64-w64-mingw32ucrt)
include(${CMAKE_CURRENT_LIST_DIR}/mingw.cmake)
