# SPDX-License-Identifier: Apache-2.0
# Linux with musl in place of glibc, linked statically.
set(CMAKE_C_COMPILER musl-gcc)
set(CMAKE_EXE_LINKER_FLAGS_INIT -static)
