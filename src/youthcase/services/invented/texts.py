"""Which words are there to tell invented stories with?"""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from youthcase import resources


@cache
def texts(name: str) -> Any:
    """The tables of `resources/training/<name>.toml`, exactly as they stand there."""
    return tomllib.loads(resources.text("training", f"{name}.toml"))


_VERBS = {
    "do": "does",
    "have": "has",
    "are": "is",
    "feel": "feels",
    "see": "sees",
    "want": "wants",
    "owe": "owes",
    "regret": "regrets",
    "like": "likes",
    "know": "knows",
    "say": "says",
    "understand": "understands",
}
_FORMS = {
    "he": ("he", "him", "his", "himself"),
    "she": ("she", "her", "her", "herself"),
    "they": ("they", "them", "their", "themselves"),
}


def words_about(subject: str) -> dict[str, str]:
    """Pronouns, and the verbs that go with them, under the names used in the texts.

    `subject` is "he", "she" or "they".
    """
    they, them, their, themself = _FORMS[subject]
    many = subject == "they"
    return {
        "they": they,
        "them": them,
        "their": their,
        "themself": themself,
        "They": they.capitalize(),
        "Their": their.capitalize(),
        "was": "were" if many else "was",
        **{verb: verb if many else single for verb, single in _VERBS.items()},
    }


def told(text: str, words: dict[str, str]) -> str:
    """`text` with this young person's words filled in."""
    return text.format_map(words)


def capital(text: str) -> str:
    """`text` with its first letter in upper case and the rest untouched."""
    return text[:1].upper() + text[1:]
