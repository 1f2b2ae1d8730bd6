"""In which words: every sentence that people read passes through `_`."""

from __future__ import annotations

import gettext

from youthcase import resources

# The words in the source are British English; a catalogue replaces them when there is one.
_catalogue = gettext.translation("youthcase", resources.root() / "locale", fallback=True)


def _(sentence: str) -> str:
    """`sentence` in the language of this computer, else as it is written."""
    return _catalogue.gettext(sentence)


def plural(one: str, many: str, count: int) -> str:
    """`one` or `many` by `count`, with `{n}` filled in."""
    return _catalogue.ngettext(one, many, count).format(n=count)
