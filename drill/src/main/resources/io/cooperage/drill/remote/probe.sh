# A line for each thing that this host cannot do: a word, and why. Before it: database.
[ "$(id -u)" = 0 ] || { echo "root	this is not root"; exit; }
[ -d /run/systemd/system ] || echo "root	it does not run under systemd"
if ! command -v nft > /dev/null; then
  echo "filter	nft is not installed (package nftables)"
elif ! why=$(nft list tables 2>&1); then
  echo "filter	$(echo "$why" | head -n 1)"
fi
try_queue() {
  unshare --net tc qdisc add dev lo root $2 > /dev/null 2>&1 || echo "$1	its kernel has no sch_$1"
}
if ! command -v tc > /dev/null; then
  echo "htb	tc is not installed (package iproute2)"
else
  try_queue netem "netem delay 1ms"
  try_queue htb htb
fi
if systemd-detect-virt --quiet --container; then
  echo "clock	it is a container, whose clock is its machine's"
fi
command -v curl > /dev/null || echo "curl	curl is not installed"
if [ -n "$database" ]; then
  if [ ! -d "$database" ]; then
    echo "disk	there is no directory $database"
  elif [ "$(stat --format=%d "$database")" = "$(stat --format=%d /)" ]; then
    echo "disk	$database is on the file system of /, which no fault may fill"
  fi
fi
