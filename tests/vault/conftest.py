# ruff: noqa: S105  passwords of vaults that live for one test
"""A small vault with two users, on cheap keys: making one takes a few milliseconds."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from youthcase.vault import failures
from youthcase.vault.keys import Kdf
from youthcase.vault.vault import Vault

if TYPE_CHECKING:
    from collections.abc import Generator

CHEAP = Kdf(19_456, 1)


@dataclass(frozen=True)
class Sample:
    """A closed vault and what opens it."""

    folder: Path
    code: str
    supervisor: str = "Amina Sesay"
    caseworker: str = "Ben Okoro"
    password: str = "violet-harbour-mango-quilt"
    other_password: str = "seven lanterns drift north"
    cheap: Kdf = CHEAP

    def open(self) -> Vault:
        return Vault.open(self.folder, user=self.supervisor, password=self.password, wait=None)

    def open_as_caseworker(self) -> Vault:
        return Vault.open(
            self.folder, user=self.caseworker, password=self.other_password, wait=None
        )

    def digest(self) -> dict[str, str]:
        """Every name, mode and byte in the folder."""
        return {
            str(file.relative_to(self.folder)): (
                f"{file.stat().st_mode:o} {_hash(file.read_bytes()) if file.is_file() else ''}"
            )
            for file in sorted(self.folder.rglob("*"))
        }

    @property
    def case_file(self) -> Path:
        return self.folder / "vault-1.db"


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    folder = tmp_path_factory.mktemp("made") / "vault"
    sample = Sample(folder, "")
    created = Vault.create(folder, user=sample.supervisor, password=sample.password, kdf=CHEAP)
    with created.vault as vault:
        vault.add_user(
            user=sample.caseworker,
            role="caseworker",
            password=sample.other_password,
            kdf=CHEAP,
        )
    return Sample(folder, created.recovery_code)


@pytest.fixture
def sample(made_once: Sample, tmp_path: Path) -> Generator[Sample]:
    """A copy of it for one test alone."""
    folder = tmp_path / "vault"
    shutil.copytree(made_once.folder, folder)
    yield Sample(folder, made_once.code)
    failures.forget(folder)
