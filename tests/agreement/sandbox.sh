# Runs every script of $BATCH/in in a machine of its own: no network, no other processes, no file
# system but a memory disk and read-only programs, no programs on the PATH but recorders.
# Arguments: folder of the batch, names that only record, names that record and then really run,
# seconds a script may take, how many of the recorders print something.
set -e
# A script that starts itself without end must not take the machine with it.
ulimit -u 200
batch=$1 recorders=$2 real=$3 limit=$4 talkers=$5
root=$batch/root
mkdir -p "$root"
mount -t tmpfs -o size=64m none "$root"
cd "$root"
mkdir -p bin usr real shells dev proc in out home/mira etc tmp
ln -s ../bin usr/bin
for folder in lib lib64 usr/lib usr/lib64; do
  [ -e "/$folder" ] || continue
  if [ -L "/$folder" ]; then
    ln -s "$(readlink "/$folder")" "$folder"
  else
    mkdir -p "$folder"
    mount --rbind "/$folder" "$folder"
    mount -o remount,bind,ro "$folder"
  fi
done
mount --bind /usr/bin real
mount -o remount,bind,ro real
mount --bind "$batch/in" in
mount --bind "$batch/out" out
mount -t proc proc proc || mount --rbind /proc proc
for device in null zero; do
  : >"dev/$device"
  mount --bind "/dev/$device" "dev/$device"
done
ln -s /proc/self/fd dev/fd
ln -s /proc/self/fd/0 dev/stdin
ln -s /proc/self/fd/1 dev/stdout
ln -s ../real/bash shells/bash
ln -s ../real/bash shells/sh

interpreter=/real/dash
[ -x "$root$interpreter" ] || interpreter=/real/bash
number=0
names=($recorders)
for name in "${names[@]}"; do
  # Made-up programs print the next one's name, and every second program fails, so that what a
  # script does next hangs on facts that no reader of the script can know.
  next=${names[(number + 1) % ${#names[@]}]}
  says=:
  [ "$number" -lt "$talkers" ] && says="echo $next"
  printf '#!%s\nprintf "%%s\\0" "$#" "$0" "$@" >&9\n%s\nexit %d\n' \
    "$interpreter" "$says" $((number++ % 2)) >"bin/$name"
done
for name in $real; do
  program=/real/$name
  case $name in bash | sh) program=/shells/$name ;; esac
  if [ -x "$root/real/$name" ] || [ "$name" = sh ]; then
    printf '#!%s\nprintf "%%s\\0" "$#" "$0" "$@" >&9\nexec %s "$@"\n' "$interpreter" "$program"
  else
    printf '#!%s\nprintf "%%s\\0" "$#" "$0" "$@" >&9\n' "$interpreter"
  fi >"bin/$name"
done
chmod 755 bin/*
mkdir -p $(sed 's|^|home/mira/|' "$batch/list")

exec env -i LIMIT="$limit" PATH=/bin HOME=/home/mira FUNCNEST=12 "$(command -v chroot)" "$root" /real/bash -c '
  limit=$LIMIT
  unset LIMIT
  while read -r name; do
    (
      cd "/home/mira/$name" || exit
      exec 9>>"/out/$name"
      exec /real/timeout -s KILL "$limit" /real/bash "/in/$name"
    ) </dev/null >/dev/null 2>&1
    [ $? = 137 ] || continue
    echo "$name" >>/out/late
    # It is process 1 here: this ends what the script left behind, and nothing else.
    kill -KILL -1
  done </in/list
  exit 0
'
