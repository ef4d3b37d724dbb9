# SPDX-License-Identifier: Apache-2.0
# 32-bit x86 whose time_t and off_t have 64 bits (glibc 2.34).
include(${CMAKE_CURRENT_LIST_DIR}/m32.cmake)
string(APPEND CMAKE_C_FLAGS_INIT " -D_FILE_OFFSET_BITS=64 -D_TIME_BITS=64")
