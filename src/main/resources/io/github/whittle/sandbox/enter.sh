# Mounts what an image expects into its folder, in a mount namespace of its own, and runs a command
# there. Arguments: the folder; where in it proc, dev and (or the empty text) tmp are mounted; then pairs of
# what of the machine shows where; "--"; the command.
set -eu
root=$1 proc=$2 dev=$3 tmp=$4
shift 4
(
  PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
  umask 022
  mount --bind "$root" "$root"
  mount -t proc proc "$root$proc"
  mount -t tmpfs -o mode=755 tmpfs "$root$dev"
  for name in null zero full random urandom tty; do
    : >"$root$dev/$name"
    mount --bind "/dev/$name" "$root$dev/$name"
  done
  ln -s /proc/self/fd "$root$dev/fd"
  ln -s /proc/self/fd/0 "$root$dev/stdin"
  ln -s /proc/self/fd/1 "$root$dev/stdout"
  ln -s /proc/self/fd/2 "$root$dev/stderr"
  mkdir "$root$dev/shm" "$root$dev/pts"
  mount -t tmpfs -o mode=1777 tmpfs "$root$dev/shm"
  # No terminals where the kernel does not give any: few programs ask.
  if mount -t devpts -o newinstance,ptmxmode=0666,mode=620 devpts "$root$dev/pts" 2>/dev/null; then
    ln -s pts/ptmx "$root$dev/ptmx"
  fi
  if [ -n "$tmp" ]; then mount -t tmpfs -o mode=1777 tmpfs "$root$tmp"; fi
  while [ "$1" != -- ]; do
    mount --bind "$1" "$root$2"
    shift 2
  done
  if command -v ip >/dev/null; then ip link set lo up 2>/dev/null || true; fi
)
while [ "$1" != -- ]; do shift 2; done
shift
cd "$root"
