"""What can an independent attacker find in published returns?

Runs in a process of its own with another solver (CP-SAT), for ortools and HiGHS cannot
share one, and shares no code with the program: it reads the published cells and the rules
that everybody is told, builds its own equations in whole numbers, and asks for every cell
whether it can be found exactly or to within one. One JSON object a line in, one out.
"""

import json
import sys
from itertools import combinations, pairwise

from ortools.sat.python import cp_model

ENOUGH = 3
MANY = 100_000
CHAIN = [
    "REFERRED", "ACCEPTED", "ENGAGED", "CASEWORK", "PLAN_IN_FORCE", "COUNTED",
    "CLOSED", "PAIRED", "IMPROVED",
]  # fmt: skip


class Case:
    """The equations of some returns of one year."""

    def __init__(self, given):
        self.model = cp_model.CpModel()
        self.releases = given["releases"]
        self.themes = given["themes"]
        self.targets = []
        quarters = sorted({q for r in self.releases for q in r["quarters"]})
        self.histories = [
            frozenset(h) for k in range(1, len(quarters) + 1) for h in combinations(quarters, k)
        ]
        windows = [set(r["quarters"]) for r in self.releases]
        kinds = {tuple(bool(h & w) for w in windows): h for h in self.histories}
        self.histories = list(kinds.values())
        self.size = {h: self.number() for h in self.histories}
        self.blocks = {}
        self.people()
        self.totals()
        for release in self.releases:
            self.outcomes(release)
        self.activity()

    def number(self):
        return self.model.new_int_var(0, MANY, "")

    def within(self, expression, value, marker, name=None):
        """What a published figure tells; and somebody wants to know it."""
        reach = 9 if marker == "r" else 4
        if value is not None:
            self.model.add(expression >= max(0, value - reach))
            self.model.add(expression <= value + reach)
        if name:
            self.targets.append((name, expression))

    def in_window(self, release):
        return [h for h in self.histories if h & set(release["quarters"])]

    def people(self):
        """One table of unknowns for each crossing, and for each variable in none."""
        tables = {}
        for release in self.releases:
            for table, one, first, two, second, _value, _marker in release["cells"]:
                if table.startswith("by_") or "_x_" in table:
                    key = tuple(sorted(v for v in (one, two) if v))
                    tables.setdefault(key, {})
                    for variable, category in ((one, first), (two, second)):
                        if variable and category != "TOTAL":
                            tables[key].setdefault(variable, {})[category] = None
        for key in sorted(tables, key=lambda k: -len(k)):
            inside = any(set(key) <= set(k) for k in self.blocks)
            if key != ("priority_theme",) and not inside:
                self.add_block(key, tables[key])
        for release in self.releases:
            for cell in release["cells"]:
                self.people_cell(release, cell)
        self.joiners()

    def add_block(self, key, categories):
        choices = [()]
        for variable in key:
            choices = [(*c, category) for c in choices for category in categories[variable]]
        cells = {(h, c): self.number() for h in self.histories for c in choices}
        for h in self.histories:
            self.model.add(sum(cells[h, c] for c in choices) == self.size[h])
        for other, theirs in self.blocks.items():
            for variable in set(key) & set(other):
                for h in self.histories:
                    for category in categories[variable]:
                        self.model.add(
                            self.part(key, cells, h, {variable: category})
                            == self.part(other, theirs, h, {variable: category})
                        )
        self.blocks[key] = cells

    def part(self, key, cells, history, wanted):
        at = {key.index(v): {c} if isinstance(c, str) else c for v, c in wanted.items()}
        return sum(
            number
            for (h, chosen), number in cells.items()
            if h == history and all(chosen[i] in c for i, c in at.items())
        )

    def count(self, histories, wanted):
        if "priority_theme" in wanted:
            wanted = dict(wanted)
            theme = wanted.pop("priority_theme")
            wanted["primary_risk"] = {r for r, t in self.themes.items() if t == theme}
        if not wanted:
            return sum(self.size[h] for h in histories)
        key = next(k for k in self.blocks if set(wanted) <= set(k))
        return sum(self.part(key, self.blocks[key], h, wanted) for h in histories)

    def people_cell(self, release, cell):
        table, one, first, two, second, value, marker = cell
        if not (table.startswith("by_") or "_x_" in table) or value is None:
            return
        wanted = {v: c for v, c in ((one, first), (two, second)) if v and c != "TOTAL"}
        if wanted:
            name = (release["code"], table, first, second)
            self.within(self.count(self.in_window(release), wanted), value, marker, name)

    def joiners(self):
        """Who is in a longer return and not in a shorter one within it."""
        for inner in self.releases:
            for outer in self.releases:
                if set(inner["quarters"]) < set(outer["quarters"]):
                    new = [h for h in self.in_window(outer) if not h & set(inner["quarters"])]
                    for table, one, first, two, _s, _v, _m in outer["cells"]:
                        if table.startswith("by_") and first != "TOTAL" and not two:
                            name = ("joined", inner["code"], outer["code"], table, first)
                            self.targets.append((name, self.count(new, {one: first})))

    def totals(self):
        """The headline, the funnel, the sensitivity line, and how they hang together."""
        self.lines = {}
        for release in self.releases:
            code, window = release["code"], set(release["quarters"])
            counted = self.count(self.in_window(release), {})
            if release["exact"] is not None:
                self.model.add(counted == release["exact"])
            lines = {"COUNTED": counted, "2": counted}
            for table, _one, first, _two, _second, value, marker in release["cells"]:
                if table not in ("headline", "funnel"):
                    continue
                name = (code, table, first)
                if first in ("H1", "COUNTED", "2"):
                    if release["exact"] is None and first == "H1":
                        self.within(counted, value, marker, name)
                elif first == "H2":
                    new = [h for h in self.in_window(release) if min(h) in window]
                    count = self.count(new, {})
                    self.within(count, value, marker, name)
                else:
                    lines[first] = self.number()
                    self.within(lines[first], value, marker, name)
            self.chain([lines[s] for s in CHAIN if s in lines])
            self.chain([lines[str(n)] for n in range(1, 7) if str(n) in lines])
            if "M1B" in lines and "CASEWORK" in lines:
                self.model.add(lines["M1B"] + counted <= lines["CASEWORK"])
            if "H3" in lines:
                self.model.add(lines["H3"] >= counted)
            self.lines[code] = (window, lines)
        self.nested()

    def chain(self, numbers):
        for more, fewer in pairwise(numbers):
            self.model.add(more >= fewer)

    def nested(self):
        names = {*CHAIN, "1", "3", "4", "5", "6"} - {"COUNTED"}
        for inner, mine in self.lines.values():
            for outer, theirs in self.lines.values():
                if inner < outer:
                    for name in names & set(mine) & set(theirs):
                        self.model.add(theirs[name] >= mine[name])

    def outcomes(self, release):
        rows = [c for c in release["cells"] if c[0] == "outcomes"]
        if not rows:
            return
        total = self.number()
        groups = {}
        for _table, one, first, _two, _second, value, marker in rows:
            name = (release["code"], "outcomes", one, first)
            number = total if first == "TOTAL" else self.number()
            self.within(number, value, marker, name)
            groups.setdefault(one, []).append(number)
        for one, numbers in groups.items():
            if one:
                self.model.add(sum(numbers) == total)

    def activity(self):
        parts = {
            "FACE_TO_FACE": "ATTENDED",
            "CALLS": "ATTENDED",
            "PLANS_REVIEWED": "PLANS_AGREED",
        }
        quarters = {q for r in self.releases for q in r["quarters"]}
        kinds = {c[2] for r in self.releases for c in r["cells"] if c[0] == "activity"}
        done = {(k, q): self.number() for k in kinds for q in quarters}
        for q in quarters:
            for whole in set(parts.values()) & kinds:
                mine = [done[k, q] for k, of in parts.items() if of == whole and k in kinds]
                self.model.add(sum(mine) <= done[whole, q])
        for release in self.releases:
            for table, _one, kind, _two, _second, value, marker in release["cells"]:
                if table == "activity":
                    number = sum(done[kind, q] for q in release["quarters"])
                    self.within(number, value, marker, (release["code"], "activity", kind))

    def weak(self):
        """The cells that can be found to within one; None where the figures contradict."""
        self.low, self.high = {}, {}
        self.solver = cp_model.CpSolver()
        self.solver.parameters.num_workers = 1
        self.solver.parameters.random_seed = 1
        if not self.ask(0, most=True, seconds=30):
            return None
        for turn in range(8):
            left = [e for name, e in self.targets if not self.is_open(name)]
            if left:
                wish = sum(e if (i >> turn // 2) & 1 else -e for i, e in enumerate(left))
                self.ask(wish, most=turn % 2 == 0, seconds=1)
        for name, expression in self.targets:
            for most in (True, False):
                if not self.is_open(name):
                    self.ask(expression, most=most, seconds=30)
        left = [name for name, _e in self.targets if not self.is_open(name)]
        return [[*name, self.low[name], self.high[name]] for name in left]

    def ask(self, expression, *, most, seconds):
        """Every answer is a population, and shows something of every cell."""
        self.solver.parameters.max_time_in_seconds = seconds
        (self.model.maximize if most else self.model.minimize)(expression)
        if self.solver.solve(self.model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return False
        for name, wanted in self.targets:
            value = self.solver.value(wanted)
            self.low[name] = min(self.low.get(name, value), value)
            self.high[name] = max(self.high.get(name, value), value)
        return True

    def is_open(self, name):
        """Whether somebody would be wrong by more than one, whatever they guess."""
        return self.high[name] - self.low[name] >= ENOUGH


def main():
    for line in sys.stdin:
        case = Case(json.loads(line))
        weak = case.weak()
        answer = {"weak": weak, "targets": len(case.targets), "agrees": weak is not None}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
