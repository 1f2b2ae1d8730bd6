"""Which colours do our numbers mean? sRGB, as an ICC profile made here."""

from __future__ import annotations

from functools import cache
from struct import pack

# Adapted to the white of D50, as profiles are. Source: IEC 61966-2-1; ICC.1:2004-10 (v4.2),
# 7 (header), 9 (tags), 10 (types) and annex E (adaptation).
_WHITE = (0.9642, 1.0, 0.8249)
_PRIMARIES = {
    b"rXYZ": (0.43607, 0.22249, 0.01392),
    b"gXYZ": (0.38515, 0.71687, 0.09708),
    b"bXYZ": (0.14307, 0.06061, 0.71410),
}
_ADAPTED = (
    *(1.04788, 0.02292, -0.05022),
    *(0.02959, 0.99048, -0.01707),
    *(-0.00925, 0.01508, 0.75168),
)
_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
_MADE = (2026, 1, 1, 0, 0, 0)


@cache
def srgb() -> bytes:
    """The bytes of the profile."""
    curve = b"para" + pack(">4xHH", 3, 0) + _fixed(_CURVE)
    tags = {
        b"desc": _words("sRGB"),
        b"cprt": _words("No copyright, use freely"),
        b"wtpt": b"XYZ \0\0\0\0" + _fixed(_WHITE),
        b"chad": b"sf32\0\0\0\0" + _fixed(_ADAPTED),
        **{name: b"XYZ \0\0\0\0" + _fixed(value) for name, value in _PRIMARIES.items()},
        **dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve),
    }
    table, body = pack(">I", len(tags)), b""
    begins = 128 + 4 + 12 * len(tags)
    placed: dict[bytes, int] = {}
    for name, data in tags.items():
        if data not in placed:  # the three curves are one
            placed[data] = begins + len(body)
            body += data + bytes(-len(data) % 4)
        table += name + pack(">II", placed[data], len(data))
    return _header(begins + len(body)) + table + body


def _header(size: int) -> bytes:
    made = pack(">I4xI4s4s4s6H", size, 0x04200000, b"mntr", b"RGB ", b"XYZ ", *_MADE)
    made += b"acsp" + bytes(28) + _fixed(_WHITE)
    return made + bytes(128 - len(made))


def _fixed(numbers: tuple[float, ...]) -> bytes:
    return b"".join(pack(">i", round(number * 65536)) for number in numbers)


def _words(text: str) -> bytes:
    said = text.encode("utf-16-be")
    return b"mluc" + pack(">4xII4sII", 1, 12, b"enGB", len(said), 28) + said
