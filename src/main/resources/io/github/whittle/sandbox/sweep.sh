# Without a namespace of processes, those of the sandbox are found by their root.
sweep() {
  found=yes
  while [ -n "$found" ]; do
    found=
    for process in /proc/[0-9]*; do
      if [ "$(readlink "$process/root")" = "$root" ]; then
        kill -9 "${process#/proc/}" 2>/dev/null && found=yes
      fi
    done
  done
}
# Ctrl-C reaches this shell too, and must not end it before the others.
trap 'sweep; exit 143' TERM INT HUP
set +e
"$@" &
wait $!
code=$?
sweep
exit $code
