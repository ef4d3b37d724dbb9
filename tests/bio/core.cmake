# SPDX-License-Identifier: Apache-2.0
# What all kinds share: objects, chains, reading and writing, callbacks, text.
biosock_test(io ORACLE kind.c)
biosock_test(chain ORACLE kind.c)
biosock_test(callback ORACLE kind.c)
biosock_test(method ORACLE)
biosock_test(messages)
biosock_test(exdata ORACLE kind.c)
biosock_test(retry ORACLE kind.c)
biosock_test(text ORACLE)
biosock_test(threads ORACLE)
biosock_test(objects_memory kind.c)
