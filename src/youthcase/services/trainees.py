"""Who may sign in to a training vault, and with which published password?"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from youthcase.i18n import _

NOTE = "training.txt"
_BETWEEN = " | "


@dataclass(frozen=True, slots=True, kw_only=True)
class Trainee:
    """A training user: name, role and the password that is printed for everybody."""

    name: str
    role: str
    password: str = field(repr=False)


def usual_folder() -> Path:
    """Where the training vault of this computer's user lies."""
    import platformdirs  # noqa: PLC0415  a lock screen reads notes, but asks for no place

    return Path(platformdirs.user_data_dir("youthcase", appauthor=False)) / "training"


def write(folder: Path, trainees: tuple[Trainee, ...]) -> None:
    """Leave a note in a training vault that says so, and with which words one signs in."""
    words = _("This is a training vault. Everybody in it is invented. Sign in as:")
    lines = [words, "", *(_BETWEEN.join((t.name, t.role, t.password)) for t in trainees)]
    (folder / NOTE).write_text("\n".join(lines) + "\n", encoding="utf-8")


def read(folder: Path) -> tuple[Trainee, ...]:
    """The users that the note in a training vault names; none for any other vault."""
    try:
        text = (folder / NOTE).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ()
    found = [line.split(_BETWEEN) for line in text.splitlines()]
    return tuple(
        Trainee(name=parts[0], role=parts[1], password=parts[2])
        for parts in found
        if len(parts) == 3
    )
