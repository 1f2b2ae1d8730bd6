"""What would an import bring in, and what is wrong with it, where?"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSizePolicy, QWidget

from youthcase.i18n import _, plural
from youthcase.ui.kit.announce import announce
from youthcase.ui.kit.banner import Banner
from youthcase.ui.kit.buttons import primary, secondary
from youthcase.ui.kit.checks import Check
from youthcase.ui.kit.choice_fields import Combo
from youthcase.ui.kit.empty import EmptyState
from youthcase.ui.kit.flow import Flow
from youthcase.ui.kit.measure import column, fit, row
from youthcase.ui.kit.table import Cell, Column, DataTable, PagedTable
from youthcase.ui.kit.tall import Tall
from youthcase.ui.kit.text import label
from youthcase.ui.kit.text_fields import IconField
from youthcase.ui.kit.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from youthcase.importing.problems import Problem
    from youthcase.importing.proposal import Proposal

_KINDS = {
    "people": ("{n} young person", "{n} young people"),
    "episodes": ("{n} episode", "{n} episodes"),
    "agreements": ("{n} agreement", "{n} agreements"),
    "contacts": ("{n} contact", "{n} contacts"),
    "scores": ("{n} score", "{n} scores"),
    "plan_versions": ("{n} plan version", "{n} plan versions"),
    "plan_items": ("{n} line of plans", "{n} lines of plans"),
    "plan_places": ("{n} place in plans", "{n} places in plans"),
    "plan_decisions": ("{n} decision on plans", "{n} decisions on plans"),
    "staff": ("{n} new colleague", "{n} new colleagues"),
}
_SEVERITIES = ("", "error", "warning")


class Report(Tall):
    """The answer of a check: what would come in, what to put right, and Import."""

    accepted = Signal()
    again = Signal(bool)  # whether unknown sheets and columns are left out
    another = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("report")
        self._proposal: Proposal | None = None
        self._found: Sequence[Problem] = ()
        outer = column(self, gap=12)
        self._top = column()
        outer.addLayout(self._top)
        self.answer: Banner | None = None
        self.counts = label("", wrap=True)
        self.counts.setObjectName("counts")
        outer.addWidget(self.counts)
        outer.addWidget(self._make_filters())
        outer.addWidget(self._make_table(), 1)
        self.whole = label("", wrap=True)
        self.whole.setObjectName("problem.whole")
        outer.addWidget(self.whole)
        outer.addWidget(self._make_foot())

    def show_proposal(self, proposal: Proposal, *, leaves_out: bool) -> None:
        """Show what a check found."""
        self._proposal = proposal
        self.leave_out.setChecked(leaves_out)
        self.copy.setText(_("Copy the list"))
        errors, warnings = self._number("error"), self._number("warning")
        self._answer(errors, warnings)
        self.counts.setText(_in_it(proposal))
        self._offer(errors, warnings)
        self.leave_out.setVisible(proposal.refused)
        self.import_.setVisible(not proposal.refused)
        self.promise.setVisible(not proposal.refused)
        self._look()

    def first_focus(self) -> QWidget:
        """Import where that can be done, else the list of problems."""
        return self.table if self.import_.isHidden() else self.import_

    def _make_filters(self) -> QWidget:
        self.filters = QWidget()
        line = row(self.filters, gap=8)
        self.severity = Combo(_("Errors or warnings"))
        self.severity.setObjectName("severity")
        fit(self.severity, max_width=220)
        self.severity.currentIndexChanged.connect(self._look)
        self.filter = IconField(
            "list-filter",
            _("Filter the problems by sheet, column or words"),
            placeholder=_("Sheet, column or words"),
        )
        self.filter.edit.setObjectName("problems.filter")
        self.filter.edit.setClearButtonEnabled(True)
        fit(self.filter, height=36, min_width=120, max_width=300)
        self.filter.changed.connect(self._look)
        line.addWidget(self.severity, 2)
        line.addWidget(self.filter, 2)
        line.addStretch(1)
        self.found = label("", "cap", tone="muted")
        self.found.setObjectName("problems.found")
        line.addWidget(self.found)
        return self.filters

    def _make_table(self) -> DataTable:
        self.lines: PagedTable[Problem] = PagedTable(
            (
                Column("where", _("Where"), _where, 190, folds=1),
                Column("what", _("What is wrong, and what to do"), _what, 300, stretches=True),
            ),
            self._count,
            self._page,
            row_name=_spoken_place,
            parent=self,
        )
        self.table = DataTable(_("Problems"), self.lines)
        self.table.setObjectName("problems")
        self.table.set_empty(EmptyState("circle-check", _("Nothing to put right here")))
        fit(self.table, min_height=140)
        policies = QSizePolicy.Policy
        self.table.setSizePolicy(policies.Expanding, policies.Ignored)
        self.table.selectionModel().currentChanged.connect(self._tell)
        self.lines.modelReset.connect(self._tell)
        return self.table

    def _make_foot(self) -> QWidget:
        foot = QWidget()
        outer = column(foot, gap=8)
        self.promise = label(
            _("All of it comes in or nothing. What is in the vault already stays as it is."),
            tone="muted",
            wrap=True,
        )
        outer.addWidget(self.promise)
        self.leave_out = Check(_("Leave out sheets and columns that are not in the layout"))
        self.leave_out.setObjectName("report.leave_out")
        self.leave_out.clicked.connect(self._again)
        outer.addWidget(self.leave_out)
        holder = QWidget()
        buttons = Flow(holder, gap=10)
        self.import_ = primary(_("Import"), "upload")
        self.import_.setObjectName("import")
        self.recheck = secondary(_("Check it again"), "refresh-cw")
        self.recheck.setObjectName("recheck")
        self.copy = secondary(_("Copy the list"), "copy")
        self.copy.setObjectName("copy")
        self.back = secondary(_("Choose another"))
        self.back.setObjectName("another")
        for button in (self.import_, self.recheck, self.copy, self.back):
            buttons.addWidget(button)
        self.import_.clicked.connect(self.accepted)
        self.recheck.clicked.connect(self._again)
        self.copy.clicked.connect(self._copy)
        self.back.clicked.connect(self.another)
        outer.addWidget(holder)
        return foot

    def _answer(self, errors: int, warnings: int) -> None:
        if errors:
            lead = plural("{n} error.", "{n} errors.", errors)
            words = _("Nothing was imported. Mend the spreadsheet, then check it again.")
            tone = Tone.DANGER
        elif warnings:
            lead = plural("Ready, with {n} warning.", "Ready, with {n} warnings.", warnings)
            words = _("It can come in as it stands; look at the list first.")
            tone = Tone.WARN
        else:
            lead = _("Ready to import.")
            words = _("Nothing is wrong with it.")
            tone = Tone.OK
        if self.answer is not None:
            self._top.removeWidget(self.answer)
            self.answer.deleteLater()
        self.answer = Banner(tone, words, lead=lead)
        self.answer.setObjectName("answer")
        self._top.addWidget(self.answer)
        announce(f"{lead} {words}", source=self)

    def _offer(self, errors: int, warnings: int) -> None:
        quiet = self.severity.blockSignals(True)
        self.severity.clear()
        self.severity.addItems(
            [
                _("Errors and warnings"),
                plural("{n} error", "{n} errors", errors),
                plural("{n} warning", "{n} warnings", warnings),
            ]
        )
        self.severity.setCurrentIndex(1 if errors else 0)
        self.severity.blockSignals(quiet)
        has_any = bool(errors or warnings)
        for part in (self.filters, self.table, self.copy):
            part.setVisible(has_any)

    def _number(self, severity: str) -> int:
        problems = self._proposal.problems if self._proposal else ()
        return sum(p.severity == severity for p in problems)

    def _look(self) -> None:
        wanted = _SEVERITIES[max(0, self.severity.currentIndex())]
        typed = self.filter.text().casefold().split()
        problems = self._proposal.problems if self._proposal else ()
        self._found = [
            p
            for p in problems
            if (not wanted or p.severity == wanted) and all(w in _words(p) for w in typed)
        ]
        self.lines.refresh()
        self.table.go_to_row(0)
        self.found.setText(plural("{n} shown", "{n} shown", len(self._found)))

    def _count(self) -> int:
        return len(self._found)

    def _page(self, offset: int, limit: int) -> Sequence[Problem]:
        return self._found[offset : offset + limit]

    def _tell(self) -> None:
        """Write the chosen problem out in full below the list."""
        chosen = cast("Problem | None", self.table.current_record())
        self.whole.setVisible(chosen is not None)
        if chosen is not None:
            place = place_of(chosen)
            said = f"{chosen.sentence} {chosen.remedy}"
            self.whole.setText(f"{place}: {said}" if place else said)

    def _again(self) -> None:
        self.again.emit(self.leave_out.isChecked())

    def _copy(self) -> None:
        """Put what is listed on the clipboard: places and sentences, never a cell's words."""
        QGuiApplication.clipboard().setText("\n".join(_as_line(p) for p in self._found))
        announce(_("The list is copied"), source=self)
        self.copy.setText(_("Copied"))


