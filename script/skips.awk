# SPDX-License-Identifier: Apache-2.0
# From CTest's LastTest.log: "REASON<tab>TEST" of each case that was skipped.
/^[0-9]+\/[0-9]+ Testing: / { test = $3; listed = 0 }
/^\[==========\].*run\.$/ { listed = 1 } # what follows names the same cases again
/^\[  SKIPPED \] / && !listed {
	reason = before
	sub(/^ +/, "", reason)
	print reason "\t" test
}
/^\[==========\] Running/ { listed = 0 }
/^skip  / {
	line = substr($0, 7)
	colon = index(line, ": ")
	print (colon > 0 ? substr(line, colon + 2) : line) "\t" test
}
{ before = $0 }
