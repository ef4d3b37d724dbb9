#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# A program that starts once the service that it needs is there: what is written into images as wait-for-it.sh.
# In a compose file, with no script at all and no shell in the image:
#
#	services:
#	  app:
#	    command: ["biosock", "probe", "--wait", "30s", "--all", "db:5432", "cache:6379", "--", "/app/server"]
#
# Here the service comes a moment after the program that needs it.
# usage: wait_for_service.sh [BIOSOCK]
set -eu
biosock=${1:-biosock}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

"$biosock" probe --wait 5s "unix:$folder/service" -- \
	"$biosock" connect "unix:$folder/service" <<end &
a question
end
client=$!

sleep 0.3
"$biosock" listen --echo --count 2 "unix:$folder/service" 2>/dev/null </dev/null &
wait $client
wait
