# Heals the fault in whose directory this lies, once, whoever else does so at the same time.
. "${0%/*}/functions.sh"
exec 9> "$fault/lock"
flock 9
# Whoever waited may find that this fault is gone, and even that another has its number.
[ -e "$fault/fault" ] && [ "$fault/lock" -ef /proc/self/fd/9 ] || exit 0
: > "$fault/healing"
attempt=1
until sh -u "$fault/undo.sh" >> "$fault/log" 2>&1; do
  [ "$attempt" -lt 120 ] || { rm -f "$fault/healing"; exit 1; }
  attempt=$((attempt + 1))
  sleep 1
done
systemctl stop "cooperage-fault-$number.timer" 2> /dev/null || :
rm -rf "$fault"
