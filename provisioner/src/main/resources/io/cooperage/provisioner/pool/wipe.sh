# Makes this machine as good as new: ends every process that was started here and removes every file
# but .ssh and the permission slip; with an argument, marks the machine with that tag.
set -u
umask 077
tag=$1
cd "$HOME" || exit 1
if [ "$HOME" = / ] || [ ! -f "$HOME/.cooperage-machine" ]; then
  echo "refusing to wipe $HOME: there is no file .cooperage-machine in it. Create that file if everything else there may be deleted." >&2
  exit 1
fi

declare -A ours
pid=$BASHPID
while [ "${pid:-0}" -gt 1 ]; do
  ours[$pid]=1
  pid=$(awk '/^PPid:/ { print $2 }' "/proc/$pid/status" 2> /dev/null)
done

# A process belongs to this machine by its environment (HOME travels everywhere) or its directory.
strangers() {
  local directory pid where
  for directory in /proc/[0-9]*; do
    [ -O "$directory" ] || continue
    pid=${directory#/proc/}
    [ -n "${ours[$pid]:-}" ] || [ "$pid" = "$BASHPID" ] && continue
    [ "$(cat "$directory/comm" 2> /dev/null)" = sshd ] && continue
    [ "$(awk '/^PPid:/ { print $2 }' "$directory/status" 2> /dev/null)" = "$BASHPID" ] && continue
    where=$(readlink "$directory/cwd" 2> /dev/null)
    if [[ $where/ == "$HOME"/* ]] || grep -qzxF -e "HOME=$HOME" "$directory/environ" 2> /dev/null; then
      echo "$pid"
    fi
  done
}

ended=0
signal=TERM
for round in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
  mapfile -t pids < <(strangers)
  [ "${#pids[@]}" -eq 0 ] && break
  [ "$round" -eq 1 ] && ended=${#pids[@]}
  [ "$round" -gt 10 ] && signal=KILL
  kill -s "$signal" "${pids[@]}" 2> /dev/null
  sleep 0.1
done

find "$HOME" -mindepth 1 -maxdepth 1 ! -name .ssh ! -name .cooperage-machine -exec rm -rf {} +

mapfile -t pids < <(strangers)
left=$(find "$HOME" -mindepth 1 -maxdepth 1 ! -name .ssh ! -name .cooperage-machine)
if [ "${#pids[@]}" -ne 0 ] || [ -n "$left" ]; then
  echo "cannot be wiped: processes ${pids[*]:-none}, files ${left:-none} are still there" >&2
  exit 1
fi
if [ -n "$tag" ]; then
  mkdir -p "$HOME/.cooperage"
  echo "$tag" > "$HOME/.cooperage/tag.new" && mv "$HOME/.cooperage/tag.new" "$HOME/.cooperage/tag" || exit 1
fi
echo "wiped, $ended processes ended"
