# SPDX-License-Identifier: Apache-2.0
# What is installed where, and how other builds find it there: pkg-config's file, CMake's package.
include(CMakePackageConfigHelpers)
include(${CMAKE_CURRENT_LIST_DIR}/ManAliases.cmake)
set(biosock_cmake_dir ${CMAKE_INSTALL_LIBDIR}/cmake/${biosock_name})

# Which of the folders were not there before: uninstall removes them. An installed tree's rules are run in this order.
set(biosock_destinations ${CMAKE_INSTALL_BINDIR} ${CMAKE_INSTALL_LIBDIR}/pkgconfig ${biosock_cmake_dir}
	${CMAKE_INSTALL_INCLUDEDIR}/${biosock_name}/openssl ${CMAKE_INSTALL_INCLUDEDIR}/${biosock_name}/biosock
	${CMAKE_INSTALL_INCLUDEDIR}/${biosock_name}-host/openssl ${CMAKE_INSTALL_INCLUDEDIR}/${biosock_name}-host/biosock)
foreach(section 1 3 7)
	list(APPEND biosock_destinations ${CMAKE_INSTALL_MANDIR}/man${section})
endforeach()
# Where each shell looks, and under what name.
set(completion_folder_bash ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
set(completion_folder_zsh ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
set(completion_folder_fish ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
set(completion_name_bash biosock)
set(completion_name_zsh _biosock)
set(completion_name_fish biosock.fish)
foreach(shell IN LISTS biosock_completions)
	list(APPEND biosock_destinations ${completion_folder_${shell}})
endforeach()
install(CODE "set(destinations \"${biosock_destinations}\")\nset(made ${PROJECT_BINARY_DIR}/install_folders.txt)
include(\"${CMAKE_CURRENT_LIST_DIR}/InstallFolders.cmake\")")

# Installed headers are the system's to a compiler, as OpenSSL's own are: no warning of a program's is about them. They say
# so themselves, since a folder that is given by -isystem comes behind each that is given by -I, which may have OpenSSL's
# headers in it. In the source they do not, so that the tests have all warnings.
set(biosock_installed_headers ${PROJECT_BINARY_DIR}/installed)
file(REMOVE_RECURSE ${biosock_installed_headers})

# biosock_as_system_headers(FROM TO FILE...): the files, which are named from FROM on.
function(biosock_as_system_headers from to)
	foreach(file IN LISTS ARGN)
		file(READ ${from}/${file} text)
		file(WRITE ${biosock_installed_headers}/${to}/${file} "#pragma GCC system_header\n${text}")
		set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${from}/${file})
	endforeach()
endfunction()

set(libraries biosock_shared biosock_static)
if(TARGET biosock_plain)
	list(APPEND libraries biosock_plain)
endif()
if(TARGET biosock_host_static)
	list(APPEND libraries ${host_targets})
	file(GLOB_RECURSE headers RELATIVE ${host_folder}/include ${host_folder}/include/*.h)
	biosock_as_system_headers(${host_folder}/include host ${headers})
	install(DIRECTORY ${biosock_installed_headers}/host/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/${biosock_name}-host)
endif()
set_target_properties(${libraries} PROPERTIES EXPORT_NO_SYSTEM ON)
install(TARGETS ${libraries} EXPORT biosock
	RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR}
	LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
	ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
# The command and the man pages have the same names under each prefix: those of the usual one are installed, so that two
# builds can share a folder, and the removal of one leaves the other whole.
set(biosock_is_usual FALSE)
if(BIOSOCK_PREFIX STREQUAL "biosock_")
	set(biosock_is_usual TRUE)
endif()
if(BIOSOCK_COMMAND AND biosock_is_usual)
	install(TARGETS biosock_command DESTINATION ${CMAKE_INSTALL_BINDIR})
	foreach(shell IN LISTS biosock_completions)
		install(FILES ${PROJECT_BINARY_DIR}/cmd/completion.${shell} RENAME ${completion_name_${shell}}
			DESTINATION ${completion_folder_${shell}})
	endforeach()
endif()
# The headers go to a folder of their own: nobody gets them for a real OpenSSL's without asking.
file(GLOB headers RELATIVE ${PROJECT_SOURCE_DIR}/include ${PROJECT_SOURCE_DIR}/include/openssl/*.h)
biosock_as_system_headers(${PROJECT_SOURCE_DIR}/include own biosock.h biosock/no_tls.h biosock/socket.h ${headers})
list(GET biosock_include 0 names_folder)
biosock_as_system_headers(${names_folder} own biosock/names.h)
install(DIRECTORY ${biosock_installed_headers}/own/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/${biosock_name})
biosock_man_tree(${PROJECT_BINARY_DIR}/man)
if(biosock_is_usual)
	install(DIRECTORY ${PROJECT_BINARY_DIR}/man/ DESTINATION ${CMAKE_INSTALL_MANDIR})
endif()

install(EXPORT biosock NAMESPACE ${biosock_name}:: FILE ${biosock_name}-targets.cmake DESTINATION ${biosock_cmake_dir})
set(config ${PROJECT_BINARY_DIR}/${biosock_name}-config)
configure_package_config_file(cmake/biosock-config.cmake.in ${config}.cmake INSTALL_DESTINATION ${biosock_cmake_dir})
write_basic_package_version_file(${config}-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${config}.cmake ${config}-version.cmake
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
set(pc_cflags)
foreach(definition IN LISTS biosock_definitions)
	string(APPEND pc_cflags " -D${definition}")
endforeach()
set(pc_name ${biosock_name})
configure_file(cmake/biosock.pc.in ${pc_name}.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/${pc_name}.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
if(TARGET biosock_plain)
	set(pc_cflags " -DBIOSOCK_PLAIN_NAMES")
	set(pc_name ${biosock_name}-plain)
	configure_file(cmake/biosock.pc.in ${pc_name}.pc @ONLY)
	install(FILES ${PROJECT_BINARY_DIR}/${pc_name}.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
endif()
if(TARGET biosock_host_static)
	set(pc_name ${biosock_name}-host)
	set(pc_requires ${host_requires})
	set(pc_cflags "${host_cflags}")
	set(pc_libs "${host_libs}")
	if(host_is_archive)
		string(APPEND pc_libs " ${biosock_system_flags}")
	endif()
	configure_file(cmake/biosock-host.pc.in ${pc_name}.pc @ONLY)
	install(FILES ${PROJECT_BINARY_DIR}/${pc_name}.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
endif()

if(PROJECT_IS_TOP_LEVEL)
	add_custom_target(uninstall COMMENT "Removing what was installed"
		COMMAND ${CMAKE_COMMAND} -D build=${PROJECT_BINARY_DIR} -P ${CMAKE_CURRENT_LIST_DIR}/Uninstall.cmake)
endif()
