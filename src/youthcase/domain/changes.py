"""What did a command touch, so that whoever is looking can look again?"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changes:
    """The records that a command touched, as (kind, id) pairs, and whose case it was."""

    touched: frozenset[tuple[type, str]] = frozenset()
    people: frozenset[str] = frozenset()

    def touch(self, *kinds: type) -> bool:
        """Whether any record of these kinds changed."""
        return any(kind in kinds for kind, _ in self.touched)

    def about(self, person: str) -> bool:
        """Whether the case of `person` changed; an empty set means everybody's may have."""
        return not self.people or person in self.people
