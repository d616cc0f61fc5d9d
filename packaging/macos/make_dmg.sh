#!/bin/sh
# Makes Postil.app and a disk image with it, on macOS.
#
#   sh packaging/macos/make_dmg.sh [FOLDER]
#
# FOLDER (`dist` here) gets Postil.app and Postil-VERSION.dmg. POSTIL_SIGN names the identity that signs ("Developer ID
# Application: ..."); without it everything is signed ad hoc, which runs where it was made and asks elsewhere.
# POSTIL_NOTARY names a profile that `xcrun notarytool store-credentials` keeps; with it Apple is asked to notarise.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd -P)
folder=${1:-$root/dist}
[ "$(uname -s)" = Darwin ] || {
    echo "make_dmg.sh: disk images are made on macOS" >&2
    exit 1
}

sh "$root/packaging/make_standalone.sh" "$folder"
app=$folder/Postil.app
version=$(/usr/libexec/PlistBuddy -c 'Print :CFBundleShortVersionString' "$app/Contents/Info.plist")
plutil -lint "$app/Contents/Info.plist"
set -- --force --sign "${POSTIL_SIGN:--}" --entitlements "$root/packaging/macos/entitlements.plist"
[ -z "${POSTIL_SIGN:-}" ] || set -- "$@" --options runtime --timestamp
codesign "$@" "$app/Contents/MacOS/postil"
codesign "$@" "$app"
codesign --verify --deep --strict "$app"

work=$(mktemp -d "${TMPDIR:-/tmp}/postil-dmg.XXXXXX")
trap 'rm -rf -- "$work"' EXIT
trap 'exit 1' INT TERM
ditto "$app" "$work/Postil.app"
ln -s /Applications "$work/Applications"
cp "$root/LICENSE" "$work/LICENSE.txt"
dmg=$folder/Postil-$version.dmg
rm -f -- "$dmg"
hdiutil create -volname Postil -fs HFS+ -format UDZO -srcfolder "$work" "$dmg"
[ -z "${POSTIL_SIGN:-}" ] || codesign --sign "$POSTIL_SIGN" --timestamp "$dmg"
if [ -n "${POSTIL_NOTARY:-}" ]; then
    xcrun notarytool submit "$dmg" --keychain-profile "$POSTIL_NOTARY" --wait
    xcrun stapler staple "$dmg"
fi
echo "$dmg"
