# SPDX-License-Identifier: Apache-2.0
# Tables of the public surface, from tests/data, as C: surface.cmake reads the facts, surface_test.c holds the
# headers and the library against them.

# One row a constant; a name that the headers lack is in the table too.
function(surface_constants from to)
	file(STRINGS ${from} rows)
	list(POP_FRONT rows)
	set(text "")
	foreach(row IN LISTS rows)
		string(REPLACE "\t" ";" cells "${row}")
		list(GET cells 0 name)
		list(GET cells 1 value)
		string(APPEND text "#ifdef ${name}\n\t{ \"${name}\", (long long)${name}, ${value}LL, true },\n"
			"#else\n\t{ \"${name}\", 0, ${value}LL, false },\n#endif\n")
	endforeach()
	file(CONFIGURE OUTPUT ${to} CONTENT "${text}" @ONLY)
endfunction()

# The functions as the headers declare them, and their prototypes again.
function(surface_prototypes from to_names to_prototypes)
	file(STRINGS ${from} rows)
	list(POP_FRONT rows)
	set(names "")
	set(prototypes "")
	foreach(row IN LISTS rows)
		string(REPLACE "\t" ";" cells "${row}")
		list(GET cells 0 since)
		list(GET cells 1 name)
		list(GET cells 2 prototype)
		string(APPEND names "#if OPENSSL_VERSION_NUMBER >= ${since}\n"
			"\t{ \"${name}\", (function *)${name} },\n#endif\n")
		string(APPEND prototypes "#if OPENSSL_VERSION_NUMBER >= ${since}\n${prototype};\n#endif\n")
	endforeach()
	file(CONFIGURE OUTPUT ${to_names} CONTENT "${names}" @ONLY)
	file(CONFIGURE OUTPUT ${to_prototypes} CONTENT "${prototypes}" @ONLY)
endfunction()
