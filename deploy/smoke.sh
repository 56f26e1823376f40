#!/bin/sh
# After a release: a token is handed out, and one cent paid into an account is booked: smoke.sh API_URL. Takes CLIENT_ID and
# CLIENT_SECRET, and SMOKE_ACCOUNT, an account that the client may pay into.
set -eu
token=$(curl -fsS --max-time 10 -u "$CLIENT_ID:$CLIENT_SECRET" -d 'grant_type=client_credentials&scope=payments:write' "$1/oauth2/token" |
    sed -n 's/.*"access_token":"\([^"]*\)".*/\1/p')
answer=$(curl -fsS --max-time 40 -H "Authorization: Bearer $token" -H 'Content-Type: application/json' -H 'Prefer: wait=30' \
    -H "Idempotency-Key: smoke-$(date +%s)" \
    -d "{\"type\": \"deposit\", \"to\": \"$SMOKE_ACCOUNT\", \"amount\": \"0.01\", \"currency\": \"EUR\"}" "$1/v1/payments")
case $answer in *'"status":"booked"'*) echo "booked" ;; *) echo "not booked: $answer" >&2; exit 1 ;; esac
