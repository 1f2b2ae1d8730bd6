"""Which return is asked for: which days, as known when, and for whom?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from youthcase.domain import periods
from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.returns.released import INTERNAL, MIRROR5, PARTNER
from youthcase.services.releasing import Wish
from youthcase.services.return_progress import to_report
from youthcase.ui.kit.announce import announce
from youthcase.ui.kit.buttons import link, primary
from youthcase.ui.kit.choice_fields import Choice, ChoiceField, RadioField
from youthcase.ui.kit.date_field import DateField
from youthcase.ui.kit.form import Form
from youthcase.ui.kit.measure import column, row
from youthcase.ui.kit.reflow import SideBySide
from youthcase.ui.kit.tall import Tall
from youthcase.ui.kit.text import Rule, label
from youthcase.ui.pages import release_words as words_of
from youthcase.ui.pages.release_more import MoreChoices
from youthcase.ui.pages.release_progress import ProgressCard

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtWidgets import QVBoxLayout

    from youthcase.domain.periods import Period
    from youthcase.services.return_progress import SoFar
    from youthcase.ui.pages.release_desk import ReleaseDesk

_OTHER = "other"


class AskView(QWidget):
    """The questions before a return; beside them, how far the year has come."""

    wanted = Signal(object)  # Wish

    def __init__(self, desk: ReleaseDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("release_ask")
        self._desk = desk
        self._make_fields()
        holder = Tall()
        inner = column(holder, gap=18, margins=(2, 2, 2, 12))
        inner.addWidget(self.form)
        self.more_link = link(_("More choices: a funder's form, more tables"))
        self.more_link.setObjectName("release_more")
        self.more_link.clicked.connect(self._unfold)
        line = row()
        line.addWidget(self.more_link)
        line.addStretch()
        inner.addLayout(line)
        self.more = MoreChoices()
        self.more.hide()
        inner.addWidget(self.more)
        inner.addStretch()
        self.progress = ProgressCard(desk)
        side = QWidget()
        beside = column(side, margins=(0, 2, 4, 0))
        beside.addWidget(self.progress)
        beside.addStretch()
        self.area = SideBySide(holder, side, narrow=820, side_width=320)
        outer = column(self, gap=10)
        outer.addWidget(self.area, 1)
        outer.addWidget(Rule())
        outer.addLayout(self._make_foot())

    def begin(self) -> None:
        """Offer the usual periods, the last whole quarter first, and look how far it is."""
        today = self._desk.releasing().today
        if self.as_at.value() is None:
            self.as_at.set_value(today)
        usual = to_report(today)
        self.period.set_choices(
            [
                *(Choice(p.code, words_of.period_title(p)) for p in usual),
                Choice(_OTHER, _("Other dates…")),
            ]
        )
        if self.period.value() is None:
            self.period.set_value(usual[0].code)
        if self.audience.value() is None:
            self.audience.set_value(PARTNER)
        self._look_how_far()

    def show_refusal(self, refusal: Refusal) -> None:
        """Say why a return cannot be had, where it was asked for."""
        if refusal.field not in {"release_period", "release_as_at"}:
            refusal = Refusal(str(refusal))
        self.form.show_refusal(refusal)
        self.area.verticalScrollBar().setValue(0)
        announce(str(refusal), assertive=True, source=self)

    def send(self) -> None:
        """Ask for the return, when every answer will do."""
        self.form.clear_problems()
        if not self.form.check():
            return
        as_at = self.as_at.value()
        if as_at is None:
            return
        try:
            wish = self._wish(as_at)
        except Refusal as refusal:
            self.show_refusal(refusal)
            return
        self.wanted.emit(wish)

    def _wish(self, as_at: date) -> Wish:
        if as_at > self._desk.releasing().today:
            words = _("The as-at date is today at the latest: nobody knows more yet.")
            raise Refusal(words, field="release_as_at")
        period = self._period()
        if as_at < period.first:
            words = _("On that day the period had not begun. Choose a later day.")
            raise Refusal(words, field="release_as_at")
        is_internal = self.audience.value() == INTERNAL
        return Wish(
            period=period,
            as_at=as_at,
            audience=str(self.audience.value()),
            profile=MIRROR5 if is_internal else self.more.profile,
            added=self.more.added,
        )

    def _period(self) -> Period:
        if self.period.value() != _OTHER:
            return periods.parse(str(self.period.value()))
        first, last = self.first.value(), self.last.value()
        if first is None or last is None:
            raise Refusal(_("Enter the first and the last day."), field="release_period")
        return periods.parse(f"{first.isoformat()}..{last.isoformat()}")

    def _make_fields(self) -> None:
        self.period = ChoiceField(
            "release_period",
            _("Which period?"),
            (),
            required=True,
            missing=_("Choose the period of the return"),
        )
        self.first = DateField("release_first", _("First day"), required=True)
        self.last = DateField("release_last", _("Last day"), required=True)
        self.as_at = DateField(
            "release_as_at",
            _("As known on"),
            hint=_("Nothing dated or recorded after this day is used."),
            required=True,
            subject=_("The as-at date"),
            today=self._today,
        )
        self.audience = RadioField(
            "release_audience",
            _("For whom?"),
            [Choice(code, words, about) for code, words, about in words_of.AUDIENCES],
            required=True,
            missing=_("Choose for whom the return is"),
        )
        _explain(self.audience)
        fields = [self.period, self.first, self.last, self.as_at, self.audience]
        self.form = Form(fields)
        self.first.hide()
        self.last.hide()
        self.period.changed.connect(self._show_dates)

    def _make_foot(self) -> QVBoxLayout:
        foot = column()
        line = row(gap=10)
        self.submit = primary(_("Look at the return"), "chart-column")
        self.submit.setObjectName("release_look")
        self.submit.clicked.connect(self.send)
        line.addWidget(self.submit)
        about = _("Nothing is released or saved yet.")
        line.addWidget(label(about, "cap", tone="muted", wrap=True), 1)
        foot.addLayout(line)
        return foot

    def _show_dates(self) -> None:
        own = self.period.value() == _OTHER
        self.first.setVisible(own)
        self.last.setVisible(own)

    def _unfold(self) -> None:
        self.more.setVisible(self.more.isHidden())
        words = _("More choices: a funder's form, more tables")
        self.more_link.setText(words if self.more.isHidden() else _("Fewer choices"))

    def _look_how_far(self) -> None:
        releasing = self._desk.releasing

        def look() -> SoFar:
            return releasing().so_far()

        self._desk.background.run(
            self, look, done=self.progress.show_so_far, failed=self._failed
        )

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, Refusal):
            raise error
        self.progress.say(str(error))

    def _today(self) -> date:
        return self._desk.releasing().today


def _explain(field: RadioField) -> None:
    """Put what each answer means below it, where everybody sees it."""
    holder = field.radios[0].parentWidget()
    layout = holder.layout() if holder is not None else None
    for at, (radio, (_code, _words, about)) in enumerate(
        zip(field.radios, words_of.AUDIENCES, strict=True)
    ):
        said = label(about, "cap", tone="muted", wrap=True)
        said.setIndent(34)
        if layout is not None:
            layout.removeWidget(radio)
            layout.addWidget(radio)
            layout.addWidget(said)
        said.setObjectName(f"release_audience.about.{at}")
