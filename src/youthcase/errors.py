"""What can a person do something about?"""

from __future__ import annotations


class Refusal(Exception):  # noqa: N818  an answer, not an error
    """An answer, not a fault: what happened, what is safe, what to do next.

    The sentence is shown as it stands and may be logged, so it never holds a name,
    a date of birth or a word of anybody's text. `field` names the input it is about.
    """

    def __init__(self, sentence: str, *, field: str | None = None) -> None:
        super().__init__(sentence)
        self.field = field


class WrongPassword(Refusal):
    """The name and password do not open a key slot of this vault."""


class NotAllowed(Refusal):
    """This person's role, or their part in the record, does not permit the act."""


class Damaged(Refusal):
    """Something on disk is not what was written: harmed, torn or put back."""
