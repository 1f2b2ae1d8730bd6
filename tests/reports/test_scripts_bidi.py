"""Every case of Unicode's own test of the bidirectional algorithm is passed."""

from __future__ import annotations

import lzma
from pathlib import Path

from youthcase.reports.scripts import bidi

CASES = Path(__file__).parent / "unicode" / "BidiCharacterTest-15.0.0.txt.xz"


def test_every_case_of_unicodes_own_test_is_passed():
    asked, wrong = 0, []
    for line in lzma.decompress(CASES.read_bytes()).decode().splitlines():
        if not line or line.startswith("#"):
            continue
        letters, way, base, levels, order = line.split(";")
        text = "".join(chr(int(code, 16)) for code in letters.split())
        found = bidi.resolve(text, None if way == "2" else int(way))
        drawn = bidi.line_levels(found, 0, len(text))
        said = ["x" if level == bidi.REMOVED else str(level) for level in drawn]
        places = [str(i) for i in bidi.visual_order(drawn)]
        asked += 1
        if (str(found.base), said, places) != (base, levels.split(), order.split()):
            wrong.append(line)
    assert asked == 91_707
    assert wrong == []
