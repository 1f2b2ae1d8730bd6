"""Whose token does a manager ask about?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.ui.frame import Frame, Place, Room
from youthcase.ui.kit.announce import announce
from youthcase.ui.kit.buttons import primary, secondary
from youthcase.ui.kit.cards import Card
from youthcase.ui.kit.form import Form, Scrolled
from youthcase.ui.kit.measure import column, fit, row
from youthcase.ui.kit.tall import Tall
from youthcase.ui.kit.text import heading, label
from youthcase.ui.kit.text_fields import TextField
from youthcase.ui.kit.tokens import MEASURE_WIDTH

if TYPE_CHECKING:
    from youthcase.domain.people import Person


class TokenView(QWidget):
    """A box for the token, and the file of whoever it stands for."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("release_token")
        self._frame = frame
        self._found: tuple[Person, ...] = ()
        holder = Tall()
        inner = column(holder, gap=14, margins=(2, 2, 14, 12))
        self.token = TextField(
            "token",
            _("Token"),
            hint=_("As the manager sees it, such as 3fa2-91bc."),
            missing=_("Enter the token"),
            required=True,
        )
        self.form = Form(
            [self.token],
            title=_("Whose token is it?"),
            hint=_(
                "A manager sees who counts by token only and asks you for the name. That you "
                "looked is written into the audit."
            ),
        )
        self.token.edit.returnPressed.connect(self.look)
        inner.addWidget(self.form)
        line = row()
        self.go = primary(_("Find"), "search")
        self.go.setObjectName("token.find")
        self.go.clicked.connect(self.look)
        line.addWidget(self.go)
        line.addStretch()
        inner.addLayout(line)
        self.card = Card(gap=10)
        self.card.setObjectName("token.found")
        fit(self.card, max_width=MEASURE_WIDTH)
        self._lines = column(gap=8)
        self.card.body.addLayout(self._lines)
        self.card.hide()
        inner.addWidget(self.card)
        inner.addStretch()
        column(self).addWidget(Scrolled(holder))
        frame.privacy_changed.connect(self._show_names)

    def first_focus(self) -> QWidget:
        """The box."""
        return self.token

    def forget(self) -> None:
        """Leave no name behind."""
        self.token.set_value("")
        self._found = ()
        self.card.hide()

    def look(self) -> None:
        """Look whose it is, and write down that somebody looked."""
        self.form.clear_problems()
        if not self.form.check():
            return
        returns, words = self._frame.services.returns, str(self.token.value())

        def ask() -> tuple[Person, ...]:
            return returns.by_token(words)

        self._frame.background.run(self, ask, done=self._show, failed=self._fail)

    def _show(self, people: tuple[Person, ...]) -> None:
        self._found = people
        self._show_names()
        self.card.show()
        words = _("Found") if people else _("Nobody has this token.")
        announce(words, source=self)

    def _show_names(self) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        if not self._found:
            self._lines.addWidget(label(_("Nobody has this token."), wrap=True))
        for person in self._found:
            self._lines.addWidget(_Whose(self._frame, person))

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, Refusal):
            raise error
        self.card.hide()
        self.form.show_refusal(error)


class _Whose(QWidget):
    """One young person, and the way to their file."""

    def __init__(self, frame: Frame, person: Person) -> None:
        super().__init__()
        self._frame, self._person = frame, person.id
        name = frame.name_shown(f"{person.first_name} {person.last_name}")
        line = row(self, gap=10)
        words = column(gap=0)
        words.addWidget(heading(name, 3, wrap=True))
        words.addWidget(label(person.ref, "cap", tone="muted"))
        line.addLayout(words, 1)
        button = secondary(_("Open file"), "folder-heart")
        button.setObjectName("token.open")
        button.setAccessibleName(_("Open the file of {name}").format(name=name))
        button.clicked.connect(self._open)
        line.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)

    def _open(self) -> None:
        self._frame.go.emit(Place(Room.FILE, self._person))
