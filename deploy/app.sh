#!/bin/sh
# What the image of the processes holds under /app but its archive (archive.sh), made without Docker: app.sh APP. Where an archive was, it
# is gone.
set -eu
here=$(dirname "$(readlink -f "$0")")
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
mkdir -p "$1"
app=$(readlink -f "$1")
mvn -q -B -ntp -f "$here/../pom.xml" -Dquick -DskipTests -pl processes -am package >&2
rm -rf "${app:?}"
"$java" -Djarmode=tools -jar "$here"/../processes/target/processes-*-SNAPSHOT.jar extract --layers --destination "$app" >&2
cp "$here/run.sh" "$app/"
