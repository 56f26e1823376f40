#!/bin/sh
# The image of the libraries, over which the image of the processes lies, so that a change of the bank's own code ships nothing of them:
#   libraries.sh REPOSITORY   builds and pushes REPOSITORY:TAG, unless it is there, and prints that
# The tag says of what it is made: the libraries, the Java that runs them, and how their archive is made.
set -eu
root=$(dirname "$(readlink -f "$0")")/..
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
docker buildx build --quiet --target app --output "type=local,dest=$work" "$root" >&2
java=$(sed -n 's/^FROM \(.*\) AS libraries$/\1/p' "$root/Dockerfile")
docker buildx imagetools inspect "$java" --format '{{.Manifest.Digest}}' >"$work/java"
cp "$root/deploy/archive.sh" "$work/"
tag=$(cd "$work" && find dependencies java archive.sh -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -c 1-24)
docker buildx imagetools inspect "$1:$tag" >/dev/null 2>&1 ||
    docker buildx build --target libraries --push --tag "$1:$tag" "$root" >&2
echo "$1:$tag"
