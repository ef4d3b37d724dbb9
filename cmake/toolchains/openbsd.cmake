# SPDX-License-Identifier: Apache-2.0
# OpenBSD, by the declarations of tests/stubs.
set(CMAKE_SYSTEM_NAME OpenBSD)
set(CMAKE_SYSTEM_VERSION 7.3)
set(biosock_stubs openbsd freebsd)
include(${CMAKE_CURRENT_LIST_DIR}/bsd.cmake)
