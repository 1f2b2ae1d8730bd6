"""Which files does a release consist of, and is a folder still exactly what was released?

Everything is made from the `Release` alone, which holds aggregates; the same release gives
the same bytes. Source: interfaces.md, "A released return".
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from youthcase import __version__
from youthcase.errors import Damaged, Refusal
from youthcase.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from youthcase.returns.released import Release

CSV, WORKBOOK, PAPER, MANIFEST = "return.csv", "return.xlsx", "return.pdf", "manifest.json"
FILES = (CSV, WORKBOOK, PAPER)
COLUMNS = (
    "table",
    "dimension_1",
    "category_1",
    "dimension_2",
    "category_2",
    "value",
    "marker",
)
FORMAT = 1
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """What stands in the manifest besides the figures: the definition, and who approved."""

    definition: Sequence[str]
    approved_by_role: str
    earlier: Sequence[str] = ()
    restates: str = ""


def csv_file(release: Release) -> bytes:
    """The figures, one line a cell, UTF-8 with a header.

    Raises:
        Refusal: a code that a spreadsheet would take for a formula.
    """
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for cell in release.cells:
        words = (
            cell.table,
            cell.dimension_1,
            cell.category_1,
            cell.dimension_2,
            cell.category_2,
        )
        if any(word.startswith(_FORMULA) for word in words):
            raise Refusal(
                _(
                    "A code of the lists begins with a sign that spreadsheets calculate with. "
                    "Nothing was released. Give it another code."
                )
            )
        writer.writerow((*words, "" if cell.value is None else cell.value, cell.marker))
    return out.getvalue().encode()


def manifest(release: Release, files: Mapping[str, bytes], signed: Signed) -> bytes:
    """What was released, by which rule and when, with the digest of every file."""
    said = {
        "format": FORMAT,
        "program": f"Youthcase {__version__}",
        "definition_version": release.rule_version,
        "definition": list(signed.definition),
        "period": release.period,
        "from": release.first.isoformat(),
        "to": release.last.isoformat(),
        "length_in_days": release.length_in_days,
        "as_at": release.as_at.isoformat(),
        "audience": release.audience,
        "profile": release.profile,
        "parameters": {
            "contacts_asked": release.contacts_asked,
            "within": release.within,
            "layout": release.layout,
            "cohort": release.cohort,
            "headline_is_exact": release.headline_is_exact,
            "breakdown_total": release.breakdown_total,
        },
        "cells": len(release.cells),
        "cells_withheld": release.withheld,
        "checked_against": list(signed.earlier),
        "restates": signed.restates or None,
        "facts_sha256": release.facts_digest,
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
        "approved_by_role": signed.approved_by_role,
    }
    return (json.dumps(said, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put a release into a folder that is new or empty.

    Raises:
        Refusal: the folder holds something, or cannot be written; nothing is left there.
    """
    made: list[Path] = []
    is_new = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise Refusal(
                _("That folder is not empty, so nothing was written. Choose an empty one."),
                field="folder",
            )
        for name, content in files.items():
            file = folder / name
            made.append(file)
            with file.open("xb") as out:
                out.write(content)
    except OSError:
        for file in made:
            file.unlink(missing_ok=True)
        if is_new and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
        raise Refusal(
            _(
                "The return cannot be written there, and nothing was left behind. "
                "Choose another folder."
            ),
            field="folder",
        ) from None


def verify(folder: Path) -> Mapping[str, Any]:
    """The manifest of a folder that is exactly what was released.

    It needs no vault: the digests show whether a file was changed after its release, not
    who released it.

    Raises:
        Refusal: there is no release here. Damaged: a file is changed, missing, or added.
    """
    said = _manifest(folder)
    digests = cast("Mapping[str, str]", said["files"])
    wrong = [
        _("{file} is missing.").format(file=name)
        if not (folder / name).is_file()
        else _("{file} is not what was released.").format(file=name)
        for name, digest in digests.items()
        if _digest(folder / name) != digest
    ]
    known = {*digests, MANIFEST}
    wrong += [
        _("{file} was not part of the release.").format(file=file.name)
        for file in sorted(folder.iterdir())
        if file.name not in known
    ]
    if wrong:
        raise Damaged(" ".join(wrong))
    return said


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else ""


def _manifest(folder: Path) -> Mapping[str, Any]:
    try:
        said = json.loads((folder / MANIFEST).read_bytes())
    except (OSError, ValueError):
        raise Refusal(
            _(
                "There is no released return in that folder: "
                "it has no manifest that can be read."
            ),
            field="folder",
        ) from None
    files = cast("Any", said.get("files") if isinstance(said, dict) else None)
    if (
        not isinstance(files, dict)
        or not files
        or not all(
            isinstance(name, str) and Path(name).name == name and isinstance(digest, str)
            for name, digest in cast("dict[Any, Any]", files).items()
        )
    ):
        raise Damaged(_("manifest.json is not what was released."))
    return cast("Mapping[str, Any]", said)
