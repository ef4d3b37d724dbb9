# SPDX-License-Identifier: Apache-2.0
# NetBSD, by the declarations of tests/stubs.
set(CMAKE_SYSTEM_NAME NetBSD)
set(CMAKE_SYSTEM_VERSION 9)
set(biosock_stubs netbsd freebsd)
include(${CMAKE_CURRENT_LIST_DIR}/bsd.cmake)
