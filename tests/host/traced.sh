# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# For tests to source that look at a program's system calls.

# can_trace TEST TOOL...: ends a test that wants OpenSSL's command, strace and these tools, where one is not here.
can_trace() {
	local test=$1 tool
	shift
	for tool in openssl strace "$@"; do
		if ! command -v "$tool" >/dev/null; then
			echo "skip  host.$test: $tool is not here"
			exit 77
		fi
	done
	if ! strace -o /dev/null true; then
		echo "skip  host.$test: nothing can be traced here"
		exit 77
	fi
}
