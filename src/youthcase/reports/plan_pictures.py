"""Which picture says what a line says?"""

from __future__ import annotations

import re
from functools import cache

# Read from the top: what is done comes before where it is done.
_PICTURES = {
    "headphones": "music headphones playlist song songs listen",
    "message-circle": "text texts message messages chat",
    "phone": "call calls ring rings phone 999 101 111 number",
    "footprints": "walk walking leave run away",
    "clock": "wait minutes later breathe slowly count time",
    "sprout": "grow garden plants outside air",
    "smartphone": "online app game games scroll screen",
    "moon": "night dark sleep bed",
    "smile": "laugh joke fun happy calm",
    "heart": "love care matter matters proud",
    "users": "friend friends mum dad gran nan aunt uncle family brother sister coach teacher",
    "school": "school college class lesson",
    "house": "home room house",
    "hand-heart": "help helps worker support",
    "map-pin": "place places gym library club park shop shops pool centre",
    "pencil": "write draw paint",
    "eye": "see notice look watch",
    "message-circle-heart": "talk say tell speak",
}


def picture_for(said: str) -> str | None:
    """The name of a picture of what the words speak of, if there is one."""
    words = set(re.findall(r"\w+", said.casefold()))
    return next((icon for icon, names in _words().items() if words & names), None)


@cache
def _words() -> dict[str, frozenset[str]]:
    return {icon: frozenset(names.split()) for icon, names in _PICTURES.items()}
