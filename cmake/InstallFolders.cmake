# SPDX-License-Identifier: Apache-2.0
# Before anything is installed: writes to the file `made` which of the folders `destinations`, and of those that they are
# in, are not there. What is in the file stays: it may be the second time.
foreach(folder IN LISTS destinations)
	if(NOT IS_ABSOLUTE "${folder}")
		set(folder "${CMAKE_INSTALL_PREFIX}/${folder}")
	endif()
	get_filename_component(folder "$ENV{DESTDIR}${folder}" ABSOLUTE)
	while(NOT EXISTS "${folder}")
		file(APPEND "${made}" "${folder}\n")
		get_filename_component(folder "${folder}" DIRECTORY)
	endwhile()
endforeach()
