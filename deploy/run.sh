#!/bin/sh
# Runs one process of the bank: run.sh OnlineApiProcess|ConsoleProcess|BatchProcess|WorkerProcess|RelayProcess|Migration [VM OPTION...]
set -eu
app=$(dirname "$(readlink -f "$0")")
main=$1
shift
# The archive (archive.sh) is over the libraries, which therefore come first and in this order. Without it a start takes longer.
libraries=$(find "$app/dependencies" -name '*.jar' | LC_ALL=C sort | tr '\n' ':')
ours=$(find "$app/snapshot-dependencies" "$app/application" -name '*.jar' | LC_ALL=C sort | tr '\n' ':')
archive=$app/libraries.aot
[ ! -e "$archive" ] || set -- -XX:AOTCache="$archive" "$@"
# The heap follows the container's limit. A process that has run out of memory is of no use: the cluster starts another.
# shellcheck disable=SC2086  # VESPER_JAVA_OPTIONS holds several words
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xlog:disable -Xlog:all=warning:stderr \
    -XX:MaxRAMPercentage=65 -XX:+ExitOnOutOfMemoryError -Dfile.encoding=UTF-8 \
    "$@" ${VESPER_JAVA_OPTIONS:-} -cp "$libraries$ours" "vesper.process.$main"
