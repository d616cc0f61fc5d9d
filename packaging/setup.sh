#!/bin/sh
# Makes what Postil needs to run out of this checkout: the system's libraries and a Python environment in `.venv`.
#
#   sh packaging/setup.sh [run | test | dev]
#
# `run` is enough to use Postil, `test` adds what the tests need, `dev` adds the linters. It says what it installs
# before it does so, asks before it uses sudo, and the second time only looks at a stamp. The variable POSTIL_PYTHON
# chooses the Python.
set -u

profile=${1:-run}
case $profile in
run | test | dev) ;;
*)
    echo "usage: sh packaging/setup.sh [run | test | dev]" >&2
    exit 2
    ;;
esac

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P) || exit 1
cd -- "$root" || exit 1
venv=.venv
log=''

say() { echo "Postil: $*" >&2; }

fail() {
    say "$*"
    [ ! -s "$log" ] || say "The whole output is in $log."
    exit 1
}

# --- nothing to do? -------------------------------------------------------------------------------------------------

# What the environment was made from: when this changes, it is made up to date. The place is in it, since scripts in an
# environment name their interpreter by its full path.
wanted() {
    echo "$root"
    cksum <pyproject.toml
    cksum <packaging/setup.sh
}

stamp="$venv/postil-setup-$profile"
if [ -f "$stamp" ] && [ -x "$venv/bin/python" ] && [ "$(cat "$stamp")" = "$(wanted)" ]; then
    exit 0
fi

log=$(mktemp "${TMPDIR:-/tmp}/postil-setup.XXXXXX") || exit 1
trap '[ -s "$log" ] || rm -f "$log"' EXIT

# --- what the system must have --------------------------------------------------------------------------------------

# One library a line: the file that Qt loads, and the package that has it on Debian and Ubuntu, and on Arch.
libraries='
libEGL.so.1             libegl1             libglvnd
libGL.so.1              libgl1              libglvnd
libbrotlidec.so.1       libbrotli1          brotli
libdbus-1.so.3          libdbus-1-3         dbus
libfontconfig.so.1      libfontconfig1      fontconfig
libfreetype.so.6        libfreetype6        freetype2
libglib-2.0.so.0        libglib2.0-0        glib2
libgssapi_krb5.so.2     libgssapi-krb5-2    krb5
libstdc++.so.6          libstdc++6          gcc-libs
libwayland-client.so.0  libwayland-client0  wayland
libwayland-cursor.so.0  libwayland-cursor0  wayland
libwayland-egl.so.1     libwayland-egl1     wayland
libX11.so.6             libx11-6            libx11
libX11-xcb.so.1         libx11-xcb1         libx11
libxcb.so.1             libxcb1             libxcb
libxcb-cursor.so.0      libxcb-cursor0      xcb-util-cursor
libxcb-icccm.so.4       libxcb-icccm4       xcb-util-wm
libxcb-image.so.0       libxcb-image0       xcb-util-image
libxcb-keysyms.so.1     libxcb-keysyms1     xcb-util-keysyms
libxcb-randr.so.0       libxcb-randr0       libxcb
libxcb-render.so.0      libxcb-render0      libxcb
libxcb-render-util.so.0 libxcb-render-util0 xcb-util-renderutil
libxcb-shape.so.0       libxcb-shape0       libxcb
libxcb-shm.so.0         libxcb-shm0         libxcb
libxcb-sync.so.1        libxcb-sync1        libxcb
libxcb-util.so.1        libxcb-util1        xcb-util
libxcb-xfixes.so.0      libxcb-xfixes0      libxcb
libxcb-xkb.so.1         libxcb-xkb1         libxcb
libxkbcommon.so.0       libxkbcommon0       libxkbcommon
libxkbcommon-x11.so.0   libxkbcommon-x11-0  libxkbcommon-x11
'

system=unknown
if [ "$(uname -s)" = Darwin ]; then
    system=macos
