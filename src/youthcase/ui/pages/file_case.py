"""Which referrals and cases were there, and what can be done with the current one?"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QWidget

from youthcase.domain.codes import code_list
from youthcase.domain.dates import plain
from youthcase.domain.episodes import Episode, outcomes_of
from youthcase.domain.fields import label_of
from youthcase.i18n import _
from youthcase.ui.kit.buttons import Button, primary, quiet, secondary
from youthcase.ui.kit.cards import Card, Facts
from youthcase.ui.kit.chips import Chip, ChipLabel
from youthcase.ui.kit.flow import Flow
from youthcase.ui.kit.form import Scrolled
from youthcase.ui.kit.measure import column, fit, row
from youthcase.ui.kit.text import heading, label
from youthcase.ui.kit.tokens import MEASURE_WIDTH, Tone
from youthcase.ui.pages import case_forms_work as work
from youthcase.ui.pages.file_columns import clear
from youthcase.ui.pages.file_fields import said

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QHBoxLayout

    from youthcase.domain.episodes import Agreement
    from youthcase.services.people import CaseFile
    from youthcase.ui.frame import Frame
    from youthcase.ui.pages.case_forms import Ask

SOON = timedelta(days=183)  # a return within six months is worth saying
REFERRAL = ("referral_received", "referral_source", "referrer", "referral_type", "reason")
DECISION = ("decision_date", "decision_reason")
WORK = ("start", "primary_risk", "priority", "lawful_basis", "contact_frequency_days")
CLOSING = ("end", "closure_reason", "closure_note")


class CaseTab(QStackedWidget):
    """The cases of a file as cards, the current one with what can be done to it."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self._file: CaseFile | None = None
        holder = QWidget()
        self._cards = column(holder, gap=14, margins=(2, 0, 14, 20))
        self._list = QWidget()
        column(self._list, margins=(24, 14, 12, 0)).addWidget(Scrolled(holder))
        self.addWidget(self._list)
        self._form: Ask | None = None

    def show_file(self, file: CaseFile) -> None:
        """Show the cases; a form that is being filled in stays open."""
        if self._file is None or self._file.person.id != file.person.id:
            self._close_form()
        self._file = file
        clear(self._cards)
        if not any(e.is_open or e.is_pending for e in file.episodes):
            again = _button(primary, _("New referral"), "new_referral", self.refer_again)
            line = row()
            line.addWidget(again)
            line.addStretch()
            self._cards.addLayout(line)
        for episode in sorted(file.episodes, key=lambda e: -e.number):
            self._cards.addWidget(self._card(file, episode))
        self._cards.addStretch()

    def refer_again(self) -> None:
        """Ask about a new referral; say so when the last case ended not long ago."""
        if self._file is None:
            return
        episodes, today = self._frame.services.episodes, self._frame.services.sitting.today
        ends = [e.end for e in self._file.episodes if e.end]
        words = ""
        if ends and today - max(ends) <= SOON:
            words = _(
                "A case of theirs was closed on {date}, within the last six months: "
                "this is a re-referral. Look at why it was closed."
            ).format(date=plain(max(ends)))
        blank = episodes.blank(self._file.person.id)
        self._ask(work.ReferAgain(self._frame, blank, words))

    def decide(self) -> None:
        """Ask when the work starts."""
        self._ask_current(work.Accept)

    def turn_down(self) -> None:
        """Ask why there will be no work."""
        self._ask_current(work.TurnDown)

    def answer(self) -> None:
        """Ask what they say to working with us."""
        self._ask_current(work.Answer)

    def change(self) -> None:
        """Ask about priority, risk and how often."""
        self._ask_current(work.ChangeCase)

    def hand_over(self) -> None:
        """Ask who leads from now on."""
        self._ask_current(work.HandOver)

    def close_case(self) -> None:
        """Ask why and when it ends."""
        self._ask_current(work.Close)

    def go_on(self, kind: str) -> bool:
        """Open the form whose draft is of this kind, filled, if it still makes sense."""
        current = self._file.current if self._file else None
        forms: dict[str, Callable[[], None]] = {}
        if current is not None and current.is_pending:
            forms |= {
                work.Accept.draft_kind: self.decide,
                work.TurnDown.draft_kind: self.turn_down,
            }
        if current is not None and current.is_open:
            forms |= {
                work.Answer.draft_kind: self.answer,
                work.Close.draft_kind: self.close_case,
            }
        if current is not None and (current.is_open or current.is_pending):
            forms |= {
                work.ChangeCase.draft_kind: self.change,
                work.HandOver.draft_kind: self.hand_over,
            }
        else:
            forms[work.ReferAgain.draft_kind] = self.refer_again
        if kind in forms:
            forms[kind]()
            if self._form is not None:
                self._form.resume()
        return kind in forms

    def _ask_current(self, form: Callable[[Frame, Episode], Ask]) -> None:
        if self._file and self._file.current:
            self._ask(form(self._frame, self._file.current))

    def _ask(self, form: Ask) -> None:
        self._close_form()
        self._form = form
        form.done.connect(self._close_form)
        form.setContentsMargins(24, 14, 12, 12)
        self.addWidget(form)
        self.setCurrentWidget(form)
        first = form.first_focus()
        if first:
            first.setFocus()

    def _close_form(self) -> None:
        self.setCurrentWidget(self._list)
        if self._form is not None:
            self.removeWidget(self._form)
            self._form.deleteLater()
            self._form = None

    def _card(self, file: CaseFile, episode: Episode) -> Card:
        made = Card()
        fit(made, max_width=MEASURE_WIDTH + 140)
        made.setObjectName(f"case_{episode.number}")
        made.body.addLayout(_top(episode))
        lead = file.staff.get(episode.lead_worker) if episode.lead_worker else None
        facts = _facts(episode, REFERRAL + DECISION)
        if episode.is_accepted or episode.is_pending:
            facts.append((label_of(Episode, "lead_worker"), lead or _("Nobody yet")))
        facts += _facts(episode, WORK if episode.is_accepted else ("primary_risk", "priority"))
        facts += _facts(episode, CLOSING)
        facts += _endings(episode)
        made.body.addWidget(Facts(facts))
        given = [a for a in file.agreements if a.episode == episode.id]
        if given:
            made.body.addWidget(heading(_("Agreement to work with us"), 3))
            made.body.addWidget(label("\n".join(map(_agreed, given)), wrap=True))
        if actions := self._actions(episode):
            holder = QWidget()
            flow = Flow(holder, gap=8)
            for button in actions:
                flow.addWidget(button)
            made.body.addSpacing(6)
            made.body.addWidget(holder)
        return made

    def _actions(self, episode: Episode) -> list[Button]:
        file = self._file
        if file is None or file.current is None or episode.id != file.current.id:
            return []
        change = _button(quiet, _("Change"), "change", self.change, "pencil")
        over = _button(quiet, _("Hand over"), "hand_over", self.hand_over, "users")
        if episode.is_pending:
            return [
                _button(primary, _("Accept"), "accept", self.decide),
                _button(secondary, _("Turn down"), "turn_down", self.turn_down),
                change,
                over,
            ]
        if episode.is_open:
            words = _("Record agreement")
            return [
                _button(secondary, words, "record_agreement", self.answer, "hand-heart"),
                change,
                over,
                _button(quiet, _("Close the case"), "close_case", self.close_case, "log-out"),
            ]
        return []


