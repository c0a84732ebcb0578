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
  parent=
  while read -r key value; do
    [ "$key" = PPid: ] && parent=$value && break
  done < "/proc/$pid/status"
  pid=$parent
done

# A process belongs to this machine by its environment (HOME travels everywhere) or its directory.
# Two programs look at all processes at once; forking for each would take seconds.
strangers() {
  local found pid comm escaped=${HOME//[\[\]\*\?\\]/\\&}
  found=$(
    grep -lzxF -e "HOME=$HOME" /proc/[0-9]*/environ 2> /dev/null
    find /proc/[0-9]* -maxdepth 1 -name cwd \( -lname "$escaped" -o -lname "$escaped/*" \) 2> /dev/null
  )
  strangers=()
  for found in $found; do
    pid=${found#/proc/}
    pid=${pid%/*}
    [ -n "${ours[$pid]:-}" ] && continue
    { read -r comm < "/proc/$pid/comm"; } 2> /dev/null || continue
    case $comm in sshd*) continue ;; esac
    { read -r _ _ state _ < "/proc/$pid/stat"; } 2> /dev/null || continue
    [ "$state" = Z ] || strangers+=("$pid")
  done
}

ended=0
signal=TERM
for round in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
  strangers
  [ "${#strangers[@]}" -eq 0 ] && break
  [ "$round" -eq 1 ] && ended=${#strangers[@]}
  [ "$round" -gt 10 ] && signal=KILL
  kill -s "$signal" "${strangers[@]}" 2> /dev/null
  sleep 0.1
done

find "$HOME" -mindepth 1 -maxdepth 1 ! -name .ssh ! -name .cooperage-machine -exec rm -rf {} +

strangers
left=$(find "$HOME" -mindepth 1 -maxdepth 1 ! -name .ssh ! -name .cooperage-machine)
if [ "${#strangers[@]}" -ne 0 ] || [ -n "$left" ]; then
  echo "cannot be wiped: processes ${strangers[*]:-none}, files ${left:-none} are still there" >&2
  exit 1
fi
if [ -n "$tag" ]; then
  mkdir -p "$HOME/.cooperage"
  echo "$tag" > "$HOME/.cooperage/tag.new" && mv "$HOME/.cooperage/tag.new" "$HOME/.cooperage/tag" || exit 1
fi
echo "wiped, $ended processes ended"
