#!/bin/sh
# The class archive of the libraries, in two steps:
#   archive.sh list APP LIST   runs each process as far as it comes without servers, and lists what it loads of libraries
#   archive.sh dump APP LIST   makes APP/libraries.jsa of it
set -eu
app=$(readlink -f "$2")
libraries=$(find "$app/dependencies" -name '*.jar' | LC_ALL=C sort | tr '\n' ':')
case $1 in
    list)
        work=$(mktemp -d)
        for name in card-key request-hash-key; do head -c 32 /dev/zero | base64 >"$work/$name"; done
        printf 'made-up-while-the-image-is-built-0123456789\n' >"$work/operator-token"
        export VESPER_SECRETS="$work" VESPER_KAFKA=localhost:1 VESPER_DB_URL=jdbc:postgresql://localhost:1/none
        export VESPER_SMTP_HOST=localhost
        for process in OnlineApiProcess ConsoleProcess BatchProcess WorkerProcess RelayProcess; do
            "$app/run.sh" "$process" -XX:DumpLoadedClassList="$work/$process.lst" -Xshare:off \
                -Dspring.context.exit=onRefresh -Dlogging.level.root=error >"$work/log" 2>&1 || true
            [ -s "$work/$process.lst" ] || { cat "$work/log"; exit 1; }
        done
        # Plain names only, in one order: the list is the same whenever the libraries are.
        cat "$work"/*.lst | grep -v -e '^[@#]' -e 'source:' -e '^vesper/' -e '\$\$Lambda' -e 'LambdaForm' -e '\$Proxy' |
            sed 's/ id: .*//' | LC_ALL=C sort -u >"$3"
        rm -rf "$work" ;;
    dump)
        "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xshare:dump -XX:SharedClassListFile="$3" -XX:SharedArchiveFile="$app/libraries.jsa" -Xlog:disable \
            -Xlog:all=error:stderr -cp "$libraries" ;;
esac
