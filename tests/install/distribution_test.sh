#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# All tests, built with the flags that Debian builds its packages with, all of its hardening switched on.
set -euo pipefail
cd "$(dirname "$0")/../.."

if ! command -v dpkg-buildflags >/dev/null; then
	echo "skip  the suite with a distribution's flags: there is no dpkg-buildflags (dpkg-dev)"
	exit 77
fi
flags() {
	DEB_BUILD_MAINT_OPTIONS=hardening=+all dpkg-buildflags --get "$1"
}

CFLAGS="$(flags CFLAGS) $(flags CPPFLAGS)" LDFLAGS="$(flags LDFLAGS)" cmake -G Ninja -B build/distribution \
	-DCMAKE_BUILD_TYPE=None -DBIOSOCK_TESTS=ON -DBIOSOCK_WERROR=ON --log-level=WARNING >/dev/null
cmake --build build/distribution -j "$(nproc)" -- --quiet
ctest --test-dir build/distribution -j "$(nproc)" --output-on-failure "$@"
