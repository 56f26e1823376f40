#!/bin/sh
# What of the image of the processes a change ships: layers.sh OLD NEW, two folders made by app.sh. Prints each layer, whether it is
# another one, and its compressed size in bytes; then what has to be pulled. Fails if that is 5 MB or more.
#
# A layer is another one if anything that it is made of is. The archive of the libraries is made with them, once (libraries.sh): it is
# shipped when they are.
set -eu
most=5000000
made_of() { (cd "$1" && find "$2" -type f -print0 | LC_ALL=C sort -z | xargs -0 -r sha256sum) | sha256sum; }
pulled=0
for layer in dependencies run.sh snapshot-dependencies application; do
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
