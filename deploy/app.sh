#!/bin/sh
# What the image of the processes holds under /app, made without Docker: app.sh APP. JAVA_HOME says by which JDK it will run.
set -eu
here=$(dirname "$(readlink -f "$0")")
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
mkdir -p "$1"
app=$(readlink -f "$1")
mvn -q -B -ntp -f "$here/../pom.xml" -Dquick -DskipTests -pl processes -am package >&2
rm -rf "${app:?}"
"$java" -Djarmode=tools -jar "$here"/../processes/target/processes-*-SNAPSHOT.jar extract --layers --destination "$app" >&2
cp "$here/run.sh" "$here/archive.sh" "$app/"
cp "$here/classes.txt" "$app/classes.lst"
sh "$app/archive.sh" dump "$app" "$app/classes.lst"
