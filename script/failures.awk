# SPDX-License-Identifier: Apache-2.0
# From what CTest prints with --output-on-failure: "FAIL  STEP: TEST (LOG)" of each test that failed, and the end of what
# it said, without what went well.
# usage: awk -v step=STEP -v log_file=LOG -f script/failures.awk OUTPUT
function tell(i) {
	if (test == "")
		return
	printf "FAIL  %s: %s (%s)\n", step, test, log_file
	for (i = n > 40 ? n - 40 : 0; i < n; i++)
		print "      | " said[i]
	test = ""
}
/^ *[0-9]+\/[0-9]+ Test +#[0-9]+: / {
	tell()
	n = 0
	if (/\*\*\*(Failed|Timeout|Exception|Not Run)/) {
		test = $0
		sub(/^ *[0-9]+\/[0-9]+ Test +#[0-9]+: /, "", test)
		sub(/ .*/, "", test)
	}
	next
}
/^[0-9]+% tests passed/ { tell() }
test != "" && !/^(ok    |skip  |\[ RUN      \]|\[       OK \]|\[  SKIPPED \]|       +Start +[0-9]+: |$)/ {
	said[n++] = substr($0, 1, 300)
}
END { tell() }
