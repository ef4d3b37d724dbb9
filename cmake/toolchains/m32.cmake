# SPDX-License-Identifier: Apache-2.0
# 32-bit x86 on a 64-bit Linux, by the package gcc-NN-multilib of the compiler (not gcc-multilib, which removes cross compilers).
set(CMAKE_C_COMPILER gcc)
# The 64-bit headers know both, but only in the folder of the 64-bit compiler.
set(CMAKE_C_FLAGS_INIT "-m32 -idirafter /usr/include/x86_64-linux-gnu")
