"""How long does it take to verify the audit, beside reading and hashing as many bytes?"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import data
from measure import beside, timed

from youthcase.vault import audit
from youthcase.vault.audit import Act
from youthcase.vault.keys import FLOOR
from youthcase.vault.vault import Vault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from measure import Figure

_BATCH = 10_000


def figures(folder: Path, sizes: data.Sizes) -> Iterator[Figure]:
    """The whole chain of the case file."""
    made = Vault.create(folder / "audit", user=data.USER, password=data.PASSWORD, kdf=FLOOR)
    with made.vault as vault:
        for begin in range(0, sizes.audited, _BATCH):
            many = range(begin, min(begin + _BATCH, sizes.audited))
            acts = [
                Act("contact.saved", f"contact/{n:036d}", bytes(32), bytes(32)) for n in many
            ]
            with vault.write() as db:
                audit.append(db, vault.signature, acts)

        def verify() -> None:
            with vault.read() as db:
                assert not audit.examined(db).problem

        def read_and_hash() -> None:
            with vault.read() as db:
                for row in db.execute("SELECT * FROM audit ORDER BY seq"):
                    parts = [p if isinstance(p, bytes) else str(p).encode() for p in row]
                    hashlib.sha256(b"".join(parts)).digest()

        yield beside(
            f"verify {sizes.audited:,} entries of the audit",
            timed(verify),
            timed(read_and_hash),
            limit_is="reading and hashing them",
            rounds=sizes.long_rounds,
        )
