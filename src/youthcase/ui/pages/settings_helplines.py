"""Which numbers do copies print, and who has checked them when?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QWidget

from youthcase.domain.dates import plain
from youthcase.domain.plan_sections import Helpline
from youthcase.errors import Refusal
from youthcase.i18n import _, plural
from youthcase.services.own import HELPLINES
from youthcase.ui.kit.banner import Banner
from youthcase.ui.kit.buttons import Button, link, primary, secondary
from youthcase.ui.kit.cards import Card
from youthcase.ui.kit.flow import Flow
from youthcase.ui.kit.measure import fit
from youthcase.ui.kit.text import label
from youthcase.ui.kit.tokens import Tone
from youthcase.ui.pages.plan_blocks import Block
from youthcase.ui.pages.plan_reading import Reading
from youthcase.ui.pages.settings_helpline import NEW, HelplineForm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from youthcase.ui.frame import Frame

_HIGH = 300


class Helplines(Card):
    """The list in the order in which it is printed, and one line at a time to change."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(_("Helplines"), gap=12, parent=parent)
        self.setObjectName("helplines")
        self._frame = frame
        self._lines: tuple[Helpline, ...] = ()
        words = _(
            "The numbers that copies print, the most urgent first. Compare each with its "
            "source, or ring it, every six months. Professional copies say on which day it "
            "was checked."
        )
        self.body.addWidget(label(words, tone="muted", wrap=True))
        self.stale = Banner(Tone.WARN, "")
        self.stale.setObjectName("helplines_stale")
        self.list = Reading(_("Helplines"), side=8)
        self.list.setObjectName("helplines_list")
        fit(self.list, height=_HIGH)
        self.chosen = label("", "strong", wrap=True)
        self.chosen.setObjectName("helpline_chosen")
        self.problem = Banner(Tone.DANGER, "")
        self.problem.setObjectName("helplines_problem")
        self.acts = self._make_acts()
        self.form = HelplineForm(lambda: frame.services.sitting.today)
        for part in (
            *(self.stale, self.list, self.chosen, self.problem),
            *(self.acts, self.form),
        ):
            self.body.addWidget(part)
        self.problem.hide()
        self.form.hide()
        self.list.selectionModel().currentChanged.connect(self._choose)
        self.form.submitted.connect(self._save)
        self.form.left.connect(self._leave_form)

    def look(self) -> None:
        """Show the list as it is kept, the line that was chosen still chosen."""
        at = self._at()
        own = self._frame.services.settings.own
        try:
            self._lines = own.helplines()
        except Refusal as refusal:
            self._lines = ()
            self._say(str(refusal))
        self.list.show_blocks([self._block(line) for line in self._lines])
        if 0 <= at < len(self._lines):
            self.list.setCurrentIndex(self.list.model().index(at, 0))
        old = [line for line in self._lines if own.is_stale(line)]
        self.stale.setVisible(bool(old))
        lead = plural(
            "{n} number was last checked more than six months ago:",
            "{n} numbers were last checked more than six months ago:",
            len(old),
        )
        self.stale.say(", ".join(f"{one.name} ({one.number})" for one in old), lead=lead)
        self._show_chosen()

    def _make_acts(self) -> QWidget:
        holder = QWidget()
        flow = Flow(holder, gap=8)
        self.today = primary(_("Checked today"), "badge-check")
        self.change = secondary(_("Change"), "pencil")
        self.up = secondary(_("Further up"))
        self.down = secondary(_("Further down"))
        self.away = secondary(_("Take away"))
        self.add = secondary(_("Add a number"), "plus")
        self.back = link(_("Put back the program's list"), "undo-2")
        named: dict[str, Button] = {
            "checked_today": self.today,
            "change": self.change,
            "up": self.up,
            "down": self.down,
            "away": self.away,
            "add": self.add,
            "back": self.back,
        }
        for name, button in named.items():
            button.setObjectName(f"helpline.{name}")
            flow.addWidget(button)
        self.today.clicked.connect(self._check_today)
        self.change.clicked.connect(self._change)
        self.up.clicked.connect(self._move_up)
        self.down.clicked.connect(self._move_down)
        self.away.clicked.connect(self._take_away)
        self.add.clicked.connect(self._add)
        self.back.clicked.connect(self._put_back)
        return holder

    def _block(self, line: Helpline) -> Block:
        is_stale = self._frame.services.settings.own.is_stale(line)
        checked = (
            _("Checked {day}").format(day=plain(line.last_checked))
            if line.last_checked
            else _("Never checked")
        )
        where = _("on carried copies too") if line.carried else _("not on carried copies")
        note = _("{checked}; {where}. {source}").format(
            checked=checked, where=where, source=line.source
        )
        number = _("text {number}").format(number=line.number) if line.by_text else line.number
        said = tuple(words for words in (line.words, line.hours) if words)
        return Block(
            f"{line.name}  \N{MIDDLE DOT}  {number}",
            lead=_("Check this number again") if is_stale else "",
            more=(" ".join(w if w.endswith(".") else f"{w}." for w in said),) if said else (),
            note=note,
            icon="triangle-alert" if is_stale else "phone",
            tone=Tone.WARN if is_stale else Tone.PLAIN,
            is_strong=True,
        )

    def _at(self) -> int:
        return self.list.currentIndex().row()

    def _choose(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._show_chosen()

    def _show_chosen(self) -> None:
        at = self._at()
        is_one = 0 <= at < len(self._lines)
        self.chosen.setVisible(is_one)
        for button in (self.today, self.change, self.away):
            button.setEnabled(is_one)
        self.up.setEnabled(is_one and at > 0)
        self.down.setEnabled(is_one and at < len(self._lines) - 1)
        if is_one:
            line = self._lines[at]
            self.chosen.setText(
                _("Chosen: {name}, {number}").format(name=line.name, number=line.number)
            )

    def _check_today(self) -> None:
        at, today = self._at(), self._frame.services.sitting.today
        changed = replace(self._lines[at], last_checked=today)
        self._keep(self._with(at, changed), _("Marked as checked today"))

    def _move_up(self) -> None:
        self._move(-1)

    def _move_down(self) -> None:
        self._move(1)

    def _move(self, by: int) -> None:
        at, lines = self._at(), list(self._lines)
        lines.insert(at + by, lines.pop(at))
        if self._keep(lines, _("Moved")):
            self.list.setCurrentIndex(self.list.model().index(at + by, 0))

    def _take_away(self) -> None:
        at = self._at()
        self._keep(
            [one for n, one in enumerate(self._lines) if n != at], _("Taken off the list")
        )

    def _add(self) -> None:
        self._ask(NEW, Helpline(name="", number="", words="", hours="", source=""))

    def _change(self) -> None:
        self._ask(self._at(), self._lines[self._at()])

    def _ask(self, at: int, line: Helpline) -> None:
        self.problem.hide()
        self.acts.hide()
        self.form.ask(at, line)
        self.form.show()
        self.form.form.field("name").focus_first()

    def _leave_form(self) -> None:
        self.form.hide()
        self.acts.show()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _save(self, at: int, line: Helpline) -> None:
        try:
            self._store([*self._lines, line] if at == NEW else self._with(at, line))
        except Refusal as refusal:
            self.form.form.show_refusal(refusal)
            return
        self._leave_form()

    def _with(self, at: int, line: Helpline) -> list[Helpline]:
        return [line if n == at else one for n, one in enumerate(self._lines)]

    def _keep(self, lines: Sequence[Helpline], said: str) -> bool:
        try:
            self._store(lines, said)
        except Refusal as refusal:
            self._say(str(refusal))
            return False
        return True

    def _store(self, lines: Sequence[Helpline], said: str = "") -> None:
        done = self._frame.services.settings.own.keep_helplines(lines)
        self.problem.hide()
        self._frame.announce(done, said or _("The list of helplines is saved"))
        self.look()

    def _put_back(self) -> None:
        done = self._frame.services.settings.own.put_back(HELPLINES)
        self.problem.hide()
        self._frame.announce(done, _("The program's list is back"))
        self.look()

    def _say(self, sentence: str) -> None:
        self.problem.say(sentence)
        self.problem.show()
