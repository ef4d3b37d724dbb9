# SPDX-License-Identifier: Apache-2.0
# Linux with musl in place of glibc, linked statically.
include(${CMAKE_CURRENT_LIST_DIR}/musl-dynamic.cmake)
set(CMAKE_EXE_LINKER_FLAGS_INIT -static)
