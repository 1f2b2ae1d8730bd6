"""Why does a token count or not? Condition by condition, without a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from youthcase.domain import periods
from youthcase.domain.benefit import Count, Verdict
from youthcase.domain.dates import plain
from youthcase.errors import Refusal
from youthcase.i18n import _, plural
from youthcase.services import return_tokens
from youthcase.services.return_progress import to_report
from youthcase.ui.kit.banner import Banner
from youthcase.ui.kit.choice_fields import Combo
from youthcase.ui.kit.empty import EmptyState
from youthcase.ui.kit.measure import column, fit
from youthcase.ui.kit.reflow import PageHeader, SideBySide
from youthcase.ui.kit.table import Cell, Column, DataTable, PagedTable
from youthcase.ui.kit.tokens import Tone
from youthcase.ui.pages import release_words as words_of
from youthcase.ui.pages import returns_words
from youthcase.ui.pages.returns_people import TraceCard
from youthcase.ui.pages.returns_reading import Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from youthcase.ui.pages.release_desk import ReleaseDesk


class TraceView(QWidget):
    """Everybody by token, those who count first; which condition lacks, on which day."""

    def __init__(self, desk: ReleaseDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("figures_trace")
        self._desk = desk
        self._rows: tuple[Verdict, ...] = ()
        self.period = Combo(_("Period"))
        self.period.setObjectName("figures_period")
        fit(self.period, width=380)
        for period in to_report(desk.releasing().today):
            self.period.addItem(words_of.period_title(period), period.code)
        self.period.currentIndexChanged.connect(self.open)
        self.header = PageHeader(_("Who counts"), _("Counting …"), [self.period], narrow=760)
        outer = column(self, gap=10)
        outer.addWidget(self.header)
        words = _(
            "Nobody's name is in these figures. Tell a supervisor the token: they see whose "
            "file it is under “Make a return”, “Whose token?”."
        )
        outer.addWidget(Banner(Tone.INFO, words, lead=_("Ask a supervisor for the name.")))
        self.problem = Banner(Tone.DANGER, "")
        self.problem.setObjectName("figures_problem")
        self.problem.hide()
        outer.addWidget(self.problem)
        self.lines = PagedTable[Verdict](
            (
                Column("token", _("Token"), _token_cell, 130),
                Column("counted", _("Counts since"), _counted_cell, 170, folds=1),
                Column("met", _("Conditions"), _met_cell, 240, stretches=True),
            ),
            self._count,
            self._page,
            row_name=_row_name,
            parent=self,
        )
        self.table = DataTable(_("Who counts, by token"), self.lines)
        self.table.setObjectName("figures_tokens")
        self.table.set_empty(EmptyState("users", _("Nobody is in the counting facts yet")))
        self.table.selectionModel().currentChanged.connect(self._show_trace)
        self.trace = TokenTrace()
        sides = SideBySide(self.table, self.trace, narrow=760, side_width=340, main_height=260)
        outer.addWidget(sides, 1)

    def open(self) -> None:
        """Count on the worker; that somebody looked is written down."""
        releasing, code = self._desk.releasing, str(self.period.currentData())

        def look() -> Count:
            own = releasing()
            return own.trace(periods.parse(code), own.today)

        self._desk.background.run(self, look, done=self._show, failed=self._fail)

    def first_focus(self) -> QWidget:
        """The list."""
        return self.table

    def _show(self, count: Count) -> None:
        self.problem.hide()
        self._rows = tuple(sorted(count.verdicts, key=_place))
        counted = plural("{n} counts", "{n} count", count.headline)
        self.header.say_about(
            _("{counted} of {all} in the counting facts, as known on {day}.").format(
                counted=counted, all=len(count.verdicts), day=plain(count.as_at)
            )
        )
        self.lines.refresh()
        self._show_trace()

    def _show_trace(self) -> None:
        verdict = self.table.current_record()
        row = Row(verdict, None) if isinstance(verdict, Verdict) else None
        name = _token(verdict) if isinstance(verdict, Verdict) else ""
        self.trace.show_row(row, name)

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, Refusal):
            raise error
        self.problem.say(str(error))
        self.problem.show()

    def _count(self) -> int:
        return len(self._rows)

    def _page(self, offset: int, limit: int) -> Sequence[Verdict]:
        return self._rows[offset : offset + limit]


class TokenTrace(TraceCard):
    """The six conditions for one token; no file can be opened from here."""

    def show_row(self, row: Row | None, name: str) -> None:
        """Show why one token counts or does not."""
        super().show_row(row, name)
        self.file.hide()
        if row is None:
            self.name.setText(_("No token is chosen"))


def _place(verdict: Verdict) -> tuple[bool, int, str]:
    return (not verdict.counts, -sum(c.met for c in verdict.clauses), verdict.ref)


def _token(verdict: Verdict) -> str:
    return return_tokens.shown(verdict.ref)


def _row_name(verdict: Verdict) -> str:
    return _("Token {token}").format(token=_token(verdict))


def _token_cell(verdict: Verdict) -> Cell:
    return Cell(words=_token(verdict), strong=True)


def _counted_cell(verdict: Verdict) -> Cell:
    day = verdict.count_date
    return Cell(words=plain(day)) if day else Cell(words=_("Not counted"), muted=True)


def _met_cell(verdict: Verdict) -> Cell:
    if verdict.counts:
        return Cell(words=_("All six"), icon="check", tone=Tone.OK)
    met, lacks = returns_words.clauses_met(verdict), returns_words.lacking(verdict)
    return Cell(words=met, second=lacks, muted=True)