def _button(
    kind: Callable[[str, str], Button],
    words: str,
    name: str,
    slot: Callable[[], None],
    icon: str = "",
) -> Button:
    made = kind(words, icon)
    made.setObjectName(name)
    made.clicked.connect(slot)
    return made


def _top(episode: Episode) -> QHBoxLayout:
    line = row(gap=10)
    line.addWidget(heading(_("Referral {number}").format(number=episode.number), 2))
    line.addWidget(ChipLabel(_standing(episode)))
    line.addStretch()
    return line


def _standing(episode: Episode) -> Chip:
    if episode.is_pending:
        words = _("Waits for a decision, due {date}").format(date=plain(episode.decide_by))
        return Chip(words, Tone.INFO, "sprout")
    if episode.is_open:
        return Chip(_("Open"), Tone.PLAIN)
    if episode.is_accepted:
        return Chip(_("Closed"), Tone.NEUTRAL)
    return Chip(said(episode, "decision"), Tone.NEUTRAL)


def _facts(episode: Episode, names: tuple[str, ...]) -> list[tuple[str, str]]:
    return [
        (label_of(Episode, name), value) for name in names if (value := said(episode, name))
    ]


def _endings(episode: Episode) -> list[tuple[str, str]]:
    """Each part of life at closing, where somebody said how it stood."""
    parts, outcomes = code_list("closure_domain"), code_list("closure_outcome")
    said_of = outcomes_of(episode).items()
    return [(parts.label(part), outcomes.label(outcome)) for part, outcome in said_of]


def _agreed(given: Agreement) -> str:
    day = plain(given.agreed_on) if given.agreed_on else _("day not recorded")
    note = f" {given.note}" if given.note else ""
    return f"{said(given, 'answer')}, {day}.{note}"
