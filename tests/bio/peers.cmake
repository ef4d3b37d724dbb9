# SPDX-License-Identifier: Apache-2.0
# Peers that misbehave.
biosock_test(bad_peers ORACLE HOST wire.c)
