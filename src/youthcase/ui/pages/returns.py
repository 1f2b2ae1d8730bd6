"""How many young people have benefited, who are they, and what is one step short?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from youthcase.domain.dates import plain
from youthcase.errors import Refusal
from youthcase.i18n import _, plural
from youthcase.ui.frame import Frame, Page, Place, Room
from youthcase.ui.kit.announce import announce
from youthcase.ui.kit.banner import Banner
from youthcase.ui.kit.buttons import secondary
from youthcase.ui.kit.choice_fields import Combo
from youthcase.ui.kit.form import Scrolled
from youthcase.ui.kit.measure import column, fit
from youthcase.ui.kit.progress import ProgressPanel
from youthcase.ui.kit.reflow import PageHeader
from youthcase.ui.kit.tabs import Tabs
from youthcase.ui.kit.tall import Tall
from youthcase.ui.kit.tokens import Tone
from youthcase.ui.pages import returns_groups, returns_reading
from youthcase.ui.pages import returns_words as words_of
from youthcase.ui.pages.returns_dates import DatesCard
from youthcase.ui.pages.returns_groups import GroupsView
from youthcase.ui.pages.returns_people import PeopleView
from youthcase.ui.pages.returns_reading import Figures, Question, Row
from youthcase.ui.pages.returns_summary import Summary

if TYPE_CHECKING:
    from datetime import date

    from youthcase.domain.changes import Changes
    from youthcase.domain.periods import Period

FIGURES, SHORT, PEOPLE, GAPS = "figures", "short", "people", "gaps"
_TABS = (FIGURES, SHORT, PEOPLE, GAPS)


class ReturnsPage(Page):
    """The figures of a period, counted off the window's thread, with everybody behind them."""

    room = Room.RETURNS

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(frame, parent)
        self.setObjectName("returns")
        self.figures: Figures | None = None
        self._filled: dict[str, Figures] = {}
        self._periods: list[Period] = []
        self._period: Period | None = None
        self._as_at: date | None = None
        self._asked: Question | None = None
        self._is_counting = self._is_stale = False
        self._noted: set[tuple[Period | None, date | None]] = set()
        body = Tall()
        column(self).addWidget(body)
        outer = column(body, gap=10, margins=(24, 16, 24, 12))
        outer.addWidget(self._make_top())
        outer.addWidget(self._make_warning())
        self.problem = Banner(Tone.DANGER, "")
        self.problem.setObjectName("problem")
        self.problem.hide()
        outer.addWidget(self.problem)
        outer.addWidget(self._make_tabs())
        outer.addWidget(self._make_stack(), 1)
        frame.privacy_changed.connect(self._show_names)

    def open(self, place: Place) -> None:
        """Count again, for the period chosen last; `place.part` names a tab."""
        if not self.services.sitting.supervises:
            raise Refusal(_("Only supervisors see the returns: they are about every case."))
        self._offer_periods()
        if place.part in _TABS:
            self._show_part(place.part)
        self.look()

    def refresh(self, changes: Changes) -> None:  # noqa: ARG002
        """Count again."""
        self.look()

    def first_focus(self) -> QWidget:
        """The period, or the list that was left to open a file."""
        lists = {SHORT: self.short.table, PEOPLE: self.people.table, GAPS: self.gaps.table}
        shown = lists.get(self.tabs.current_key())
        return shown if shown is not None and self.figures is not None else self.period

    def look(self) -> None:
        """Count on the worker; a count under way is followed by another."""
        if self._period is None or self._as_at is None:
            return
        if self._is_counting:
            self._is_stale = True
            return
        self._is_counting = True
        names_shown = self.tabs.current_key() != FIGURES
        note = names_shown and self._key() not in self._noted
        self._asked = question = Question(self._period, self._as_at, note)
        self.panel.show()
        self._say()
        self.frame.background.run(
            self, _Count(self, question), done=self._counted, failed=self._failed
        )

    def _make_warning(self) -> Banner:
        warning = Banner(
            Tone.WARN,
            _("Official-sensitive: do not send or publish. What may leave is made apart."),
            lead=_("True, internal figures."),
            icon="shield-alert",
            action=_("Make a return"),
        )
        if warning.action is not None:
            warning.action.setObjectName("make_return")
            warning.action.clicked.connect(self._make_return)
        return warning

    def _make_return(self) -> None:
        self.frame.go.emit(Place(Room.RELEASE))

    def _make_top(self) -> PageHeader:
        self.period = Combo(_("Period"))
        self.period.setObjectName("period")
        fit(self.period, width=318)
        self.period.currentIndexChanged.connect(self._choose_period)
        self.as_at = secondary(_("As known today"), "calendar-days")
        self.as_at.setObjectName("as_at_button")
        self.as_at.clicked.connect(self._ask_as_at)
        self.top = PageHeader(_("Returns"), " ", [self.period, self.as_at], narrow=860)
        self.top.about.setObjectName("about")
        return self.top

    def _make_tabs(self) -> Tabs:
        words = (_("Figures"), _("One step short"), _("Who counts"), _("Gaps in the record"))
        self.tabs = Tabs(_("Parts of the return"), list(zip(_TABS, words, strict=True)))
        self.tabs.setObjectName("tabs")
        self.tabs.chosen.connect(self._turn_to)
        return self.tabs

    def _make_stack(self) -> QStackedWidget:
        self.summary = Summary()
        self.summary.wanted.connect(self._open_list)
        self.short = GroupsView(
            self.frame,
            "short",
            _("What is missing"),
            (_("Nobody is one step short"), _("Whoever does not count lacks more than that.")),
        )
        self.people = PeopleView(self.frame)
        self.gaps = GroupsView(
            self.frame,
            "gaps",
            _("What the record lacks"),
            (_("Nothing is missing"), _("The record has all that the counting rule needs.")),
        )
        for view in (self.short, self.people, self.gaps):
            view.opened.connect(self._open_file)
        self.stack = QStackedWidget()
        for view in (self.summary, self.short, self.people, self.gaps):
            self.stack.addWidget(view)
        self.stack.addWidget(self._make_dates())
        holder = Tall()
        self.panel = ProgressPanel(_("Counting everybody, condition by condition"))
        self.panel.cancel.hide()
        inner = column(holder, margins=(2, 2, 14, 2))
        inner.addWidget(self.panel)
        inner.addStretch()
        self.waiting = Scrolled(holder)
        self.stack.addWidget(self.waiting)
        self.stack.setCurrentWidget(self.waiting)
        return self.stack

    def _make_dates(self) -> Scrolled:
        self.dates = DatesCard(self._today)
        self.dates.chosen.connect(self._choose_dates)
        self.dates.left.connect(self._leave_dates)
        holder = Tall()
        inner = column(holder, margins=(2, 2, 14, 2))
        inner.addWidget(self.dates)
        inner.addStretch()
        self.dates_area = Scrolled(holder)
        return self.dates_area

    def _offer_periods(self) -> None:
        """The usual periods, one's own, and the way to choose other days."""
        usual = list(self.services.returns.periods())
        if self._period is None:
            self._period = usual[0]
        if self._as_at is None:
            self._as_at = self._today()
        own = [] if self._period in usual else [self._period]
        self._periods = [*usual, *own]
        quiet = self.period.blockSignals(True)
        self.period.clear()
        self.period.addItems(
            [*(words_of.period_title(p) for p in self._periods), _("Other dates…")]
        )
        self.period.setCurrentIndex(self._periods.index(self._period))
        self.period.blockSignals(quiet)

    def _choose_period(self, at: int) -> None:
        if at >= len(self._periods):
            self._ask_dates(days=True)
            return
        self._period = self._periods[max(0, at)]
        self._show_part(self.tabs.current_key())
        self.look()

    def _ask_as_at(self) -> None:
        self._ask_dates(days=False)

    def _ask_dates(self, *, days: bool) -> None:
        if self._period is not None and self._as_at is not None:
            self.tabs.hide()
            self.stack.setCurrentWidget(self.dates_area)
            self.dates.ask(self._period, self._as_at, days=days)

    def _choose_dates(self, period: Period, as_at: date) -> None:
        self._period, self._as_at = period, as_at
        self._leave_dates()
        self.look()

    def _leave_dates(self) -> None:
        self._offer_periods()
        self._show_part(self.tabs.current_key())
        self.period.setFocus(Qt.FocusReason.OtherFocusReason)

    def _counted(self, figures: Figures) -> None:
        self._is_counting = False
        asked = self._asked
        if asked is not None and asked.note:
            self._noted.add((asked.period, asked.as_at))
        if self._go_on():
            return
        self.figures = figures
        self.problem.hide()
        short, gaps = len(figures.count.near_misses), len(figures.count.warnings)
        self.tabs.setTabText(1, _("One step short ({n})").format(n=short))
        self.tabs.setTabText(3, _("Gaps in the record ({n})").format(n=gaps))
        self._fill(self.tabs.current_key())
        if self.stack.currentWidget() is self.waiting:
            self._show_part(self.tabs.current_key())
        self._say()
        announce(
            plural("{n} young person counts", "{n} young people count", figures.count.headline),
            source=self,
        )

    def _failed(self, error: Exception) -> None:
        self._is_counting = self._is_stale = False
        self.panel.hide()
        if not isinstance(error, Refusal):
            raise error
        self.problem.say(str(error))
        self.problem.show()
        self._say()

    def _go_on(self) -> bool:
        """Whether something changed meanwhile, so that the answer is already old."""
        if not self._is_stale:
            return False
        self._is_stale = False
        if self.isVisible():  # else it is counted when somebody comes back
            self.look()
        return True

    def _say(self) -> None:
        if self._period is None or self._as_at is None:
            return
        known = (
            _("As known today")
            if self._as_at == self._today()
            else _("As known on {day}").format(day=plain(self._as_at))
        )
        self.as_at.setText(known)
        self.as_at.setAccessibleName(_("{known}. Choose another day").format(known=known))
        days = words_of.days(self._period)
        self.top.say_about(
            _("Counting {days} …").format(days=days) if self._is_counting else days
        )

    def _turn_to(self, key: str) -> None:
        self._show_part(key)
        if key != FIGURES and self._key() not in self._noted:
            self.look()

    def _show_part(self, key: str) -> None:
        self.tabs.set_current(key)
        self._fill(key)
        waits = self.figures is None
        self.tabs.show()
        if waits:
            self.stack.setCurrentWidget(self.waiting)
        else:
            self.stack.setCurrentIndex(_TABS.index(key))

    def _fill(self, key: str) -> None:
        """Bring a part up to date when it is shown, so that no count fills all four."""
        figures = self.figures
        if figures is None or self._filled.get(key) is figures:
            return
        self._filled[key] = figures
        match key:
            case "short":
                self.short.show_groups(returns_groups.near_misses(figures))
            case "people":
                self.people.show_figures(figures)
            case "gaps":
                self.gaps.show_groups(returns_groups.gaps(figures))
            case _:
                self.summary.show_figures(figures)

    def _open_list(self, key: str) -> None:
        self._fill(PEOPLE)
        self.people.show_list(key)
        self.tabs.set_current(PEOPLE)
        self._turn_to(PEOPLE)
        self.people.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_file(self, row: object) -> None:
        if isinstance(row, Row) and row.who is not None:
            self.frame.go.emit(Place(Room.FILE, row.who.person))

    def _show_names(self) -> None:
        if self.figures is not None:
            for view in (self.short, self.people, self.gaps):
                view.look_again()

    def _key(self) -> tuple[Period | None, date | None]:
        return self._period, self._as_at

    def _today(self) -> date:
        return self.services.sitting.today


class _Count:
    """The work of one count, holding no widget."""

    def __init__(self, page: ReturnsPage, question: Question) -> None:
        self._services, self._question = page.services, question

    def __call__(self) -> Figures:
        return returns_reading.read(self._services, self._question)
