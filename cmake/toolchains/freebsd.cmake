# SPDX-License-Identifier: Apache-2.0
# FreeBSD, by the declarations of tests/stubs.
set(CMAKE_SYSTEM_NAME FreeBSD)
set(CMAKE_SYSTEM_VERSION 13)
set(biosock_stubs freebsd)
include(${CMAKE_CURRENT_LIST_DIR}/bsd.cmake)
