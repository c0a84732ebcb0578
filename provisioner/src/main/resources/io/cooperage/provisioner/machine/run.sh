# Runs the resource $2 alone on this machine, as process group of its own. The input brings the
# environment and the JSON document, each after its size, and then a line now and then as a sign of
# life. When the input ends, or is silent for $3 seconds, the group is ended.
set -u
umask 077
name=$1 script=$HOME/.cooperage/resources/$2 dead_man=$3 lock_wait=$4
runs=$HOME/.cooperage/run
mkdir -p "$runs" && cd "$HOME" || exit 125
run=$runs/$name.$$
trap 'rm -f "$run.env" "$run.json" "$run.ended"' EXIT
read -r -t "$dead_man" size && head -c "$size" > "$run.env" || exit 125
read -r -t "$dead_man" size && head -c "$size" > "$run.json" || exit 125

exec 9> "$HOME/.cooperage/lock"
deadline=$((SECONDS + lock_wait))
until flock -n 9; do
  read -r -t 0.2
  if [ $? -eq 1 ]; then exit 125; fi
  if [ "$SECONDS" -ge "$deadline" ]; then
    echo "another script has been running on this machine for $lock_wait s" >&2
    exit 125
  fi
done

setsid bash -c '
  . "$1.env"
  export COOPERAGE_CONFIG_FILE=$1.json
  export COOPERAGE_SERVICE_HOME=$HOME/services/$COOPERAGE_SERVICE
  export COOPERAGE_RESOURCES=$HOME/.cooperage/by-name
  mkdir -p "$COOPERAGE_SERVICE_HOME" && cd "$COOPERAGE_SERVICE_HOME" || exit 125
  eval "set -- \"\$2\" $COOPERAGE_ARGUMENTS"
  exec "$@"
' run "$run" "$script" < /dev/null 9>&- &
child=$!

(
  while read -r -t "$dead_man"; do :; done
  : > "$run.ended"
  kill -TERM -- "-$child" || kill -TERM "$child"
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    kill -0 -- "-$child" || exit
    sleep 0.1
  done
  kill -KILL -- "-$child"
) <&0 9>&- > /dev/null 2>&1 &
watch=$!

wait "$child"
code=$?
if [ -e "$run.ended" ]; then
  wait "$watch"
else
  kill "$watch" 2> /dev/null
fi
exit "$code"
