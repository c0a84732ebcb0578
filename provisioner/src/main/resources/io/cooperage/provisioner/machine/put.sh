# Reads $2 bytes whose SHA-256 is $1 into the store of resources; all of it or nothing.
set -eu
umask 077
store=$HOME/.cooperage/resources
mkdir -p "$store"
part=$store/.$1.$$
trap 'rm -f "$part"' EXIT
head -c "$2" > "$part"
echo "$1  $part" | sha256sum -c --status || { echo "what arrived has another SHA-256" >&2; exit 1; }
chmod 700 "$part"
mv "$part" "$store/$1"
