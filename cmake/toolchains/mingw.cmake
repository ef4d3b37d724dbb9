# SPDX-License-Identifier: Apache-2.0
# Windows by mingw-w64 with its POSIX threads; programs are run under Wine. Included by the toolchain of a target, which
# has set biosock_mingw and, where the compiler's name ends in it, biosock_mingw_threads.
set(CMAKE_SYSTEM_NAME Windows)
set(CMAKE_SYSTEM_PROCESSOR x86_64)
set(CMAKE_C_COMPILER ${biosock_mingw}-gcc${biosock_mingw_threads})
set(CMAKE_CXX_COMPILER ${biosock_mingw}-g++${biosock_mingw_threads})
set(CMAKE_RC_COMPILER ${biosock_mingw}-windres)
# Programs bring the compiler's libraries (libwinpthread) along: no Windows and no Wine has them.
set(CMAKE_EXE_LINKER_FLAGS_INIT -static)
set(CMAKE_FIND_ROOT_PATH /usr/${biosock_mingw})
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
set(CMAKE_CROSSCOMPILING_EMULATOR ${CMAKE_CURRENT_LIST_DIR}/wine.sh)
