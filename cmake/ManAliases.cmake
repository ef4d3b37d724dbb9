# SPDX-License-Identifier: Apache-2.0
# Man pages as they are installed: man1, man3, man7, and in man3 for every function that has no file of its own a page
# that sends the reader to the one that describes it, so that `man BIO_listen` works.

# biosock_man_tree(<folder>): writes the pages of man/ and the aliases to <folder>/man1, man3 and man7.
function(biosock_man_tree tree)
	file(GLOB pages CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/man/*.[137])
	set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${pages})
	file(REMOVE_RECURSE ${tree}/man1 ${tree}/man3 ${tree}/man7)
	foreach(page IN LISTS pages)
		get_filename_component(file ${page} NAME)
		get_filename_component(own ${page} NAME_WLE)
		string(REGEX MATCH "[137]$" section ${file})
		file(COPY ${page} DESTINATION ${tree}/man${section})
		if(NOT section STREQUAL "3")
			continue()
		endif()
		file(READ ${page} text)
		string(REGEX REPLACE "\n\\.Sh SYNOPSIS.*" "" text "${text}")
		string(REGEX MATCHALL "\n\\.Nm [A-Za-z0-9_]+" names "${text}")
		foreach(name IN LISTS names)
			string(REGEX REPLACE ".*\\.Nm " "" name "${name}")
			if(NOT name STREQUAL own)
				file(WRITE ${tree}/man3/${name}.3 ".so man3/${file}\n")
			endif()
		endforeach()
	endforeach()
endfunction()
