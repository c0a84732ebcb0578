# A line for each fault that stands: number, seconds until it heals by itself, state, what it is.
read -r since _ < /proc/uptime
for fault in /run/cooperage-faults/*/; do
  [ -e "$fault/fault" ] || continue
  left=$(($(cat "$fault/until") - ${since%.*}))
  state=standing
  [ ! -e "$fault/healing" ] || state=healing
  printf '%s\t%s\t%s\t%s\n' "$(basename "$fault")" "$left" "$state" "$(cat "$fault/fault")"
done
