"""Which passwords are good enough, and how is one offered?"""

from __future__ import annotations

import re
import secrets
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from youthcase import resources
from youthcase.errors import Refusal
from youthcase.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable

SHORTEST = 15
GOOD_SCORE = 3
WORDS = 5

_LONGEST = 1024
_ZXCVBN_READS = 72  # it raises an error above that
_MUST_REMAIN = 8
_PUBLISHED = (
    "correcthorsebatterystaple",
    "correcthorsebatterystaples",
    "thequickbrownfoxjumpsoverthelazydog",
    "tobeornottobethatisthequestion",
    "loremipsumdolorsitamet",
    "opensesameopensesame",
    "passwordpasswordpassword",
    "changemechangemechangeme",
)
_OURS = ("youthcase", "safeguarding", "safetyplan", "caseworker", "supervisor")


@cache
def words() -> tuple[str, ...]:
    """The words that passphrases are made of."""
    return tuple(resources.text("words.txt").split())


def passphrase() -> str:
    """Five random words with hyphens between them, good enough by our own rules."""
    while True:
        phrase = "-".join(secrets.choice(words()) for _i in range(WORDS))
        if len(phrase) >= SHORTEST and score(phrase) >= GOOD_SCORE:
            return phrase


def score(password: str, *, known: Iterable[str] = ()) -> int:
    """How hard a password is to guess, 0 to 4 by zxcvbn, `known` being easily guessed words."""
    # Costs 20 ms to import and is needed only when a password is chosen.
    from zxcvbn import zxcvbn  # noqa: PLC0415

    judge = cast("Any", zxcvbn)
    return int(judge(password[:_ZXCVBN_READS], user_inputs=[*_OURS, *known])["score"])


def refuse_weak(password: str, *, known: Iterable[str] = ()) -> None:
    """Take `password` without a word, or say why it is too easily guessed.

    `known` are words that belong to this place: the organisation, the staff's names.
    No kinds of character are demanded and no password expires.

    Raises:
        Refusal: too short, a known phrase, or too easy to guess.
    """
    if len(password) < SHORTEST:
        raise _refused(_("This password is too short: it needs at least 15 characters."))
    if len(password) > _LONGEST:
        raise _refused(
            _("This password is too long to be kept: use fewer than 1,000 characters.")
        )
    parts = [part for word in known for part in {_letters(word), *map(_letters, word.split())}]
    letters = _letters(password)
    if letters in _PUBLISHED or len(_without(letters, parts)) < _MUST_REMAIN:
        raise _refused(
            _("This password is among those that are tried first: names and known phrases.")
        )
    if score(password, known=[part for part in parts if part]) < GOOD_SCORE:
        raise _refused(_("This password would be guessed too easily."))


def _refused(why: str) -> Refusal:
    advice = _("Take the offered phrase, or four or more words that do not belong together.")
    return Refusal(f"{why} {advice}", field="password")


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text).casefold())


def _without(letters: str, parts: Iterable[str]) -> str:
    """What is left of a password when the words that everyone here knows are taken out."""
    for part in sorted({*_OURS, *parts}, key=len, reverse=True):
        if len(part) > 2:
            letters = letters.replace(part, "")
    return re.sub(r"\d", "", letters) if letters.isdigit() else letters
