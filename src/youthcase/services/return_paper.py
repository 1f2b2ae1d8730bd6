"""How does a release become the words and figures of its paper?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from youthcase.domain.codes import code_list
from youthcase.domain.dates import plain
from youthcase.domain.return_paper import PaperLine, PaperTable, ReturnPaper
from youthcase.i18n import _
from youthcase.returns import wording
from youthcase.returns.layout import ACTIVITY, OUTCOMES
from youthcase.returns.released import INTERNAL, PARTNER
from youthcase.returns.variables import TOTAL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
        tables=tuple(t for name in release.tables() for t in _tables(release, name)),
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


def _tables(release: Release, name: str) -> Iterator[PaperTable]:
    cells = release.table(name)
    if name == OUTCOMES:
        yield from _outcomes(cells)
    elif any(c.dimension_2 for c in cells):
        yield _crossed(name, cells)
    else:
        yield _table(name, cells)


def _outcomes(cells: Sequence[PublishedCell]) -> Iterator[PaperTable]:
    """Why cases closed, how the goals' scores moved, and each part of life on a line."""
    parts = {part.code for part in code_list("closure_domain").codes}
    whole = [c for c in cells if not c.dimension_1]
    if len(whole) == len(cells):  # so few that only their number is published
        yield _table(OUTCOMES, whole)
        return
    for name in dict.fromkeys(c.dimension_1 for c in cells):
        if name and name not in parts:
            yield _table(OUTCOMES, [*(c for c in cells if c.dimension_1 == name), *whole], name)
    own = [c for c in cells if c.dimension_1 in parts]
    if not own:
        return
    across = tuple(dict.fromkeys(c.category_1 for c in own))
    yield PaperTable(
        name=OUTCOMES,
        title=_("Cases closed: parts of life"),
        heads=(_("Part of life"), *(wording.category(own[0].dimension_1, c) for c in across)),
        lines=tuple(
            PaperLine(
                label=wording.dimension(part),
                shown=tuple(wording.shown(c) for c in own if c.dimension_1 == part),
            )
            for part in dict.fromkeys(c.dimension_1 for c in own)
        ),
    )


def _table(name: str, cells: Sequence[PublishedCell], of: str = "") -> PaperTable:
    dimensions = {c.dimension_1 for c in cells if c.dimension_1}
    is_plain = len(dimensions) == 1
    head = wording.dimension(next(iter(dimensions))) if is_plain else _("What is counted")
    lines = tuple(_line(c, mixed=not is_plain) for c in cells)
    return PaperTable(
        name=name,
        title=_("Cases closed: {what}").format(what=head[:1].lower() + head[1:])
        if of
        else wording.table_title(name),
        heads=(head, _("How often") if name == ACTIVITY else _("How many")),
        lines=lines,
        sentence=_sentence(lines) if is_plain and name != ACTIVITY else "",
    )


def _crossed(name: str, cells: Sequence[PublishedCell]) -> PaperTable:
    """Two variables: the first down the side, the second along the top."""
    across = tuple(dict.fromkeys(c.category_2 for c in cells))
    by_row: dict[str, dict[str, str]] = {}
    for c in cells:
        by_row.setdefault(c.category_1, {})[c.category_2] = wording.shown(c)
    first, second = cells[0].dimension_1, cells[0].dimension_2
    return PaperTable(
        name=name,
        title=wording.table_title(name),
        heads=(wording.dimension(first), *(wording.category(second, c) for c in across)),
        lines=tuple(
            PaperLine(
                label=wording.category(first, row),
                shown=tuple(figures[c] for c in across),
                is_total=row == TOTAL,
            )
            for row, figures in by_row.items()
        ),
    )


def _line(cell: PublishedCell, *, mixed: bool) -> PaperLine:
    label = wording.category(cell.dimension_1, cell.category_1)
    if mixed and cell.dimension_1 not in {"measure", ""}:
        label = f"{wording.dimension(cell.dimension_1)}: {label}"
    return PaperLine(
        label=label,
        shown=(wording.shown(cell),),
        number=cell.value,
        is_total=cell.category_1 == TOTAL,
    )


def _sentence(lines: Sequence[PaperLine]) -> str:
    """The chart in words: every figure, as somebody hears it who cannot see the bars."""
    told = [f"{line.label}: {line.shown[0]}" for line in lines if not line.is_total]
    return "; ".join(told) + "."
