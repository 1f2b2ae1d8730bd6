"""For every published cell: which other populations tell the same return?

Starts from the fictitious register and moves at most four people at a time, so that no
other cell changes by more than four. Finding a story may fail without harm: only what the
recount has accepted counts, and a cell without two stories far enough apart stops a return.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from youthcase.returns.model import deciding, variable, variable_of
from youthcase.returns.others import Others
from youthcase.returns.recount import Recount, Story, Untrue
from youthcase.returns.variables import is_impossible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from youthcase.returns.model import Cell, Model, Shape, Value
    from youthcase.returns.others import OtherPaths
    from youthcase.returns.recount import Known
    from youthcase.returns.register import Register, Unit

WIDTH = 4
SMALL = 5
Changes = list[tuple["Unit", int]]


@dataclass(frozen=True, slots=True)
class Certificate:
    """The stories that the recount accepted, and how far apart they leave each cell.

    `widths` are those of the known cells that need one, by number; `open_cells` those for
    which no two stories were found that are far enough apart.
    """

    stories: tuple[Story, ...]
    widths: dict[int, int]
    open_cells: tuple[int, ...]

    @property
    def smallest(self) -> int:
        """The smallest width of all."""
        return min(self.widths.values(), default=WIDTH)


def certify(
    model: Model,
    register: Register,
    columns: Sequence[int],
    known: Sequence[Known],
    needed: dict[int, int],
) -> Certificate:
    """Stories that keep each cell of `needed` (number of the known cell: width) open."""
    teller = _Teller(model, register, columns, known, needed)
    if teller.begin():
        teller.tell_all()
    return teller.certificate()


class _Teller:
    def __init__(
        self,
        model: Model,
        register: Register,
        columns: Sequence[int],
        known: Sequence[Known],
        needed: dict[int, int],
    ) -> None:
        self._model, self._register, self._known = model, register, known
        self._needed = needed
        self._recount = Recount(model, register, known)
        self._columns = columns
        self._paths = Others(model, columns, register, known, of_everything=False)
        self._whole: Others | None = None
        self._place = {name: i for i, name in enumerate(register.traits)}
        self._inside = self._recount.members()
        self._low: dict[int, int] = {}
        self._high: dict[int, int] = {}
        self._stories: list[Story] = []
        self._base: OtherPaths | None = None
        self._base_changes: frozenset[int] = frozenset()
        self._open: defaultdict[Shape, dict[int, None]] = defaultdict(dict)
        for i in needed:
            self._open[known[i].cell.shape][i] = None

    def certificate(self) -> Certificate:
        widths = {i: self._high.get(i, 0) - self._low.get(i, 0) for i in self._needed}
        left = tuple(i for i in self._needed if not self._is_done(i))
        return Certificate(tuple(self._stories), widths, left)

    def begin(self) -> bool:
        """The nearest population that tells everything: what all other stories start from."""
        self._base = self._paths.nearest()
        if self._base is None:
            return False
        if not self._try(self._base):
            self._tell_whole(0)
        return bool(self._stories)

    def tell_all(self) -> None:
        """Crossings first: their stories tell the tables of one variable as well."""
        order = sorted(self._needed, key=lambda i: -len(self._known[i].cell.conditions))
        for i in order:
            if not self._is_done(i):
                self._tell(i)
            if not self._is_done(i):
                self._tell_whole(i)

    def _is_done(self, i: int) -> bool:
        return self._high.get(i, 0) - self._low.get(i, 0) >= self._needed[i]

    def _tell(self, i: int) -> None:
        cell = self._known[i].cell
        if cell.conditions:
            if not self._move(i):
                self._join(i)
            return
        for sign in (1, -1):
            if not self._is_done(i):
                other = self._paths.extreme(cell, sign)
                if other is not None:
                    self._try(other)

    def _tell_whole(self, i: int) -> None:
        """Ask the solver for whole populations, where moving a few people did not help."""
        if self._whole is None:
            self._whole = Others(
                self._model, self._columns, self._register, self._known, of_everything=True
            )
        for sign in (1, -1):
            story = self._whole.story(self._known[i].cell, sign)
            if story is not None:
                self._keeps(story)

    def _try(self, other: OtherPaths, likes: Iterable[Unit] | None = None) -> bool:
        for like in likes or self._likes():
            changes = self._placed(other.roots, like)
            if changes is not None and self._accepts(changes, other):
                return True
        return False

    def _join(self, i: int) -> None:
        """Where too few are there to be moved: let as many as can be come and belong."""
        cell = self._known[i].cell
        for sign in (1, -1):
            other = self._paths.extreme(cell.total, sign)
            if other is None:
                continue
            for like in list(self._likes())[:3]:
                self._try(other, [self._set(like, dict(cell.conditions)) or like, like])
            if self._is_done(i):
                return

    def _move(self, i: int) -> bool:
        """Move four people into the cell, or out of it, and as many cells as that helps."""
        cell = self._known[i].cell
        members = self._inside[i]
        leaves = sum(self._register.people[unit] for unit in members) >= WIDTH
        sources = members if leaves else self._others(i)
        for start in range(min(4, max(1, len(sources)))):
            movers = self._four(sources[start:])
            if not movers or self._base is None:
                return False
            for is_bold in (True, False):
                moved = self._moved(movers, cell, leaves=leaves, is_bold=is_bold)
                if moved is None:
                    continue
                placed = self._placed(self._base.roots, movers[0][0], moved[1][0])
                if placed is None:
                    return False
                if self._accepts([*placed, *moved], self._base) and self._is_done(i):
                    return True
        return False

    def _four(self, sources: Sequence[Unit]) -> Changes:
        found: Changes = []
        left = WIDTH
        for unit in sources:
            taken = min(left, self._register.people[unit])
            found.append((unit, taken))
            left -= taken
            if not left:
                return found
        return []

    def _others(self, i: int) -> list[Unit]:
        """Those of the cell's circle who are not in the cell."""
        cell = self._known[i].cell
        inside = set(self._inside[i])
        return [u for u in self._recount.circle(cell) if u not in inside]

    def _moved(
        self, movers: Changes, cell: Cell, *, leaves: bool, is_bold: bool
    ) -> Changes | None:
        wanted: dict[str, str] = {} if leaves else dict(cell.conditions)
        source = movers[0][0]
        if is_bold:
            wanted |= self._helpful(cell, source, wanted)
        found: Changes = []
        for unit, number in movers:
            target = self._set(unit, wanted)
            if target is None or (leaves and self._meets(target, cell)):
                target = self._away(target or unit, cell) if leaves else None
            if target is None:
                return None
            found += [(unit, -number), (target, number)]
        return found

    def _helpful(self, cell: Cell, source: Unit, wanted: dict[str, str]) -> dict[str, str]:
        """Categories to go to in which other cells of the circle still need a story."""
        found: dict[str, str] = {}
        decided = {variable_of(name) for name in wanted}
        mine = (cell.circle, cell.outside)
        shapes = [s for s in self._open if (s.circle, s.outside) == mine]
        for shape in sorted(shapes, key=lambda s: -len(s.names)):
            names = {variable_of(name) for name in shape.names}
            if not names or names & decided:
                continue
            for i in list(self._open[shape]):
                if self._is_done(i):
                    del self._open[shape][i]
                elif not self._meets(source, self._known[i].cell):
                    found |= dict(self._known[i].cell.conditions)
                    decided |= names
                    break
        return found

    def _away(self, unit: Unit, cell: Cell) -> Unit | None:
        """The same person with one category changed, so that the cell is left."""
        for name, _category in cell.conditions:
            for other in _categories(name):
                target = self._set(unit, {name: other})
                if target is not None and not self._meets(target, cell):
                    return target
        return None

    def _set(self, unit: Unit, wanted: dict[str, str]) -> Unit | None:
        """The same person with these categories; None where nobody can be so."""
        made: list[Value] = list(unit)
        for name, category in wanted.items():
            allowed = deciding(name, category)
            at = self._place[variable_of(name)]
            if made[at] not in allowed:
                made[at] = min(allowed, key=_categories(variable_of(name)).index)
        traits = dict(zip(self._register.traits, made, strict=True))
        if is_impossible({k: v for k, v in traits.items() if isinstance(v, str)}):
            return None
        return tuple(made)

    def _meets(self, unit: Unit, cell: Cell) -> bool:
        return all(
            unit[self._place[variable_of(name)]] in deciding(name, category)
            for name, category in cell.conditions
        )

    def _likes(self) -> list[Unit]:
        """Some people whose categories newcomers may have."""
        return [unit for unit, number in self._register.people.most_common(6) if number] or [
            tuple(
                0 if name == self._model.root else _categories(name)[0]
                for name in self._register.traits
            )
        ]

    def _placed(
        self, roots: dict[int, int], like: Unit, target: Unit | None = None
    ) -> Changes | None:
        """People who come, go or change their circles; None where nobody is there to go.

        Those who come take the categories of those who go: to the other circles it is as
        if the same people had changed over. Who is left to come is like `like`. Where others
        move from `like` to `target`, those who go are unlike both, for their changes add up.
        """

        def crowded(unit: Unit) -> tuple[int, bool]:
            alike = 0
            for old, new, own in zip(like[1:], (target or like)[1:], unit[1:], strict=True):
                alike += old != new and (2 * (own == new) + (own == old))
            return alike, unit[1:] != like[1:]

        going: Changes = []
        for bits, number in roots.items():
            left = -number
            for unit in sorted(self._by_root(bits), key=crowded) if left > 0 else ():
                if left > 0:
                    going.append((unit, min(left, self._register.people[unit])))
                    left -= going[-1][1]
            if left > 0:
                return None
        found = [(unit, -number) for unit, number in going]
        spare = [(unit[1:], number) for unit, number in going]
        for bits, number in roots.items():
            left = number
            while left > 0:
                traits, there = spare.pop() if spare else (like[1:], left)
                found.append(((bits, *traits), min(left, there)))
                if there > left:
                    spare.append((traits, there - left))
                left -= there
        return found

    def _by_root(self, bits: int) -> list[Unit]:
        return [u for u, n in self._register.people.items() if u[0] == bits and n]

    def _accepts(self, people: Changes, other: OtherPaths) -> bool:
        """Recount a story; if it tells what was published, keep what it shows."""
        total: defaultdict[Unit, int] = defaultdict(int)
        for unit, number in people:
            total[unit] += number
        return self._keeps(Story(tuple((u, n) for u, n in total.items() if n), other.changes))

    def _keeps(self, story: Story) -> bool:
        try:
            changed = self._recount.of(story)
        except Untrue:
            return False
        if not self._stories:
            self._base_changes = frozenset(changed)
            changed = dict(enumerate(self._recount.counts)) | changed
        for i in self._base_changes - changed.keys():
            changed[i] = self._recount.counts[i]
        for i, count in changed.items():
            self._low[i] = min(count, self._low.get(i, count))
            self._high[i] = max(count, self._high.get(i, count))
        self._stories.append(story)
        return True


def _categories(name: str) -> tuple[str, ...]:
    return variable(name).categories
