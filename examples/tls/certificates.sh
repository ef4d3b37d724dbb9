#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Makes what the servers of these examples need: a key, and a certificate for localhost that signs itself, by OpenSSL's
# command. usage: certificates.sh FOLDER      FOLDER/key.pem and FOLDER/certificate.pem
set -eu
[ $# -eq 1 ] || { echo "usage: certificates.sh FOLDER" >&2; exit 2; }
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -subj /CN=localhost \
	-addext "subjectAltName=DNS:localhost,IP:127.0.0.1" -keyout "$1/key.pem" -out "$1/certificate.pem" 2>/dev/null
