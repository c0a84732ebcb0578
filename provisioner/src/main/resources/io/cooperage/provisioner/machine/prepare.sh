# Reads lines "sha256 type/name"; names the resources that are here and prints the hashes that are not.
set -eu -o pipefail
umask 077
store=$HOME/.cooperage/resources
names=$HOME/.cooperage/by-name
mkdir -p "$store" "$names"
while read -r sha name; do
  if [ -f "$store/$sha" ]; then
    mkdir -p "$names/${name%/*}"
    ln -sfn "$store/$sha" "$names/$name"
  else
    echo "$sha"
  fi
done | sort -u
