# SPDX-License-Identifier: Apache-2.0
# libbiosock-host for the host that BIOSOCK_HOST names: the targets biosock::host and biosock::host_static, and what
# cmake/Install.cmake installs of them. Over a host that is an archive it is an archive, and both are the same: a shared
# library would have a libcrypto of its own in it, beside that of the program, with an error stack of its own.

# biosock_find_host(): sets host_include_dirs, host_libraries, and for pkg-config host_requires, host_cflags, host_libs.
function(biosock_find_host)
	set(dirs)
	set(requires)
	if(IS_ABSOLUTE "${BIOSOCK_HOST}")
		find_library(crypto crypto PATHS ${BIOSOCK_HOST} PATH_SUFFIXES lib lib64 lib/${CMAKE_LIBRARY_ARCHITECTURE}
			NO_CACHE NO_DEFAULT_PATH)
		if(NOT crypto OR NOT EXISTS ${BIOSOCK_HOST}/include/openssl/bio.h)
			message(FATAL_ERROR "BIOSOCK_HOST=${BIOSOCK_HOST} is no host: it has no libcrypto or no include/openssl/bio.h.")
		endif()
		get_filename_component(folder ${crypto} DIRECTORY)
		set(dirs ${BIOSOCK_HOST}/include)
		set(libraries ${crypto})
		set(cflags " -I${BIOSOCK_HOST}/include")
		set(libs " -L${folder} -lcrypto")
	else()
		find_package(PkgConfig REQUIRED)
		set(requires ${BIOSOCK_HOST})
		if(requires STREQUAL "openssl" OR requires STREQUAL "libssl")
			set(requires libcrypto)
		endif()
		pkg_check_modules(BIOSOCK_HOST_FOUND QUIET ${requires})
		if(NOT BIOSOCK_HOST_FOUND_FOUND)
			message(FATAL_ERROR "BIOSOCK_HOST=${BIOSOCK_HOST} is no host: pkg-config knows no ${requires}.")
		endif()
		set(dirs ${BIOSOCK_HOST_FOUND_INCLUDE_DIRS})
		set(libraries ${BIOSOCK_HOST_FOUND_LINK_LIBRARIES})
	endif()
	foreach(part include_dirs libraries requires cflags libs)
		if(part STREQUAL "include_dirs")
			set(host_${part} "${dirs}" PARENT_SCOPE)
		else()
			set(host_${part} "${${part}}" PARENT_SCOPE)
		endif()
	endforeach()
endfunction()

# biosock_check_host_links(): ends the configuration where the library does not have what its headers declare. The headers
# may be another's: where a package of pkg-config's names no folder, they are the system's. What the library itself lacks
# of others does not matter here.
function(biosock_check_host_links)
	set(source ${PROJECT_BINARY_DIR}/host/link.c)
	file(WRITE ${source} "#include <openssl/bio.h>\nint main(void)\n{
	const BIO_METHOD *volatile method = BIO_meth_new(BIO_TYPE_SOCKET, \"\");\n	BIO *b = BIO_new(method);
	return BIO_get_data(b) != 0;\n}\n")
	set(CMAKE_TRY_COMPILE_TARGET_TYPE EXECUTABLE)
	try_compile(linked ${PROJECT_BINARY_DIR}/host/link ${source} OUTPUT_VARIABLE output
		CMAKE_FLAGS "-DINCLUDE_DIRECTORIES=${host_include_dirs}" COMPILE_DEFINITIONS -w
		LINK_LIBRARIES ${host_libraries} ${biosock_system_libraries})
	if(linked OR (output MATCHES "undefined" AND NOT output MATCHES "undefined[^\n]*BIO_(meth_new|new|get_data)"))
		return()
	endif()
	list(JOIN host_libraries " " libraries)
	message(FATAL_ERROR
		"BIOSOCK_HOST=${BIOSOCK_HOST} is no host: a program with BIO_meth_new is not linked by \"${libraries}\".")
endfunction()

# What is installed names the host's folders, which are to be there longer than these.
function(biosock_check_host_stays)
	foreach(folder IN LISTS host_include_dirs)
		foreach(ours ${PROJECT_SOURCE_DIR} ${PROJECT_BINARY_DIR})
			cmake_path(IS_PREFIX ours ${folder} NORMALIZE inside)
			if(BIOSOCK_INSTALL AND inside)
				message(FATAL_ERROR "BIOSOCK_HOST=${BIOSOCK_HOST} lies in ${ours}, to which nothing installed may lead: "
					"move it out of there, or build with BIOSOCK_INSTALL=OFF.")
			endif()
		endforeach()
	endforeach()
endfunction()

biosock_find_host()
set(host_is_archive FALSE)
if(host_libraries MATCHES "\\.a(;|$)")
	set(host_is_archive TRUE)
	message(STATUS "BIOSOCK_HOST=${BIOSOCK_HOST}: its libcrypto is an archive, and so is ${biosock_name}-host")
endif()
biosock_check_host_stays()
biosock_host_detect(host_has "BIOSOCK_HOST=${BIOSOCK_HOST}" "${host_include_dirs}")
biosock_check_host_links()
biosock_host(biosock_host "BIOSOCK_HOST=${BIOSOCK_HOST}" "${host_libraries}" "${host_include_dirs}")
set(host_folder ${PROJECT_BINARY_DIR}/host/biosock_host)

set(host_targets biosock_host_static)
if(NOT host_is_archive)
	list(APPEND host_targets biosock_host_shared)
	add_library(biosock_host_shared SHARED $<TARGET_OBJECTS:biosock_host_shown_objects>
		$<TARGET_OBJECTS:biosock_host_shown_system>)
	target_link_libraries(biosock_host_shared PUBLIC ${host_libraries} PRIVATE ${biosock_system_libraries})
	# Its kinds are objects of the host that point into it, and which BIOs that a program still has point to: it stays.
	if(UNIX AND NOT APPLE)
		target_link_options(biosock_host_shared PRIVATE -Wl,-z,nodelete)
	endif()
	biosock_as_released(biosock_host_shared Release RelWithDebInfo MinSizeRel)
	biosock_host_names(names)
	set(exported)
	foreach(name IN LISTS names)
		biosock_host_in_binary(renamed ${name})
		list(APPEND exported ${renamed})
	endforeach()
	list(SORT exported)
	biosock_export_names(biosock_host_shared ${exported})
	set_target_properties(biosock_host_shared PROPERTIES OUTPUT_NAME ${biosock_name}-host EXPORT_NAME host
		VERSION ${PROJECT_VERSION} SOVERSION ${PROJECT_VERSION_MAJOR})
endif()
set_target_properties(biosock_host_static PROPERTIES OUTPUT_NAME ${biosock_name}-host EXPORT_NAME host_static)
foreach(target IN LISTS host_targets)
	set_target_properties(${target} PROPERTIES INTERFACE_INCLUDE_DIRECTORIES "")
	target_include_directories(${target} INTERFACE $<BUILD_INTERFACE:${host_folder}/include>
		$<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/${biosock_name}-host>)
	target_include_directories(${target} SYSTEM INTERFACE ${host_include_dirs})
endforeach()
list(GET host_targets -1 host_target)
add_library(biosock::host ALIAS ${host_target})
add_library(biosock::host_static ALIAS biosock_host_static)
