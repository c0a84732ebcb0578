# What faults and their healing have in common. Before it: number, operator, door.
fault=/run/cooperage-faults/$number
table=cooperage_fault_$number
dropin=zz-cooperage-fault-$number.conf
orphans=/proc/sys/net/ipv4/tcp_orphan_retries

refuse() {
  echo "$*"
  exit 3
}

need() {
  command -v "$1" > /dev/null || refuse "$1 is not installed (package $2)"
}

# Seconds since the host started, in hundredths; no clock that is set moves it.
uptime_ticks() {
  read -r since _ < /proc/uptime
  echo "${since%.*}${since#*.}"
}

# Writes down which of these units run, or would if another fault let them.
remember() {
  for unit in "$@"; do
    [ "$(systemctl show --property=LoadState --value -- "$unit")" = loaded ] \
      || refuse "there is no unit $unit"
    echo "$unit" >> "$fault/units"
    case $(systemctl is-active -- "$unit") in
      active | activating | reloading) echo "$unit" >> "$fault/ran" ;;
      *) ls "/run/systemd/system/$unit.d"/zz-cooperage-fault-*.conf > /dev/null 2>&1 \
        && echo "$unit" >> "$fault/ran" ;;
    esac
  done
  [ -s "$fault/ran" ] || refuse "none of $* runs"
}

# Keeps the units from restarting and from being started, by whomever, as long as the fault stands.
hold() {
  while read -r unit; do
    mkdir -p "/run/systemd/system/$unit.d"
    printf '[Unit]\nConditionPathExists=!%s\n[Service]\nRestart=no\n' "$fault" \
      > "/run/systemd/system/$unit.d/$dropin"
  done < "$fault/units"
  systemctl daemon-reload
}

release() {
  while read -r unit; do
    rm -f "/run/systemd/system/$unit.d/$dropin"
    rmdir "/run/systemd/system/$unit.d" 2> /dev/null || :
  done < "$fault/units"
  systemctl daemon-reload
}

signal_all() {
  # shellcheck disable=SC2046
  systemctl kill --kill-who=all --signal="$1" -- $(cat "$fault/ran") 2> /dev/null || :
}

# Again and again, since a process may have forked another meanwhile.
kill_all() {
  for _ in $(seq 100); do
    signal_all SIGKILL
    # shellcheck disable=SC2046
    systemctl is-active --quiet -- $(cat "$fault/ran") || return 0
    sleep 0.05
  done
  echo "not all of these could be killed: $(cat "$fault/ran")" >&2
  return 1
}

start_again() {
  # shellcheck disable=SC2046
  systemctl reset-failed -- $(cat "$fault/ran") 2> /dev/null || :
  # shellcheck disable=SC2046
  systemctl start -- $(cat "$fault/ran")
}

# Drops what the rules say of packets that come ($1) and go ($2), but nothing of the operator's SSH
# or of what hosts need to find each other's hardware.
drop() {
  case $operator in *:*) family=ip6 ;; *) family=ip ;; esac
  nft -f - << RULES
table inet $table
delete table inet $table
table inet $table {
  chain incoming {
    type filter hook prerouting priority -310; policy accept;
    iifname "lo" accept
    $family saddr $operator tcp dport $door accept
    icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } accept
    $1
  }
  chain outgoing {
    type filter hook postrouting priority 310; policy accept;
    oifname "lo" accept
    $family daddr $operator tcp sport $door accept
    icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } accept
    $2
  }
}
RULES
}

# A port that accepts connections, and over which no byte goes: a segment with data has the flag
# psh, or is one of many that are longer than any header.
silence() {
  nft -f - << RULES
table inet $table
delete table inet $table
table inet $table {
  chain incoming {
    type filter hook input priority filter; policy accept;
    tcp dport $1 tcp flags & psh == psh counter drop
    tcp dport $1 meta length > 120 counter drop
  }
  chain outgoing {
    type filter hook output priority filter; policy accept;
    tcp sport $1 tcp flags & psh == psh counter drop
    tcp sport $1 meta length > 120 counter drop
  }
}
RULES
}

pass() {
  nft -f - << RULES
table inet $table
delete table inet $table
RULES
}

# Sockets of the dead give up after one more try, instead of telling peers when power returns. Where
# a container may not say so, peers hear of it then.
forget_orphans() {
  [ -w "$orphans" ] || return 0
  cat "$orphans" > "$fault/orphans"
  echo 1 > "$orphans"
}

remember_orphans() {
  [ ! -e "$fault/orphans" ] || cat "$fault/orphans" > "$orphans"
}

# Does something over and over in a unit of its own: $1 cuts, for $2 s, then joins for $3 s.
flap() {
  cat > "$fault/flap.sh" << LOOP
. "$fault/functions.sh"
while [ -e "$fault/fault" ]; do
  $1
  sleep $2
  pass
  sleep $3
done
LOOP
  systemd-run --quiet --collect --unit="cooperage-fault-$number-flapping" sh "$fault/flap.sh"
}

stop_flapping() {
  systemctl stop "cooperage-fault-$number-flapping.service" 2> /dev/null || :
  pass
}

