# SPDX-License-Identifier: Apache-2.0
# Linux with musl in place of glibc, linked to its shared library.
set(CMAKE_C_COMPILER musl-gcc)
# The kernel's headers are not part of musl: those that the system has, and nothing else from its folders.
set(kernel_headers ${CMAKE_BINARY_DIR}/kernel-headers)
file(MAKE_DIRECTORY ${kernel_headers})
foreach(folder linux asm-generic x86_64-linux-gnu/asm)
	get_filename_component(name ${folder} NAME)
	file(CREATE_LINK /usr/include/${folder} ${kernel_headers}/${name} SYMBOLIC)
endforeach()
set(CMAKE_C_FLAGS_INIT "-idirafter ${kernel_headers}")
