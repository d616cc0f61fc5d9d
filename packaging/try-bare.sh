#!/bin/sh
# Tries the README's two commands on a bare Debian 12 that has python3 and git and nothing else. Needs root, debootstrap
# and a few gigabytes; takes several minutes. What is committed is tried, not the working tree.
#
#   sh packaging/try-bare.sh [FOLDER]
#
# FOLDER keeps the bare system, so that a second try starts from the same one; without it everything is removed at the
# end. The system's own apt sources are used. BARE_COPY names more files and folders of this machine that the bare
# system is to have in the same places (pip's configuration, certificates, a folder of wheels), separated by spaces;
# variables that begin with PIP_ are handed on. BARE_COMMANDS replaces the commands, one a line.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
[ "$(id -u)" = 0 ] || { echo "root is needed for a chroot" >&2; exit 1; }
command -v debootstrap >/dev/null || { echo "debootstrap is needed" >&2; exit 1; }

keep=${1:-}
work=${keep:-$(mktemp -d "${TMPDIR:-/tmp}/postil-bare.XXXXXX")}
mkdir -p "$work"
work=$(CDPATH='' cd -- "$work" && pwd -P)
base="$work/base"
system="$work/system"

finish() {
    status=$?
    rm -rf -- "$system"
    if [ -z "$keep" ]; then rm -rf -- "$work"; fi
    exit $status
}
trap finish EXIT
trap 'exit 1' INT TERM

if [ ! -e "$base/ready" ]; then
    mirror=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/*.sources /etc/apt/sources.list.d/*.list 2>/dev/null |
        sed -n -e 's/^URIs: *\([^ ]*debian\)\/* *$/\1/p' \
            -e 's/^deb \(\[[^]]*\] \)\{0,1\}\([^ ]*debian\)\/* .*/\2/p' | head -n 1)
    [ -n "$mirror" ] || { echo "no Debian mirror in this system's apt sources" >&2; exit 1; }
    rm -rf -- "$base"
    debootstrap --variant=minbase --include=python3,git,ca-certificates bookworm "$base" "$mirror"
    touch "$base/ready"
fi

rm -rf -- "$system"
cp -a -- "$base" "$system"
# shellcheck disable=SC2086 # a list
for path in /etc/apt/sources.list /etc/apt/sources.list.d /etc/apt/apt.conf.d /etc/apt/auth.conf.d /etc/resolv.conf \
    /etc/hosts ${BARE_COPY:-}; do
    if [ -e "$path" ]; then
        rm -rf -- "${system:?}$path"
        mkdir -p -- "$system$(dirname -- "$path")"
        cp -aL -- "$path" "$system$path"
    fi
done
# A path with a space in it.
home='/root/my projects/postil'
mkdir -p "$system/root/my projects"
git clone --quiet --no-hardlinks -- "$root" "$system$home"

env | grep '^PIP_' | sed "s/'/'\\\\''/g; s/^\([^=]*\)=\(.*\)$/export \1='\2'/" >"$system/root/try" || true
cat >>"$system/root/try" <<'END'
set -eu
cd /
home=$1
shift
python3 -c 'import ensurepip' 2>/dev/null && echo "note: this system has ensurepip already"
for command; do
    echo "== $command"
    start=$(date +%s)
    status=0
    (cd "$home" && eval "$command") </dev/null || status=$?
    echo "== status $status after $(($(date +%s) - start)) s: $command"
    [ $status = 0 ] || exit $status
done
END

commands=${BARE_COMMANDS:-"sh packaging/run.sh
sh packaging/test.sh
sh packaging/run.sh"}
set -- "$home"
while IFS= read -r line; do set -- "$@" "$line"; done <<END
$commands
END
# Mounts in a name space of their own are gone when it ends, whatever happens, and are never deleted through.
# shellcheck disable=SC2016 # the inner shell expands these
env -i HOME=/root LANG=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin TERM="${TERM:-dumb}" \
    unshare --mount --pid --fork --kill-child sh -c '
        mount -t proc proc "$0/proc" && mkdir -p "$0/dev/shm" && mount -t tmpfs tmpfs "$0/dev/shm" &&
        exec chroot "$0" sh /root/try "$@"' "$system" "$@"
