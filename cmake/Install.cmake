# SPDX-License-Identifier: Apache-2.0
# What is installed where, and how other builds find it there: pkg-config's file, CMake's package.
include(CMakePackageConfigHelpers)
include(${CMAKE_CURRENT_LIST_DIR}/ManAliases.cmake)
set(biosock_cmake_dir ${CMAKE_INSTALL_LIBDIR}/cmake/biosock)

install(TARGETS biosock_shared biosock_static EXPORT biosock
	RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR}
	LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
	ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
if(BIOSOCK_COMMAND)
	install(TARGETS biosock_command DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()
# The headers go to a folder of their own: nobody gets them for a real OpenSSL's without asking.
install(FILES include/biosock.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/biosock)
install(DIRECTORY include/openssl DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/biosock)
biosock_man_tree(${PROJECT_BINARY_DIR}/man)
install(DIRECTORY ${PROJECT_BINARY_DIR}/man/ DESTINATION ${CMAKE_INSTALL_MANDIR})

install(EXPORT biosock NAMESPACE biosock:: FILE biosock-targets.cmake DESTINATION ${biosock_cmake_dir})
configure_package_config_file(cmake/biosock-config.cmake.in biosock-config.cmake INSTALL_DESTINATION ${biosock_cmake_dir})
write_basic_package_version_file(biosock-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/biosock-config.cmake ${PROJECT_BINARY_DIR}/biosock-config-version.cmake
	DESTINATION ${biosock_cmake_dir})

# biosock_pc_dir(<out> <folder>): the folder as pkg-config's file names it. pkg-config itself escapes the spaces of the
# file's own folder, but not those that are written in it.
function(biosock_pc_dir out folder)
	if(IS_ABSOLUTE "${folder}")
		string(REPLACE " " "\\ " folder "${folder}")
		set(${out} "${folder}" PARENT_SCOPE)
	else()
		set(${out} "\${prefix}/${folder}" PARENT_SCOPE)
	endif()
endfunction()
biosock_pc_dir(pc_libdir ${CMAKE_INSTALL_LIBDIR})
biosock_pc_dir(pc_includedir ${CMAKE_INSTALL_INCLUDEDIR})
# Relative to where the file lies, so that an installed tree can be moved; where the file lies is then relative too.
if(IS_ABSOLUTE "${CMAKE_INSTALL_LIBDIR}")
	biosock_pc_dir(pc_prefix ${CMAKE_INSTALL_PREFIX})
else()
	file(RELATIVE_PATH pc_prefix ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig ${CMAKE_INSTALL_PREFIX})
	string(REGEX REPLACE "/$" "" pc_prefix "\${pcfiledir}/${pc_prefix}")
endif()
configure_file(cmake/biosock.pc.in biosock.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/biosock.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

if(PROJECT_IS_TOP_LEVEL)
	add_custom_target(uninstall COMMENT "Removing what was installed"
		COMMAND ${CMAKE_COMMAND} -D build=${PROJECT_BINARY_DIR} -P ${CMAKE_CURRENT_LIST_DIR}/Uninstall.cmake)
endif()
