"""How is a person's token written so that it can be told on the telephone?"""

from __future__ import annotations

_GROUP, _SHOWN = 4, 8
LEAST = 6  # letters and digits, so that few people share them


def shown(token: str) -> str:
    """The beginning of a token of hexadecimal digits: "3fa2-91bc"."""
    return "-".join(token[at : at + _GROUP] for at in range(0, _SHOWN, _GROUP))


def typed(words: str) -> str:
    """What somebody typed of a token, as it is looked for."""
    return "".join(c for c in words.casefold() if c.isalnum())
