"""How long does unlocking take beside its own Argon2id?"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import data
from measure import Lap, beside, longer, timed, within

from youthcase.services.session import Session
from youthcase.vault import keys

if TYPE_CHECKING:
    from collections.abc import Iterator

    from measure import Figure

_SCRIPT = Path(__file__).with_name("unlock_window.py")


def figures(folder: Path, sizes: data.Sizes) -> Iterator[Figure]:
    """To the services and, in a fresh process each time, to a painted caseload."""
    vault = data.make_vault(folder / "unlock", data.light(sizes.unlocked))
    session = Session(kdf=keys.FLOOR)

    def to_services() -> Lap:
        found = []
        lap = timed(lambda: found.append(session.unlock(vault, data.USER, data.PASSWORD)))()
        found[0].sitting.lock()
        return lap

    yield beside(
        f"unlock {sizes.unlocked:,} people, to the services",
        to_services,
        timed(_argon2),
        limit_is="its Argon2id",
        rounds=sizes.rounds,
        aim=longer(0.050),
    )

    def to_caseload() -> Lap:
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        command = [sys.executable, str(_SCRIPT), str(vault), str(folder)]
        told = subprocess.run(  # noqa: S603  our own script
            command, env=environment, stdout=subprocess.PIPE, check=True, text=True
        )
        return Lap(*map(float, told.stdout.split()))

    yield beside(
        f"Enter to painted caseload of {sizes.unlocked:,}",
        to_caseload,
        timed(_argon2),
        limit_is="its Argon2id",
        rounds=max(1, sizes.rounds // 2),
        aim=within(0.8),
        warm=sizes.is_judged,
    )


def _argon2() -> None:
    keys.kek(keys.of_password(data.PASSWORD), bytes(keys.SALT), keys.FLOOR)