def place_of(problem: Problem) -> str:
    """Sheet, row and column in words."""
    row_words = _("row {n}").format(n=problem.row) if problem.row is not None else ""
    column_words = _("column {name}").format(name=problem.column) if problem.column else ""
    return ", ".join(p for p in (problem.sheet, row_words, column_words) if p)


def _severity(problem: Problem) -> str:
    return _("Error") if problem.severity == "error" else _("Warning")


def _where(problem: Problem) -> Cell:
    is_error = problem.severity == "error"
    row_words = _("row {n}").format(n=problem.row) if problem.row is not None else ""
    sheet = ", ".join(p for p in (problem.sheet or _("The whole"), row_words) if p)
    column_words = _("column {name}").format(name=problem.column) if problem.column else ""
    return Cell(
        words=sheet,
        second=column_words,
        icon="circle-alert" if is_error else "triangle-alert",
        tone=Tone.DANGER if is_error else Tone.WARN,
        spoken=_spoken_place(problem),
    )


def _what(problem: Problem) -> Cell:
    return Cell(words=problem.sentence, second=problem.remedy)


def _spoken_place(problem: Problem) -> str:
    return ": ".join(p for p in (_severity(problem), place_of(problem)) if p)


def _words(problem: Problem) -> str:
    parts = (place_of(problem), problem.sentence, problem.remedy)
    return " ".join(parts).casefold()


def _as_line(problem: Problem) -> str:
    place = place_of(problem)
    parts = (_severity(problem), place, problem.sentence, problem.remedy)
    return "\t".join(parts)


def _in_it(proposal: Proposal) -> str:
    if proposal.refused:
        rows = (
            _("{rows} in {sheet}").format(rows=plural("{n} row", "{n} rows", n), sheet=sheet)
            for sheet, n in proposal.rows.items()
            if n
        )
        words = "  ·  ".join(rows) or _("No filled row was found.")
        return _("In it: {words}").format(words=words)
    words = "  ·  ".join(in_words(proposal.counts))
    return _("What comes in: {words}").format(words=words)


def in_words(counts: dict[str, int]) -> list[str]:
    """How many of each kind, in words; kinds without any are left out."""
    return [plural(*words, counts[kind]) for kind, words in _KINDS.items() if counts.get(kind)]
