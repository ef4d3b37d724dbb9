# SPDX-License-Identifier: Apache-2.0
# The target `windows` again, on Debian 13: script/debian13.
include(${CMAKE_CURRENT_LIST_DIR}/windows.cmake)
