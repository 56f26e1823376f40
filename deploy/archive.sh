#!/bin/sh
# The class archive of the libraries, in two steps:
#   archive.sh list APP LIST   writes which classes of the libraries the processes load: runs each until it is ready, against the servers
#                              that the environment names (VESPER_DB_URL, VESPER_KAFKA, VESPER_SECRETS, ...). deploy/classes.txt is one
#                              such list. It need not be complete: what it lacks is loaded as ever. Worth doing again when libraries change.
#   archive.sh dump APP LIST   makes APP/libraries.jsa of it
set -eu
app=$(readlink -f "$2")
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
case $1 in
    list)
        : "${VESPER_DB_URL:?} ${VESPER_KAFKA:?} ${VESPER_SECRETS:?}"
        work=$(mktemp -d)
        export VESPER_PORT="${VESPER_PORT:-18080}" VESPER_MANAGEMENT_PORT="${VESPER_MANAGEMENT_PORT:-18090}"
        export VESPER_ADDRESS=127.0.0.1 VESPER_SMTP_HOST="${VESPER_SMTP_HOST:-localhost}"
        for process in OnlineApiProcess ConsoleProcess BatchProcess WorkerProcess RelayProcess; do
            "$app/run.sh" "$process" -XX:DumpLoadedClassList="$work/$process.lst" -Xshare:off >"$work/log" 2>&1 &
            pid=$!
            until curl -fs -o /dev/null "http://127.0.0.1:$VESPER_MANAGEMENT_PORT/actuator/health/readiness"; do
                kill -0 $pid || { cat "$work/log" >&2; exit 1; }
                sleep 1
            done
            curl -fs -o /dev/null "http://127.0.0.1:$VESPER_MANAGEMENT_PORT/actuator/prometheus"
            kill $pid
            wait $pid || true
        done
        # Plain names, and what the lambdas of libraries are made of; nothing of the bank's own.
        cat "$work"/*.lst | grep -v -e '^[@#]' -e 'source:' -e '^vesper/' -e '\$\$Lambda' -e 'LambdaForm' -e '\$Proxy' |
            sed 's/ id: .*//' | LC_ALL=C sort -u >"$3"
        cat "$work"/*.lst | grep '^@lambda-proxy' | grep -v -e 'vesper/' -e '^@lambda-proxy \(java\|javax\|jdk\|sun\|com/sun\)/' |
            LC_ALL=C sort -u >>"$3"
        rm -rf "$work" ;;
    dump)
        libraries=$(find "$app/dependencies" -name '*.jar' | LC_ALL=C sort | tr '\n' ':')
        "$java" -Xshare:dump -XX:SharedClassListFile="$3" -XX:SharedArchiveFile="$app/libraries.jsa" -Xlog:disable \
            -Xlog:all=error:stderr -cp "$libraries" ;;
esac
