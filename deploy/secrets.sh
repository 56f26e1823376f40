#!/bin/sh
# Draws the secrets of a bank into a folder, one file each; those that are there stay: secrets.sh var/compose-secrets
set -eu
mkdir -p "$1"
draw() { [ -e "$1" ] || head -c 32 /dev/urandom | base64 | tr -d '\n' >"$1"; }
text() { [ -e "$1" ] || head -c 32 /dev/urandom | base64 | tr '+/' '-_' | tr -d '=\n' >"$1"; }
for name in card-key request-hash-key; do draw "$1/$name"; done
for name in db-password operator-token viewer-token client-secret administrator-password; do text "$1/$name"; done
[ -e "$1/token-signing-key.pem" ] || openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$1/token-signing-key.pem" 2>/dev/null
if [ ! -e "$1/seal-key.pem" ]; then
    openssl genpkey -algorithm ed25519 -out "$1/seal-key.pem"
    openssl pkey -in "$1/seal-key.pem" -pubout -out "$1/seal-key.pem.public"
    cat "$1/seal-key.pem.public" >>"$1/seal-key.pem"
fi
# What documents are signed with; its certificate says that it proves nothing.
if [ ! -e "$1/document-key.p12" ]; then
    text "$1/document-keystore-password"
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 3650 -keyout "$1/document-key.tmp" \
        -subj "/O=Vesper Bank/CN=Vesper demonstration key - proves nothing" -out "$1/document-certificate.tmp" 2>/dev/null
    openssl pkcs12 -export -name documents -inkey "$1/document-key.tmp" -in "$1/document-certificate.tmp" \
        -passout "file:$1/document-keystore-password" -out "$1/document-key.p12"
    rm "$1/document-key.tmp" "$1/document-certificate.tmp"
fi
# Read by the containers' users, who are not the one that made them.
chmod 755 "$1" && chmod 644 "$1"/*