elif command -v apt-get >/dev/null 2>&1; then
    system=debian
elif command -v dnf >/dev/null 2>&1; then
    system=fedora
elif command -v pacman >/dev/null 2>&1; then
    system=arch
elif command -v zypper >/dev/null 2>&1; then
    system=opensuse
fi

find_python() { # prints the first Python that is new enough
    for candidate in ${POSTIL_PYTHON:+"$POSTIL_PYTHON"} python3 python3.14 python3.13 python3.12 python3.11 python; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
}

missing_libraries() { # prints the file names of those that cannot be loaded, for a Linux that has Python
    echo "$libraries" | "$1" -c '
import ctypes, sys
for line in sys.stdin:
    if line.strip():
        try:
            ctypes.CDLL(line.split()[0])
        except OSError:
            print(line.split()[0])
'
}

package_column() { # names of packages for library files on stdin; $1 is the column of the table
    while read -r file; do
        echo "$libraries" | awk -v file="$file" -v column="$1" '$1 == file { print $column }'
    done | sort -u
}

debian_has() { [ "$(dpkg-query -W -f='${db:Status-Abbrev}' "$1" 2>/dev/null)" = 'ii ' ]; }

tools() { # programs that the tests look into PDFs and windows with, as far as they are missing
    [ "$profile" = run ] && return
    command -v Xvfb >/dev/null 2>&1 || [ "$system" = macos ] || echo "$1"
    command -v pdftotext >/dev/null 2>&1 || echo "$2"
    command -v qpdf >/dev/null 2>&1 || echo "$3"
}

one_line() { echo "$1" | tr -s ' \n' ' ' | sed 's/^ //; s/ $//'; }

# Fills `needed` (without these Postil does not work) and `nice` (without these some scripts show as boxes).
look() {
    needed='' nice='' libs=''
    python=$(find_python)
    if [ -n "$python" ] && [ "$system" != macos ]; then
        libs=$(missing_libraries "$python")
    fi
    case $system in
    debian)
        if [ -z "$python" ]; then
            needed="python3 python3-venv"
        elif ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
            version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
            needed="python$version-venv"
        fi
        needed="$needed $(echo "$libs" | package_column 2) $(tools xvfb poppler-utils qpdf)"
        others='' # what else the tests read PDFs with, and a desktop to double-click on
        [ "$profile" = run ] || others='gir1.2-poppler-0.18 python3-gi
            appstream bubblewrap dbus dbus-daemon desktop-file-utils file groff libglib2.0-bin librsvg2-bin man-db
            openbox pcmanfm shared-mime-info shellcheck x11-utils xdg-utils xdotool zsh fish'
        for package in fonts-noto-core fonts-noto-cjk fonts-noto-color-emoji $others; do
            debian_has "$package" || nice="$nice $package"
        done
        ;;
    arch)
        [ -n "$python" ] || needed=python
        needed="$needed $(echo "$libs" | package_column 3) $(tools xorg-server-xvfb poppler qpdf)"
        ;;
    macos)
        [ -n "$python" ] || needed=python@3.13
        needed="$needed $(tools '' poppler qpdf)"
        ;;
    fedora | opensuse)
        # Both find a package by the library that is in it.
        bits=$(getconf LONG_BIT 2>/dev/null)
        for file in $libs; do
            needed="$needed '$file()(${bits:-64}bit)'"
        done
        if [ "$system" = fedora ]; then
            [ -n "$python" ] || needed="python3 $needed"
            needed="$needed $(tools xorg-x11-server-Xvfb poppler-utils qpdf)"
        else
            [ -n "$python" ] || needed="python313 $needed"
            needed="$needed $(tools xorg-x11-server-Xvfb poppler-tools qpdf)"
        fi
        ;;
    unknown)
        [ -n "$python" ] || needed='Python 3.11 or newer'
        needed="$needed $libs $(tools Xvfb pdftotext qpdf)"
        ;;
    esac
    needed=$(one_line "$needed")
    nice=$(one_line "$nice")
}

