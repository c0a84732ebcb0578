#!/bin/sh
# Real hosts of tests: Debian under systemd, each a machine of systemd-nspawn in a network namespace
# of its own, all on one bridge. Their files are layers over one image, which is made once.
# Usage: hosts.sh DIRECTORY image | network | up NAME ADDRESS | down NAME | clear
set -eu
directory=$1
verb=$2
shift 2
prefix=cooperage-real
packages=systemd,systemd-sysv,dbus,openssh-server,sudo,iproute2,nftables,socat,curl
image=$directory/image

image() {
  [ ! -e "$image.made" ] || [ "$(cat "$image.made")" != "$packages" ] || return 0
  rm -rf --one-file-system "$image"
  mkdir -p "$directory"
  debootstrap --variant=minbase --include="$packages" bookworm "$image" > "$directory/image.log" 2>&1
  rm -f "$image"/etc/ssh/ssh_host_* "$image"/etc/machine-id "$image"/var/cache/apt/archives/*.deb
  : > "$image/etc/machine-id"
  echo "$packages" > "$image.made"
}

network() {
  ip netns add $prefix
  ip -n $prefix link set lo up
  ip -n $prefix link add bridge type bridge
  ip -n $prefix link set bridge up
  ip link add "$prefix" type veth peer name operator netns $prefix
  ip -n $prefix link set operator master bridge up
  ip address add 10.79.0.254/24 dev $prefix
  ip link set $prefix up
}

controllers() {
  if [ -e /sys/fs/cgroup/cgroup.procs ]; then
    echo /sys/fs/cgroup
  else
    find /sys/fs/cgroup -mindepth 1 -maxdepth 1 -type d
  fi
}

own_groups() {
  for controller in $(controllers); do
    group=$controller/$prefix-$1
    mkdir -p "$group"
    for file in cpuset.cpus cpuset.mems; do
      [ ! -e "$group/$file" ] || cat "$controller/$file" > "$group/$file" 2> /dev/null || :
    done
    echo $$ > "$group/cgroup.procs"
  done
}

# The layer of the machine, which may have files of the test's already, becomes its root.
up() {
  name=$1 address=$2 host=$directory/$1
  mkdir -p "$host/layer/etc" "$host/work" "$host/root"
  echo "$name" > "$host/layer/etc/hostname"
  mount -t overlay -o "lowerdir=$image,upperdir=$host/layer,workdir=$host/work" "$prefix" "$host/root"
  ssh-keygen -q -A -f "$host/root"
  ip netns add "$prefix-$name"
  ip -n $prefix link add "$name" type veth peer name host0 netns "$prefix-$name"
  ip -n $prefix link set "$name" master bridge up
  ip -n "$prefix-$name" link set lo up
  ip -n "$prefix-$name" address add "$address/24" dev host0
  ip -n "$prefix-$name" link set host0 up
  setsid sh "$0" "$directory" machine "$name" < /dev/null > "$host/console.log" 2>&1 &
}

machine() {
  own_groups "$1"
  export SYSTEMD_NSPAWN_API_VFS_WRITABLE=network
  exec systemd-nspawn --quiet --register=no --keep-unit --boot --directory="$directory/$1/root" \
    --network-namespace-path="/run/netns/$prefix-$1" --capability=CAP_NET_ADMIN \
    --tmpfs=/var/lib/mysql:size=16M --resolv-conf=off --timezone=off --link-journal=no \
    --console=read-only
}

down() {
  name=$1 host=$directory/$1
  for _ in $(seq 100); do
    processes=$(ip netns pids "$prefix-$name" 2> /dev/null) || :
    [ -n "$processes" ] || break
    # shellcheck disable=SC2086
    kill -s KILL $processes 2> /dev/null || :
    sleep 0.1
  done
  ip netns delete "$prefix-$name" 2> /dev/null || :
  for _ in $(seq 100); do
    ! mountpoint -q "$host/root" || umount "$host/root" 2> /dev/null || { sleep 0.1; continue; }
    break
  done
  for controller in $(controllers); do
    find "$controller/$prefix-$name" -depth -type d -exec rmdir {} + 2> /dev/null || :
  done
  rm -rf --one-file-system "$host"
}

clear() {
  for name in $(ip netns list | sed -n "s/^$prefix-\([^ ]*\).*/\1/p"); do
    down "$name"
  done
  ip link delete $prefix 2> /dev/null || :
  ip netns delete $prefix 2> /dev/null || :
}

"$verb" "$@"
