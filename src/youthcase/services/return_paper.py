"""How does a release become the words and figures of its paper?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from youthcase.domain.dates import plain
from youthcase.domain.return_paper import PaperLine, PaperTable, ReturnPaper
from youthcase.i18n import _
from youthcase.returns import wording
from youthcase.returns.released import INTERNAL, PARTNER
from youthcase.returns.variables import TOTAL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from youthcase.returns.released import PublishedCell, Release


def paper_of(release: Release, *, service: str, definition: Sequence[str]) -> ReturnPaper:
    """The paper of a release, made from it alone."""
    signs = dict.fromkeys(wording.sign(c.marker) for c in release.cells if c.marker)
    return ReturnPaper(
        title=_("Young people who benefited from casework and safety planning"),
        service=service,
        period=period_words(release),
        as_at=release.as_at,
        audience=audience_words(release.audience),
        reading=wording.reading(release),
        definition=tuple(definition),
        tables=tuple(_table(release, name) for name in release.tables()),
        signs=tuple(s for s in signs if s),
        notes=_notes(release),
        foot=_("{period}, as known on {day}. Definition {version}. Profile {profile}.").format(
            period=release.period,
            day=plain(release.as_at),
            version=release.rule_version,
            profile=release.profile,
        ),
    )


def period_words(release: Release) -> str:
    """The period with its length: periods of different length cannot be compared."""
    return _("{code}: {first} to {last}, {days} days").format(
        code=release.period,
        first=plain(release.first),
        last=plain(release.last),
        days=release.length_in_days,
    )


def audience_words(audience: str) -> str:
    """For whom a return is made."""
    return {
        INTERNAL: _("Internal: named staff of the service only"),
        PARTNER: _("For partners under an agreement"),
    }.get(audience, _("For the public"))


def _notes(release: Release) -> tuple[str, ...]:
    found: list[str] = []
    if release.withheld:
        found.append(_("Figures not published: {n}.").format(n=release.withheld))
    if release.checked_against:
        earlier = "; ".join(release.checked_against)
        found.append(_("Checked against earlier returns: {earlier}.").format(earlier=earlier))
    return tuple(found)


def _table(release: Release, name: str) -> PaperTable:
    cells = release.table(name)
    dimensions = {c.dimension_1 for c in cells if c.dimension_1}
    crossed = any(c.dimension_2 for c in cells)
    if crossed:
        heads = (
            wording.dimension(cells[0].dimension_1),
            wording.dimension(cells[0].dimension_2),
        )
    elif len(dimensions) == 1:
        heads = (wording.dimension(next(iter(dimensions))),)
    else:
        heads = (_("What is counted"),)
    lines = tuple(_line(c, crossed=crossed, mixed=len(dimensions) > 1) for c in cells)
    has_chart = not crossed and len(dimensions) == 1
    return PaperTable(
        name=name,
        title=wording.table_title(name),
        heads=(*heads, _("Young people") if name != "activity" else _("How often")),
        lines=lines,
        sentence=_sentence(lines) if has_chart else "",
        has_chart=has_chart,
    )


def _line(cell: PublishedCell, *, crossed: bool, mixed: bool) -> PaperLine:
    first = wording.category(cell.dimension_1, cell.category_1)
    if mixed and cell.dimension_1 not in {"measure", ""}:
        first = f"{wording.dimension(cell.dimension_1)}: {first}"
    labels = (first,)
    if crossed:
        labels = (first, wording.category(cell.dimension_2, cell.category_2))
    return PaperLine(
        labels=labels,
        shown=wording.shown(cell),
        number=cell.value,
        is_total=TOTAL in {cell.category_1, cell.category_2},
    )


def _sentence(lines: Sequence[PaperLine]) -> str:
    """The chart in words: every figure, as somebody hears it who cannot see the bars."""
    told = [f"{line.labels[0]} {line.shown}" for line in lines if not line.is_total]
    return "; ".join(told) + "."
