#!/bin/sh
# What of the image of the processes a change ships: layers.sh OLD NEW, two folders made by app.sh. Prints each layer, whether it is
# another one, and its compressed size in bytes; then what has to be pulled. Fails if that is 5 MB or more.
#
# A layer is another one if anything that it is made of is: the class archive, which holds addresses and is never the same twice,
# is made once of the libraries and the list of classes, and then taken from the cache.
set -eu
most=5000000
made_of() {
    case $2 in
        libraries.jsa) (cd "$1" && find dependencies classes.lst archive.sh -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum) ;;
        *) (cd "$1" && find "$2" -type f -print0 | LC_ALL=C sort -z | xargs -0 -r sha256sum) ;;
    esac | sha256sum
}
pulled=0
for layer in dependencies libraries.jsa run.sh snapshot-dependencies application; do
    [ -e "$2/$layer" ] || continue
    bytes=$(tar -C "$2" --sort=name --owner=0 --group=0 -c "$layer" | gzip -6 | wc -c)
    if [ "$(made_of "$1" $layer)" = "$(made_of "$2" $layer)" ]; then
        echo "$layer same $bytes"
    else
        echo "$layer changed $bytes"
        pulled=$((pulled + bytes))
    fi
done
echo "pulled $pulled"
[ "$pulled" -lt $most ]