# Keeps each core busy for $1 s, and lets it rest for $2 s, over and over, in a unit of its own.
burn() {
  cat > "$fault/burn.sh" << LOOP
burn() {
  while [ -e "$fault/fault" ]; do
    timeout $1 sh -c 'while :; do :; done'
    sleep $2
  done
}
for core in \$(seq "\$(nproc)"); do
  burn &
done
wait
LOOP
  systemd-run --quiet --collect --unit="cooperage-fault-$number-burners" sh "$fault/burn.sh"
}

# A unit that is not there has ended.
stop_burning() {
  systemctl stop "cooperage-fault-$number-burners.service" 2> /dev/null || :
}

# The devices on the way to these addresses, whose queueing discipline must be the kernel's choice.
find_devices() {
  for peer in "$@"; do
    ip -o route get "$peer" | sed -n 's/.* dev \([^ ]*\) .*/\1/p'
  done | sort -u > "$fault/devices"
  [ -s "$fault/devices" ] || refuse "there is no way to $*"
  while read -r device; do
    case $(tc qdisc show dev "$device" root) in
      '' | *' noqueue '* | *' pfifo_fast '* | *' fq_codel '* | *' fq '* | *' mq '*) ;;
      *) refuse "$device has a queueing discipline of its own, which no fault may replace" ;;
    esac
  done < "$fault/devices"
}

# Makes the way to addresses ($3 …) longer and narrower: $1 is the rate, $2 the words for netem.
lengthen() {
  rate=$1 netem=$2
  shift 2
  while read -r device; do
    tc qdisc replace dev "$device" root handle 1: htb default 0
    tc class add dev "$device" parent 1: classid 1:10 htb rate "$rate" quantum 60000
    # shellcheck disable=SC2086
    [ -z "$netem" ] || tc qdisc add dev "$device" parent 1:10 handle 10: netem $netem
    case $operator in
      *:*) match="protocol ipv6 prio 1 u32 match ip6 dst $operator match ip6 sport $door 0xffff" ;;
      *) match="protocol ip prio 2 u32 match ip dst $operator match ip sport $door 0xffff" ;;
    esac
    # shellcheck disable=SC2086
    tc filter add dev "$device" parent 1: $match flowid 1:0
    for peer in "$@"; do
      case $peer in
        *:*) tc filter add dev "$device" parent 1: protocol ipv6 prio 3 u32 \
          match ip6 dst "$peer" flowid 1:10 ;;
        *) tc filter add dev "$device" parent 1: protocol ip prio 4 u32 \
          match ip dst "$peer" flowid 1:10 ;;
      esac
    done
  done < "$fault/devices"
}

shorten() {
  while read -r device; do
    case $(tc qdisc show dev "$device" root) in
      *' htb 1: '*) tc qdisc del dev "$device" root ;;
    esac
  done < "$fault/devices"
}

# The file system of the database, which must not be the one that the host lives on.
find_disk() {
  [ -d "$1" ] || refuse "there is no directory $1"
  [ "$(stat --format=%d "$1")" != "$(stat --format=%d /)" ] \
    || refuse "$1 is on the file system of /, which no fault may fill"
}

fill() {
  ballast=$1/.cooperage-fault-$number
  fallocate --length "$(df --output=avail --block-size=1 "$1" | tail -n 1)" "$ballast"
  # What is left over or kept for root; that this fails is what is wanted.
  dd if=/dev/zero of="$ballast" bs=64k count=4096 oflag=append conv=notrunc 2> /dev/null || :
}

empty() {
  rm -f "$1/.cooperage-fault-$number"
  # shellcheck disable=SC2046
  systemctl restart -- $(cat "$fault/ran")
}

# What keeps the clock right, and would set it back at once.
stop_keeping_time() {
  : > "$fault/keepers"
  for keeper in systemd-timesyncd chrony chronyd ntpsec ntp openntpd; do
    if systemctl is-active --quiet "$keeper.service"; then
      echo "$keeper.service" >> "$fault/keepers"
      systemctl stop "$keeper.service"
    fi
  done
}

# Time of the wall and of the host's running, at one moment; then the jump, by $1 ms.
jump() {
  now=$(date +%s%3N)
  echo "$now $(uptime_ticks)" > "$fault/clock"
  set_clock $((now + $1))
}

set_clock() {
  date --set="@$(($1 / 1000)).$(printf %03d $(($1 % 1000)))" > /dev/null
}

# To where the clock would be, had it never jumped.
jump_back() {
  if [ -e "$fault/clock" ]; then
    read -r wall ticks < "$fault/clock"
    set_clock $((wall + ($(uptime_ticks) - ticks) * 10)) || return 1
  fi
  [ ! -e "$fault/keepers" ] || while read -r keeper; do
    systemctl start "$keeper"
  done < "$fault/keepers"
}

# Asks the API something, as root of all datacenters: $1 method, $2 URL.
ask() {
  set -- --fail --silent --show-error --max-time 20 --request "$1" --header "@$fault/headers" "$2"
  [ ! -e "$fault/ca.pem" ] || set -- --cacert "$fault/ca.pem" "$@"
  curl "$@"
}
