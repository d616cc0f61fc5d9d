"""The Debian package: what goes into it; built as packaging/make_deb.sh builds it, what lintian says, how it runs."""

from __future__ import annotations

import gzip
import importlib.util
import os
import re
import shutil
import stat
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reader import __version__
from reader.desktop.qt_libraries import PACKAGES
from tests.packaging.started import works

ROOT = Path(__file__).resolve().parents[2]
DEBIAN = ROOT / "packaging/debian"
BUILT = os.environ.get("POSTIL_DEB")  # a package that was built already; else one is built
if not DEBIAN.is_dir():
    pytest.skip("this needs a checkout", allow_module_level=True)


def lacking() -> str:
    """Why no package can be built here, or ""."""
    tools = [name for name in ("dpkg-buildpackage", "dh") if shutil.which(name) is None]
    if tools:
        return f"{' and '.join(tools)} are not installed (dpkg-dev, debhelper)"
    checked = subprocess.run(["dpkg-checkbuilddeps", DEBIAN / "control"], cwd=ROOT, capture_output=True, text=True)
    return checked.stderr.strip()


def script(name: str):
    folder = str(DEBIAN)
    if folder not in sys.path:
        sys.path.insert(0, folder)
    spec = importlib.util.spec_from_file_location(name, f"{folder}/{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_debians_change_log_is_postils() -> None:
    text = "# Changelog\n\n## 0.2.0 (2026-12-24)\n\n- Tags & claims,\n  in one file.\n\n## 0.1.0 (2026-11-30)\n"
    changelog = script("make_changelog").changelog
    now = datetime(2027, 1, 2, 3, 4, 5, tzinfo=UTC)
    made = changelog(text, "0.2.0", now, "A <a@b.c>")
    assert re.findall(r"^postil \((.*?)\)", made, re.MULTILINE) == ["0.2.0-1", "0.1.0-1"]
    assert "  * Tags & claims, in one file.\n\n -- A <a@b.c>  Thu, 24 Dec 2026 00:00:00 +0000\n" in made
    assert changelog(text, "0.3.0", now, "A <a@b.c>").startswith("postil (0.3.0-1) unstable; urgency=medium\n")
    parsed = subprocess.run(["dpkg-parsechangelog", "-l-", "--all"], input=made, capture_output=True, text=True)
    assert (parsed.returncode, parsed.stderr) == (0, "")


def test_what_qt_asks_of_the_system_is_there_when_it_is_built() -> None:
    control = (DEBIAN / "control").read_text("utf-8")
    asked = set(re.findall(r"[\w.+-]+", control.partition("Build-Depends:")[2].partition("Standards-Version")[0]))
    named = {debian for debian, _fedora, _arch in PACKAGES.values()}
    assert named - asked == {"libstdc++6", "libwayland-egl1"}  # everybody has the one, the other is pruned


def test_of_the_wheels_it_keeps_what_runs() -> None:
    wanted = script("assemble").wanted
    assert all(map(wanted, ("click/core.py", "click-8.5.1.dist-info/METADATA", "abc__mypyc.so", "lxml/etree.so")))
    assert all(
        map(wanted, ("PySide6/QtCore.abi3.so", "PySide6/Qt/plugins/platforms/libqxcb.so", "PySide6/__init__.py"))
    )
    assert not any(map(wanted, ("PySide6/QtQml.abi3.so", "PySide6/Qt/qml/x.so", "PySide6/designer", "lxml/etree.pyx")))
    assert not any(map(wanted, ("click-8.5.1.dist-info/RECORD", "a/__pycache__/b.pyc", "a/LICENSE", "PySide6/a.pyi")))
    assert not wanted("PySide6/Qt/plugins/sqldrivers/libqsqlite.so")


def test_every_override_has_its_reason() -> None:
    blocks = (DEBIAN / "postil.lintian-overrides").read_text("utf-8").strip().split("\n\n")
    assert all(block.startswith("# ") for block in blocks)
    lines = [line for block in blocks for line in block.splitlines() if not line.startswith("#")]
    assert all(line.startswith("postil: ") for line in lines)


def test_a_common_licence_is_named_and_not_quoted() -> None:
    without = script("make_copyright").without_common
    text = (ROOT / "LICENSE").read_text("utf-8")
    said = without(f"Before.\n{text}")
    assert (
        said.split("\n", 1)[1]
        .lstrip()
        .startswith("[the text is in /usr/share/common-licenses/Apache-2.0 on Debian systems]")
    )
    assert "TERMS AND CONDITIONS FOR USE" not in said


def built(folder: Path, **variables: str) -> Path:
    own = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")} | variables
    command = ["sh", str(ROOT / "packaging/make_deb.sh"), str(folder)]
    done = subprocess.run(command, env=own, capture_output=True, text=True, timeout=1200, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (made,) = folder.glob("*.deb")
    return made


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if BUILT:
        return Path(BUILT)
    if lacking():
        pytest.skip(lacking())
    return built(tmp_path_factory.mktemp("built"), POSTIL_DEB_EFFORT="0")


@pytest.fixture(scope="module")
def tree(package: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("unpacked")
    subprocess.run(["dpkg-deb", "-x", package, place], check=True)
    return place


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="dpkg-deb is not here")
class TestPackage:
    @pytest.mark.skipif(shutil.which("lintian") is None, reason="lintian is not installed")
    def test_lintian_has_neither_errors_nor_warnings(self, package) -> None:
        command = ["lintian", "--allow-root", "--tag-display-limit", "0", package]
        done = subprocess.run(command, capture_output=True, text=True, timeout=600)
        assert (done.stdout, done.returncode) == ("", 0)

    def test_it_says_what_it_is_and_needs(self, package) -> None:
        fields = subprocess.run(["dpkg-deb", "-f", package], capture_output=True, text=True, check=True).stdout
        assert f"\nVersion: {__version__}-1\n" in fields
        depends = re.search(r"^Depends: (.*)$", fields, re.MULTILINE)[1]
        minor = sys.version_info.minor if not BUILT else int(re.search(r">= 3\.(\d+)~", depends)[1])
        assert f"python3 (>= 3.{minor}~), python3 (<< 3.{minor + 1}~)" in depends
        assert {"libxcb-cursor0", "libegl1", "libxkbcommon-x11-0"} <= set(re.findall(r"[\w.+-]+", depends))
        assert "gtk" not in depends
        assert {"fonts-noto-core", "fonts-noto-cjk"} <= set(
            re.findall(r"[\w.+-]+", re.search(r"^Recommends: (.*)$", fields, re.MULTILINE)[1])
        )

    def test_everything_has_its_place(self, tree) -> None:
        share = tree / "usr/share"
        for name in (
            "applications/io.github.postil.Postil.desktop",
            "mime/packages/io.github.postil.Postil.xml",
            "metainfo/io.github.postil.Postil.metainfo.xml",
            "icons/hicolor/scalable/apps/io.github.postil.Postil.svg",
            "bash-completion/completions/postil",
            "fish/vendor_completions.d/postil.fish",
            "zsh/vendor-completions/_postil",
            "doc/postil/changelog.Debian.gz",
        ):
            assert (share / name).is_file(), name
        assert gzip.decompress((share / "man/man1/postil.1.gz").read_bytes()).startswith(b".TH POSTIL 1")
        assert stat.S_IMODE((tree / "usr/bin/postil").stat().st_mode) == 0o755
        names = {path.name for path in tree.rglob("*")}
        assert not [n for n in names if re.search(r"Qml|Quick|Qt6Pdf|Qt6Sql|\.qm$|\.pyc$|^PIL$|^pygments$", n)]
        assert {"libqxcb.so", "libqwayland.so", "default.toml", "SourceSerif4SmText-Regular.ttf"} <= names
        size = sum(path.lstat().st_size for path in tree.rglob("*") if path.is_file())
        assert size < 220 * 2**20

    def test_the_copyright_names_all_of_it(self, tree) -> None:
        text = (tree / "usr/share/doc/postil/copyright").read_text("utf-8")
        stanzas = [dict(re.findall(r"^([\w-]+):(.*(?:\n .*)*)", each, re.MULTILINE)) for each in text.split("\n\n")]
        assert (
            stanzas[0]["Format"].strip().startswith("https://www.debian.org/doc/packaging-manuals/copyright-format/1.0")
        )
        files = [each for each in stanzas if "Files" in each]
        assert all(each["Copyright"].strip() and each["License"].strip() for each in files)
        patterns = [word for each in files for word in each["Files"].split()]
        (site,) = (tree / "usr/lib/postil/lib").glob("*/site-packages")
        tops = {path.name for path in site.iterdir()} - {"reader"}
        assert {
            pattern.removeprefix("lib/*/").removesuffix("/*") for pattern in patterns if "lib/*/" in pattern
        } == tops
        alone = {each["License"].split()[0] for each in stanzas if "License" in each and "Files" not in each}
        for each in files:
            short, _, body = each["License"].strip().partition("\n")
            assert body or set(re.split(r" (?:and|or) ", short)) <= alone, short

    def test_nothing_that_it_links_to_is_missing(self, tree) -> None:
        missing = []
        for path in (tree / "usr/lib/postil").rglob("*.so*"):
            if path.name != "libqgtk3.so":  # of use where there is a GTK
                done = subprocess.run(["ldd", path], capture_output=True, text=True, check=False)
                missing += [f"{path.name}: {line.strip()}" for line in done.stdout.splitlines() if "not found" in line]
        assert missing == []

    def test_it_does_what_an_installation_must(self, tree, tmp_path) -> None:
        """Unpacked elsewhere, where its link to the system's Python must be made anew."""
        link = tree / "usr/bin/python3"
        if not link.exists():
            link.symlink_to("/usr/bin/python3")
        program = tmp_path / "postil"
        start = (DEBIAN / "postil.sh").read_text("utf-8").replace("/usr/lib", f"{tree}/usr/lib")
        program.write_text(start)
        program.chmod(0o755)
        sample = shutil.copytree(ROOT / "resources/samples", tmp_path / "an article é") / "harbour-ferry.md"
        works(program, tmp_path / "home", sample)

    @pytest.mark.skipif(bool(BUILT), reason="looks at one that was built before")
    def test_the_same_checkout_gives_the_same_bytes(self, package, tmp_path) -> None:
        assert built(tmp_path, POSTIL_DEB_EFFORT="0").read_bytes() == package.read_bytes()
