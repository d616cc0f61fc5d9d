#!/bin/sh
# Tries the Debian package in a clean Debian 12: installs it, uses it, upgrades it, removes it, and looks what is left.
# Needs root, debootstrap and the network.
#
#   sh packaging/try-deb.sh PACKAGE.deb [FOLDER]
#
# FOLDER keeps the bare system and the packages that were fetched, so that a second try starts from the same ones, and
# gets a picture of the window, `window.png`. Without it everything is removed at the end. The system's own apt sources
# are used. TRY_RECOMMENDS=no leaves out what the package only recommends, but for a font and the desktop's own tools.
set -eu

package=$(CDPATH='' cd -- "$(dirname -- "$1")" && pwd -P)/$(basename -- "$1")
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
[ "$(id -u)" = 0 ] || { echo "root is needed for a chroot" >&2; exit 1; }
command -v debootstrap >/dev/null || { echo "debootstrap is needed" >&2; exit 1; }

keep=${2:-}
work=${keep:-$(mktemp -d "${TMPDIR:-/tmp}/postil-deb.XXXXXX")}
mkdir -p "$work/archives/partial"
work=$(CDPATH='' cd -- "$work" && pwd -P)
base="$work/base"
system="$work/system"

finish() {
    status=$?
    if [ -n "$keep" ] && [ -e "$system/try/window.png" ]; then cp -- "$system/try/window.png" "$keep/"; fi
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
    debootstrap --variant=minbase --include=ca-certificates bookworm "$base" "$mirror"
    touch "$base/ready"
fi

rm -rf -- "$system"
cp -a -- "$base" "$system"
for path in /etc/apt/sources.list /etc/apt/sources.list.d/debian.sources /etc/apt/apt.conf.d /etc/apt/auth.conf.d \
    /etc/resolv.conf /etc/hosts; do
    if [ -e "$path" ]; then
        rm -rf -- "${system:?}$path"
        mkdir -p -- "$system$(dirname -- "$path")"
        cp -aL -- "$path" "$system$path"
    fi
done
rm -f -- "$system/etc/apt/apt.conf.d/docker-clean" # would throw away what was fetched
mkdir -p "$system/try"
cp -- "$package" "$system/try/"
cp -- "$root"/resources/samples/harbour-ferry.* "$system/try/"

# An older version: the same files under a smaller number, with one that the newer one does not have.
older="$work/older"
rm -rf -- "$older"
dpkg-deb -R "$package" "$older"
sed -i 's/^Version: .*/Version: 0.0.1-1/' "$older/DEBIAN/control"
echo 'old = True' >"$older/usr/lib/postil/lib/$(ls "$older/usr/lib/postil/lib")/site-packages/reader/old_one.py"
(cd "$older" && find usr -type f -exec md5sum {} + >DEBIAN/md5sums)
dpkg-deb --root-owner-group -Znone -b "$older" "$system/try/older.deb" >/dev/null
rm -rf -- "$older"

cat >"$system/try/try" <<'END'
set -eu
cd /try
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
apt() {
    apt-get -qq -o Acquire::Retries=3 -o Dpkg::Use-Pty=0 "$@" >>/try/apt.log 2>&1 || {
        tail -n 30 /try/apt.log
        exit 1
    }
}
say() { echo "== $*"; }
wrong() { echo "WRONG: $*" && exit 1; }
same() {
    [ "$2" = "$3" ] || wrong "$1: '$2' and not '$3'"
    echo "$1: $2"
}
user() { runuser -u reader -- env HOME=/home/reader XDG_RUNTIME_DIR=/run/reader XDG_CURRENT_DESKTOP=X-Generic "$@"; }
everything() {
    find / -xdev \( -path /proc -o -path /try -o -path /home -o -path /run -o -path /tmp -o -path /var/lib/dpkg \
        -o -path /var/cache -o -path /var/log -o -path /var/lib/apt \) -prune -o -print | sort
}

apt update
# what a desktop has, and what looks at it here
apt install --no-install-recommends xvfb xauth x11-utils imagemagick qpdf poppler-utils xdg-utils desktop-file-utils \
    shared-mime-info libfile-mimeinfo-perl libglib2.0-bin hicolor-icon-theme man-db mousepad $RECOMMENDED
useradd -m reader
install -d -o reader -m 700 /run/reader

say "nothing of it is here"
everything >/try/before
same "default for Markdown before" "$(user xdg-mime query default text/markdown)" ""
plain=org.xfce.mousepad.desktop
user xdg-mime default "$plain" text/plain # somebody's choice; where nobody chose, desktops go by the entries' names

say "an older version"
apt install $HOW ./older.deb
same "its version" "$(dpkg-query -W -f '${Version}' postil)" 0.0.1-1
user mkdir -p "/home/reader/articles é"
cp harbour-ferry.* "/home/reader/articles é/"
chown -R reader: /home/reader
article="/home/reader/articles é/harbour-ferry.md"
user postil tag "$article" --type PER --quote "Ilse Marrowby" --nth 1
user mkdir -p /home/reader/.config/postil
echo 'theme = "dark"' | user tee /home/reader/.config/postil/settings.toml >/dev/null
users_files() { cat /home/reader/.config/postil/settings.toml "$article" "$article.annotations.json" | sha256sum; }
kept=$(users_files)

say "upgraded to this one"
start=$(date +%s)
apt install $HOW ./postil_*.deb
echo "in $(($(date +%s) - start)) s"
same "users' files" "$(users_files)" "$kept"
[ -z "$(find /usr/lib/postil -name 'old_one*')" ] || wrong "the older version's module is still there"
echo "installed: $(du -sk /usr/lib/postil | cut -f1) kB with bytecode"

say "what it says"
user postil --version
user postil show "$article" | head -n 5
man -w postil

say "what the desktop knows"
same "opens Markdown" "$(user xdg-mime query default text/markdown)" io.github.postil.Postil.desktop
same "opens text" "$(user xdg-mime query default text/plain)" "$plain"
ours=application/vnd.postil.annotations+json
same "the annotations' type" "$(user xdg-mime query filetype "$article.annotations.json")" $ours
by_glib=$(user gio info -a standard::content-type "$article.annotations.json" | sed -n 's/.*type: //p')
same "their type by GLib" "$by_glib" $ours
same "opens annotations" "$(user xdg-mime query default $ours)" io.github.postil.Postil.desktop
for type in text/markdown text/plain $ours; do
    user gio mime "$type" | grep -q io.github.postil.Postil.desktop || wrong "gio does not know $type"
done
user gio mime text/markdown
user postil desktop status
user postil desktop install
same "nothing is put beside the package's entry" "$(find /home/reader -name '*.desktop')" ""

say "the window"
cat >/try/window <<'INNER'
set -eu
postil "$1" 2>/try/said &
window=$!
for _ in $(seq 300); do
    xwininfo -root -tree | grep -q '"harbour-ferry' && break
    sleep 0.1
done
xwininfo -root -tree | grep '"harbour-ferry' || { echo "WRONG: no window"; cat /try/said; exit 1; }
sleep 2
import -window root /try/window.png
id=$(xwininfo -root -tree | sed -n 's/^ *\(0x[0-9a-f]*\) "harbour-ferry.*/\1/p' | head -n 1)
xprop -id "$id" WM_CLASS _NET_WM_NAME _GTK_APPLICATION_ID 2>/dev/null || true
kill -TERM "$window"
wait "$window" || { echo "WRONG: it ended with $?"; exit 1; }
cat /try/said
INNER
chmod 1777 /try
user xvfb-run -a -s '-screen 0 1280x900x24' sh /try/window "$article"
user postil export "$article" --to pdf
qpdf --check "$article.pdf" | tail -n 1
pdftotext "$article.pdf" - | grep -c 'Ilse Marrowby'

say "removed"
apt remove postil
[ ! -e /usr/lib/postil ] || wrong "left: $(find /usr/lib/postil)"
same "opens Markdown" "$(user xdg-mime query default text/markdown)" ""
same "the annotations' type" "$(user xdg-mime query filetype "$article.annotations.json")" application/json
same "what dpkg keeps" "$(dpkg-query -W -f '${db:Status-Abbrev}' postil 2>/dev/null || true)" ""
dpkg --purge postil 2>&1
apt autoremove --purge
everything >/try/after
same "left after purge" "$(diff /try/before /try/after | grep '^>' || true)" ""
[ "$(users_files)" != '' ] && [ -s "$article.annotations.json" ] || wrong "users' files are gone"
echo "users' files are still there"
END

case ${TRY_RECOMMENDS:-yes} in
no) how=--no-install-recommends recommended='fonts-noto-core' ;;
*) how='' recommended='' ;;
esac
# Mounts in a name space of their own are gone when it ends, whatever happens, and are never deleted through.
# shellcheck disable=SC2016 # the inner shell expands these
env -i HOME=/root LANG=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin TERM=dumb HOW="$how" RECOMMENDED="$recommended" \
    unshare --mount --pid --fork --kill-child sh -c '
        mount -t proc proc "$0/proc" && mkdir -p "$0/dev/shm" && mount -t tmpfs tmpfs "$0/dev/shm" &&
        mount --bind "$1" "$0/var/cache/apt/archives" && exec chroot "$0" sh /try/try' "$system" "$work/archives"
echo "== all is as it should be"