install_debian() { # $1 is '' or sudo, the rest are packages
    with=$1
    shift
    # sudo drops the caller's variables, so this one is set behind it; the lock that a new system holds is waited for.
    set -- env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120 -o Acquire::Retries=3 \
        install -y --no-install-recommends "$@"
    ${with:+"$with"} env DEBIAN_FRONTEND=noninteractive apt-get update >>"$log" 2>&1 ||
        say "The list of packages could not be brought up to date; going on with the old one."
    if ! ${with:+"$with"} "$@" >>"$log" 2>&1; then
        tail -n 15 "$log" >&2
        fail "apt-get could not install what is missing."
    fi
}

system_packages() {
    look
    all=$(one_line "$needed $nice")
    [ -n "$all" ] || return 0
    if [ "$system" != debian ]; then
        [ -n "$needed" ] || return 0
        say "The system lacks something that Postil needs. Install it, then run this again:"
        case $system in
        macos) echo "  brew install $needed" >&2 ;;
        fedora) echo "  sudo dnf install $needed" >&2 ;;
        arch) echo "  sudo pacman -S --needed $needed" >&2 ;;
        opensuse) echo "  sudo zypper install $needed" >&2 ;;
        *) echo "  $needed" >&2 ;;
        esac
        exit 1
    fi
    line="apt-get install --no-install-recommends $all"
    if [ "$(id -u)" = 0 ]; then
        say "Installing from the system's packages, as root: $all"
        # shellcheck disable=SC2086 # a list of names
        install_debian '' $all
    elif [ -t 0 ] && [ -t 2 ] && command -v sudo >/dev/null 2>&1; then
        say "These packages of the system are missing: $all"
        printf 'Install them with sudo? [Y/n] ' >&2
        read -r answer || answer=n
        case $answer in
        '' | [Yy]*)
            # shellcheck disable=SC2086 # a list of names
            install_debian sudo $all
            ;;
        *)
            [ -z "$needed" ] || fail "Nothing was installed. Postil needs: sudo $line"
            say "Going on without them; some scripts and emoji will show as boxes."
            ;;
        esac
    elif [ -n "$needed" ]; then
        say "The system lacks something that Postil needs. Run this line as root, then run this again:"
        echo "  sudo $line" >&2
        exit 1
    else
        say "For scripts other than Latin, Greek and Cyrillic: sudo $line"
    fi
}

system_packages
python=$(find_python)
if [ -n "$python" ] && [ -z "${needed##*python3*}" ] && [ "$system" = debian ]; then
    system_packages # there was no Python to look for libraries with; now there is
fi
[ -n "$python" ] || fail "Python 3.11 or newer is needed, and there is none here. Set POSTIL_PYTHON to where it is."

# --- the environment ------------------------------------------------------------------------------------------------

if ! "$venv/bin/python" -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    say "Making the Python environment $root/$venv ($("$python" --version))."
    if ! "$python" -m venv --clear "$venv" >>"$log" 2>&1; then
        tail -n 15 "$log" >&2
        fail "The Python environment could not be made in $root."
    fi
fi

case $profile in
run) what=. ;;
test) what='.[test]' ;;
dev) what='.[test,dev]' ;;
esac
say "Installing Python packages into .venv (some 300 MB, a minute or more) ..."
if ! "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input -e "$what" >>"$log" 2>&1; then
    tail -n 15 "$log" >&2
    fail "pip could not install the Python packages."
fi
if ! "$venv/bin/python" -c 'import PySide6.QtWidgets' >>"$log" 2>&1; then
    tail -n 3 "$log" >&2
    fail "Qt cannot be loaded; a library of the system is missing."
fi

wanted >"$stamp"
if [ "$profile" != run ]; then wanted >"$venv/postil-setup-run"; fi
if [ "$profile" = dev ]; then wanted >"$venv/postil-setup-test"; fi
rm -f "$log"
say "Ready."
