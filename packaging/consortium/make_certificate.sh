#!/usr/bin/env bash
# Makes a TLS key and a certificate of its own for a member's front, unless they are there, and
# prints the pin of the key: SHA-256 of its SubjectPublicKeyInfo (RFC 7469 §2.4), in hex. Wallets
# know servers by that pin, so no certificate authority is needed; renewing the certificate with the
# same key keeps the pin.
#
#   make_certificate.sh <folder> <host name or address>
set -euo pipefail
folder=$1 host=$2
key=$folder/key.pem certificate=$folder/cert.pem
days=825

if [ ! -e "$key" ]; then
    (umask 077 && openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$key" \
        2>/dev/null)
fi
if [ ! -e "$certificate" ]; then
    kind=DNS
    if [[ $host =~ ^[0-9.]+$ || $host == *:* ]]; then
        kind=IP
    fi
    openssl req -x509 -new -key "$key" -days "$days" -subj "/CN=$host" \
        -addext "subjectAltName=$kind:$host" -out "$certificate"
fi
openssl pkey -in "$key" -pubout -outform DER | openssl dgst -sha256 -r | cut -d' ' -f1
