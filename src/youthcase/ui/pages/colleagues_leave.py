"""What has to be read before somebody is removed, or the vault's keys or its code change?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from youthcase.domain.ids import StaffId
from youthcase.i18n import _, plural
from youthcase.ui.kit.banner import Banner
from youthcase.ui.kit.buttons import Button, link, secondary
from youthcase.ui.kit.choice_fields import CheckField
from youthcase.ui.kit.flow import Flow
from youthcase.ui.kit.icons import Icon
from youthcase.ui.kit.measure import column, fit, row
from youthcase.ui.kit.text import heading, label
from youthcase.ui.kit.tokens import MEASURE_WIDTH, Tone

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaver:
    """Who is to be removed, with how many open cases; a supervisor may know the code."""

    id: StaffId
    name: str
    cases: int
    knows_code: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """What is to be done with the keys: `leaver` goes, a new `code` comes, the keys turn."""

    leaver: Leaver | None = None
    turns: bool = True
    needs_code: bool = False


class Points(QWidget):
    """A few sentences, each with a sign before it."""

    def __init__(
        self, points: Sequence[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        body = column(self, gap=10)
        for icon, words in points:
            line = row(gap=10)
            line.addWidget(Icon(icon, "text2", 18), 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(label(words, wrap=True), 1)
            body.addLayout(line)


class Narrow(QWidget):
    """A column no wider than one can read."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        fit(self, max_width=MEASURE_WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.body = column(self, gap=16)

    def add_buttons(self, *buttons: Button) -> None:
        """Stand the buttons side by side while there is room."""
        foot = QWidget()
        line = Flow(foot, gap=10)
        for button in buttons:
            line.addWidget(button)
        self.body.addWidget(foot)


class Explanation(Narrow):
    """What will happen, what it protects and what not; then one press begins it."""

    agreed = Signal(bool)  # whether a new recovery code comes too
    left = Signal()

    def __init__(
        self, errand: Errand, what_it_protects: str, parent: QWidget | None = None
    ) -> None:
        super().__init__("key_errand", parent)
        self._errand = errand
        self.problem = Banner(Tone.WARN, "")
        self.problem.setObjectName("key_errand.problem")
        self.problem.hide()
        self.body.addWidget(self.problem)
        self.body.addWidget(heading(_title(errand), 2, wrap=True))
        self.body.addWidget(Points(_points(errand)))
        if errand.turns:
            lead = _("What this does not protect.")
            self.body.addWidget(Banner(Tone.INFO, what_it_protects, lead=lead))
        self.code = CheckField(
            "code",
            _("Make a new recovery code too"),
            hint=_("Choose this if somebody may have seen the paper with the present one."),
        )
        self.code.setVisible(errand.turns and not errand.needs_code)
        self.code.changed.connect(self._say_verb)
        self.body.addWidget(self.code)
        is_dangerous = errand.leaver is not None
        self.do = Button("", "danger" if is_dangerous else "primary", "key-round")
        self.do.setObjectName("key_errand.do")
        self.do.clicked.connect(self._agree)
        cancel = secondary(_("Cancel"))
        cancel.setObjectName("key_errand.cancel")
        cancel.clicked.connect(self.left)
        self.add_buttons(self.do, cancel)
        self._say_verb()

    def first_focus(self) -> QWidget:
        """The button that goes on; reading comes first."""
        return self.do

    def show_problem(self, words: str) -> None:
        """Say above the rest why it was not done."""
        self.problem.say(words)
        self.problem.show()

    @property
    def brings_code(self) -> bool:
        """Whether a code is written down first."""
        return self._errand.needs_code or bool(self.code.value())

    def _agree(self) -> None:
        self.agreed.emit(self.brings_code)

    def _say_verb(self) -> None:
        leaver = self._errand.leaver
        if self.brings_code:
            self.do.setText(_("Continue to the new code"))
        elif leaver is not None:
            self.do.setText(_("Remove {name}").format(name=leaver.name))
        else:
            self.do.setText(_("Renew the keys"))


class Outcome(Narrow):
    """What was done, and what is left to do by hand."""

    left = Signal()
    cases_wanted = Signal(object)  # StaffId

    def __init__(
        self,
        errand: Errand,
        what_it_protects: str,
        *,
        new_code: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("key_outcome", parent)
        self._errand = errand
        self.body.addWidget(heading(_done(errand), 2, wrap=True))
        self.body.addWidget(Points(_left_to_do(errand, what_it_protects, new_code=new_code)))
        leaver = errand.leaver
        if leaver is not None and leaver.cases:
            show = link(_("Show their open cases"), "users")
            show.setObjectName("key_outcome.cases")
            show.clicked.connect(self._show_cases)
            self.body.addWidget(show, 0, Qt.AlignmentFlag.AlignLeft)
        self.finish = Button(_("Done"), "primary")
        self.finish.setObjectName("key_outcome.done")
        self.finish.clicked.connect(self.left)
        self.add_buttons(self.finish)

    def first_focus(self) -> QWidget:
        """The button."""
        return self.finish

    def _show_cases(self) -> None:
        if self._errand.leaver is not None:
            self.cases_wanted.emit(self._errand.leaver.id)


def _title(errand: Errand) -> str:
    if errand.leaver is not None:
        return _("Remove {name}").format(name=errand.leaver.name)
    return _("Renew the keys") if errand.turns else _("New recovery code")


def _points(errand: Errand) -> list[tuple[str, str]]:
    if not errand.turns:
        return [
            (
                "key-round",
                _("A new code takes the place of the printed one, which opens nothing."),
            ),
            ("pencil-line", _("You write it down and type it in once; then it is in force.")),
            (
                "info",
                _(
                    "If somebody may have the old code and an old copy of the vault, renew the "
                    "keys instead, with a new code."
                ),
            ),
        ]
    points: list[tuple[str, str]] = []
    leaver = errand.leaver
    if leaver is not None:
        points = [
            ("ban", _("They can no longer sign in. What they wrote stays, under their name.")),
            ("users", _cases(leaver.cases)),
        ]
        if leaver.knows_code:
            words = _(
                "As a supervisor they may know the recovery code: you write down a new one "
                "first. It is in force with the new keys."
            )
            points.append(("pencil-line", words))
    points.append(
        (
            "key-round",
            _(
                "A backup is made first, then the vault gets new keys. It takes some seconds, "
                "and you can stop it. Colleagues keep their passphrases."
            ),
        )
    )
    return points


def _cases(number: int) -> str:
    if not number:
        return _("They have no open cases.")
    return plural(
        "Their {n} open case stays listed under their name, for you to give to somebody else.",
        "Their {n} open cases stay listed under their name, for you to give to somebody else.",
        number,
    )


def _done(errand: Errand) -> str:
    if errand.leaver is not None:
        return _("{name} can no longer sign in").format(name=errand.leaver.name)
    return _("The vault has new keys") if errand.turns else _("The recovery code is replaced")


def _left_to_do(
    errand: Errand, what_it_protects: str, *, new_code: bool
) -> list[tuple[str, str]]:
    points: list[tuple[str, str]] = []
    leaver = errand.leaver
    if leaver is not None:
        words = _(
            "Take back keys, cards and their account on this computer: whoever can write in "
            "the vault's folder could put another vault in its place."
        )
        points = [("users", _cases(leaver.cases)), ("log-out", words)]
    if new_code:
        words = _("Lock the paper with the new recovery code away and destroy the old one.")
        points.append(("key-round", words))
    if errand.turns:
        points.append(("hard-drive-upload", what_it_protects))
    return points
