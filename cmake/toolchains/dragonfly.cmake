# SPDX-License-Identifier: Apache-2.0
# DragonFly, by the declarations of tests/stubs.
set(CMAKE_SYSTEM_NAME DragonFly)
set(CMAKE_SYSTEM_VERSION 6)
set(biosock_stubs dragonfly freebsd)
include(${CMAKE_CURRENT_LIST_DIR}/bsd.cmake)
