#!/usr/bin/env bash
# Runs the bank as separate processes on this machine, as a cluster would, against embedded servers. See --help.
set -euo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd -P)

usage() {
    cat <<'HELP'
Usage: deploy/split.sh [--data DIR] [--port N]

Starts PostgreSQL, Kafka and an inbox for mail, brings the database to the newest schema, then starts the online API, the console, the
batch process, the relay and the stream jobs, each as a process of its own. Prints one line for each, with where it answers, then
'ready'. Ctrl-C or SIGTERM stops them in order; what they have stored stays, and the next start goes on from there.

  --data DIR   where everything is kept: data, secrets, logs, what is run (default: var/split)
  --port N     port of the API (default: 8080). The console has N+1; health and metrics are from N+10 on, the servers from N+21 on

The administrator of the console is 'admin', the client of the API 'shop'; what they sign in with is in DIR/secrets, in the files
administrator-password and client-secret. VESPER_JAVA_OPTIONS are options of each process of the bank.
Takes a JDK, Maven and openssl, and some 4 GB of memory. Builds what has changed first. Exit status: 0 stopped as asked, 2 wrong
usage, 3 a process did not start or has ended by itself.
HELP
}

say() { echo "split: $*" >&2; }

data=$root/var/split
port=8080
while (($#)); do
    case $1 in
        -h | --help) usage; exit 0 ;;
        --data) data=${2:?--data takes a folder}; shift 2 ;;
        --port) port=${2:?--port takes a number}; shift 2 ;;
        *) say "unknown: $1"; usage >&2; exit 2 ;;
    esac
done
[[ $port =~ ^[0-9]+$ ]] && ((port >= 1024 && port <= 65500)) || { say "--port takes a number from 1024 to 65500"; exit 2; }
umask 077
mkdir -p "$data/logs"
data=$(readlink -f "$data")

names=()
pids=()

# In the order opposite to the one in which they were started; each may take the time that a cluster would give it.
stop() {
    trap '' INT TERM
    local i
    for ((i = ${#pids[@]} - 1; i >= 0; i--)); do
        if kill -TERM "${pids[i]}" 2>/dev/null; then
            say "stopping ${names[i]}"
            wait "${pids[i]}" || true
        fi
    done
}
trap stop EXIT
trap 'say "stopping"; exit 0' INT TERM

# run NAME COMMAND...: a process in a session of its own, so that Ctrl-C reaches this script alone.
run() {
    names+=("$1")
    log=$data/logs/$1.log
    setsid "${@:2}" >"$log" 2>&1 &
    pids+=($!)
}

failed() {
    say "$1 ${2:-did not start}; the end of $data/logs/$1.log:"
    tail -n 20 "$data/logs/$1.log" >&2
    exit 3
}

# await COMMAND...: until it succeeds, as long as the process started last lives, for two minutes.
await() {
    local name=${names[-1]} deadline=$((SECONDS + 120))
    until "$@" >/dev/null 2>&1; do
        kill -0 "${pids[-1]}" 2>/dev/null || failed "$name"
        ((SECONDS < deadline)) || failed "$name" "is not ready after two minutes"
        sleep 0.2
    done
}

# process NAME MAIN PORT MANAGEMENT_PORT WHERE: one of the bank's processes.
process() {
    VESPER_PORT=$3 VESPER_MANAGEMENT_PORT=$4 run "$1" "$app/run.sh" "$2"
    await curl -fs "http://127.0.0.1:$4/actuator/health/readiness"
    line "$1" "$5"
}

line() { printf '%-12s %s  (log %s)\n' "$1" "$2" "$data/logs/$1.log"; }

app=$data/app
sources=("$root/pom.xml" "$root/deploy")
for module in bank reporting stream-jobs batch-jobs online-api console processes; do
    sources+=("$root/$module/pom.xml" "$root/$module/src/main")
done
if [[ ! -e $app/run.sh || -n $(find "${sources[@]}" -newer "$app/run.sh" -type f -print -quit) ]]; then
    say "building the processes (the log is $data/logs/build.log) ..."
    "$root/deploy/app.sh" "$app" >"$data/logs/build.log" 2>&1 || failed build "does not succeed"
fi
# All of them share one machine, and none of them has long to warm up.
export VESPER_JAVA_OPTIONS=${VESPER_JAVA_OPTIONS:--Xmx384m -XX:+UseSerialGC -XX:TieredStopAtLevel=1}

say "starting PostgreSQL, Kafka and the inbox ..."
VESPER_JAVA_OPTIONS='' run servers "$root/vesper" servers --data "$data/servers" --port $((port + 20))
# The first start builds the vesper command too.
ready() { grep -q '^ready$' "$log"; }
until ready; do
    kill -0 "${pids[-1]}" 2>/dev/null || failed servers
    sleep 0.2
done
while IFS='=' read -r name value; do export "$name=$value"; done < <(grep '^VESPER_[A-Z_]*=' "$log")
line servers "PostgreSQL $VESPER_DB_URL, Kafka $VESPER_KAFKA, mail $VESPER_SMTP_HOST:$VESPER_SMTP_PORT"

"$root/deploy/secrets.sh" "$data/secrets"
chmod 700 "$data/secrets"
cp "$data/servers/secrets/database-password" "$data/secrets/db-password"
export VESPER_SECRETS=$data/secrets VESPER_ADDRESS=127.0.0.1 VESPER_ISSUER=http://127.0.0.1:$port
export VESPER_DOCUMENT_KEYSTORE=$data/secrets/document-key.p12 VESPER_ARCHIVE_FOLDER=$data/archive
export VESPER_CODES_SMTP_HOST=$VESPER_SMTP_HOST VESPER_ADMINISTRATOR=admin VESPER_CLIENT=shop
export VESPER_CLIENT_SCOPES="payments:write payments:history accounts:read onboarding loans:quote loans:apply loans:read loans:repay"

say "bringing the database to the newest schema ..."
"$app/run.sh" Migration >"$data/logs/migration.log" 2>&1 || failed migration "has failed"

say "starting the processes ..."
process online-api OnlineApiProcess "$port" $((port + 10)) "http://127.0.0.1:$port/v1, documentation /docs, health http://127.0.0.1:$((port + 10))/actuator/health"
process console ConsoleProcess $((port + 1)) $((port + 11)) "http://127.0.0.1:$((port + 1))/console, health http://127.0.0.1:$((port + 11))/actuator/health"
process batch BatchProcess 0 $((port + 12)) "health http://127.0.0.1:$((port + 12))/actuator/health"
process relay RelayProcess 0 $((port + 13)) "health http://127.0.0.1:$((port + 13))/actuator/health"
VESPER_JAVA_OPTIONS='' run streams "$root/vesper" streams --data "$data/streams" --port $((port + 30))
await ready
line streams "Flink http://127.0.0.1:$((port + 34))"
echo ready

while sleep 1; do
    for i in "${!pids[@]}"; do
        kill -0 "${pids[i]}" 2>/dev/null || failed "${names[i]}" "has ended by itself"
    done
done
