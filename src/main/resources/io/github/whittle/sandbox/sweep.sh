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
trap 'sweep; exit 143' TERM
set +e
"$@" &
wait $!
code=$?
sweep
exit $code
