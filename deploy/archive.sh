#!/bin/sh
# Lays out what the processes load of libraries as the virtual machine wants it, linked: an AOT cache.
#   archive.sh APP VESPER...   makes APP/libraries.aot; VESPER is the command whose servers a rehearsal of the online API runs against
# In the rehearsal the bank's own classes come from a class loader of their own. So nothing of them is in the cache, and it stays valid when
# they change. What no rehearsal has loaded is loaded as ever. The rehearsal knows the first compiler alone, which counts nothing: counts in
# the cache would have the optimising compiler begin at once, beside the start and for code of which most runs once.
# Takes Java 25 or newer, openssl and curl.
set -eu
app=$(readlink -f "$1")
shift
here=$(dirname "$(readlink -f "$0")")
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
work=$(mktemp -d)
servers=
api=
stop() {
    for pid in $api $servers; do
        kill "$pid" 2>/dev/null && wait "$pid" || true
    done
    rm -rf "$work"
}
trap stop EXIT
# until_ready PID LOG COMMAND...: until it succeeds, as long as the process lives, for two minutes.
until_ready() {
    pid=$1
    log=$2
    shift 2
    turns=600
    until "$@" >/dev/null 2>&1; do
        turns=$((turns - 1))
        { [ $turns -gt 0 ] && kill -0 "$pid" 2>/dev/null; } || { cat "$log" >&2; exit 1; }
        sleep 0.2
    done
}

port=$(shuf -i 20000-30000 -n 1)
"$@" servers --data "$work/servers" --port "$port" >"$work/servers.log" 2>&1 &
servers=$!
until_ready $servers "$work/servers.log" grep -q '^ready$' "$work/servers.log"
while IFS='=' read -r name value; do export "$name=$value"; done <<SERVERS
$(grep '^VESPER_[A-Z_]*=' "$work/servers.log")
SERVERS
sh "$here/secrets.sh" "$work/secrets"
cp "$work/servers/secrets/database-password" "$work/secrets/db-password"
export VESPER_SECRETS="$work/secrets" VESPER_ADDRESS=127.0.0.1 VESPER_PORT=$((port + 10)) VESPER_MANAGEMENT_PORT=$((port + 11))
"$app/run.sh" Migration >"$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }

libraries=$(find "$app/dependencies" -name '*.jar' | LC_ALL=C sort | tr '\n' ':')
"$java" -XX:TieredStopAtLevel=1 -XX:AOTMode=record -XX:AOTConfiguration="$work/rehearsal" -Xlog:disable -Xlog:all=error:stderr \
    -Dloader.path="$app/application,$app/application/lib,$app/snapshot-dependencies/lib" -Dloader.main=vesper.process.OnlineApiProcess \
    -cp "$libraries" org.springframework.boot.loader.launch.PropertiesLauncher >"$work/log" 2>&1 &
api=$!
management=http://127.0.0.1:$VESPER_MANAGEMENT_PORT/actuator
until_ready $api "$work/log" curl -fs "$management/health/readiness"
curl -fs -o /dev/null "$management/prometheus"
kill $api
wait $api || true
api=
[ -s "$work/rehearsal" ] || { cat "$work/log" >&2; exit 1; }
"$java" -XX:AOTMode=create -XX:AOTConfiguration="$work/rehearsal" -XX:AOTCache="$app/libraries.aot" -Xlog:disable -Xlog:all=error:stderr \
    -cp "$libraries" >&2
