"""Who is let in, what may they do, and with which passphrase?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from youthcase.domain.codes import code_list
from youthcase.domain.staff import Role
from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.ui.kit.banner import Banner
from youthcase.ui.kit.buttons import link, primary, secondary
from youthcase.ui.kit.fields import Choice, ChoiceField, PasswordField, RadioField, TextField
from youthcase.ui.kit.form import Form
from youthcase.ui.kit.measure import column, row
from youthcase.ui.kit.text import heading, label
from youthcase.ui.kit.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Sequence

_NEW = "new"
_OFFERED, _OWN = "offered", "own"
_ROLES = (Role.CASEWORKER, Role.SUPERVISOR, Role.MANAGER)


class LetInForm(QWidget):
    """A colleague from the staff list or a new one, a role, a passphrase."""

    submitted = Signal(str, object, str)  # name, Role, passphrase
    left = Signal()
    phrase_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("let_in")
        self.who = ChoiceField(
            "who",
            _("Who is it?"),
            (),
            hint=_("People on the staff list who cannot sign in yet, or somebody new."),
            required=True,
            missing=_("Choose who is to sign in"),
        )
        self.name = TextField(
            "name",
            _("Name"),
            hint=_("As colleagues know them. They type it to sign in."),
            required=True,
            missing=_("Enter the colleague's name"),
            longest=80,
        )
        self.role = RadioField("role", _("What may they do?"), _role_choices(), required=True)
        self.kind = RadioField(
            "kind",
            _("Passphrase"),
            (
                Choice(_OFFERED, _("Use the words below")),
                Choice(_OWN, _("They choose their own and type it now")),
            ),
        )
        self.password = PasswordField(
            "password",
            _("Their own passphrase"),
            hint=_("At least 15 characters. Four unusual words are easiest to remember."),
            missing=_("Enter a passphrase, or use the words"),
        )
        self.form = Form(
            [self.who, self.name, self.role, self.kind, self.password],
            title=_("Let a colleague sign in"),
        )
        self.form.body.insertWidget(self.form.body.indexOf(self.kind) + 1, self._make_offer())
        outer = column(self, gap=16)
        outer.addWidget(self.form)
        line = row(gap=10)
        self.submit = primary(_("Let them in"), "key-round")
        self.submit.setObjectName("let_in.submit")
        self.cancel = secondary(_("Cancel"))
        self.cancel.setObjectName("let_in.cancel")
        line.addWidget(self.submit)
        line.addWidget(self.cancel)
        line.addStretch()
        outer.addLayout(line)
        self.who.changed.connect(self._show_name)
        self.kind.changed.connect(self._show_kind)
        self.submit.clicked.connect(self.send)
        self.cancel.clicked.connect(self.left)
        self.name.edit.returnPressed.connect(self.send)
        self.password.submitted.connect(self.send)

    @property
    def offered(self) -> str:
        """The phrase shown."""
        return self.phrase.text()

    @property
    def is_offered(self) -> bool:
        """Whether the phrase shown is the one to be used."""
        return self.kind.value() == _OFFERED

    def begin(self, without_key: Sequence[str]) -> None:
        """Ask afresh; `without_key` are the colleagues who cannot sign in yet."""
        self.set_busy(busy=False)
        self.form.clear_problems()
        choices = [
            *(Choice(name, name) for name in without_key),
            Choice(_NEW, _("Somebody new")),
        ]
        self.who.set_choices(choices)
        self.who.set_value(None if without_key else _NEW)
        self.who.setVisible(bool(without_key))
        self.name.set_value(None)
        self.role.set_value(Role.CASEWORKER)
        self.kind.set_value(_OFFERED)
        self.password.clear()
        self._renew()
        self._show_name()
        self._show_kind()

    def first_focus(self) -> QWidget:
        """The first question that shows."""
        return self.name.edit if self.who.isHidden() else self.who.combo

    def send(self) -> None:
        """Go on when every answer will do."""
        if not self.submit.isEnabled() or not self.form.check():
            return
        role = self.role.value()
        chosen = self.who.value()
        name = self.name.value() if chosen == _NEW else chosen
        password = self.offered if self.is_offered else self.password.value()
        if isinstance(role, Role) and name and password:
            self.form.clear_problems()
            self.submitted.emit(str(name), role, password)

    def set_busy(self, *, busy: bool) -> None:
        """Show that the key is being made, which takes a second on purpose."""
        self.submit.setEnabled(not busy)
        self.cancel.setEnabled(not busy)
        self.submit.setText(_("Making a key…") if busy else _("Let them in"))

    def show_refusal(self, refusal: Refusal) -> None:
        """Say at the question what is wrong with the answer."""
        field = refusal.field
        if field in {"name", "user"}:
            field = "who" if self.name.isHidden() else "name"
        elif field == "password" and self.is_offered:
            field = "kind"
        self.form.show_refusal(Refusal(str(refusal), field=field))

    def forget(self) -> None:
        """Take every secret off the page."""
        self.password.clear()
        self.phrase.setText("")

    def _make_offer(self) -> QFrame:
        self.offer = QFrame()
        self.offer.setProperty("role", "quote")
        inner = column(self.offer, gap=4, margins=(16, 10, 16, 8))
        inner.addWidget(label(_("We suggest these words"), "cap", tone="muted"))
        self.phrase = label("", "h3", wrap=True)
        self.phrase.setObjectName("phrase")
        inner.addWidget(self.phrase)
        self.renew = link(_("New phrase"), "refresh-cw")
        self.renew.setObjectName("new_phrase")
        self.renew.clicked.connect(self._renew)
        inner.addWidget(self.renew, 0, Qt.AlignmentFlag.AlignLeft)
        return self.offer

    def show_phrase(self, phrase: str) -> None:
        """Offer another phrase."""
        self.phrase.setText(phrase)

    def _renew(self) -> None:
        self.phrase.setText("")
        self.phrase_wanted.emit()

    def _show_name(self) -> None:
        self.name.setVisible(self.who.value() == _NEW)

    def _show_kind(self) -> None:
        self.offer.setVisible(self.is_offered)
        self.password.setVisible(not self.is_offered)


class HandOver(QWidget):
    """The passphrase of a new user, this once, with how to give it to them."""

    done = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("hand_over")
        outer = column(self, gap=14)
        self.title = heading("", 2, wrap=True)
        outer.addWidget(self.title)
        self.words = label("", wrap=True)
        outer.addWidget(self.words)
        self.card = QFrame()
        self.card.setProperty("role", "quote")
        inner = column(self.card, gap=4, margins=(20, 14, 20, 14))
        self.caption = label("", "cap", tone="muted")
        self.phrase = label("", "h2", wrap=True)
        self.phrase.setObjectName("hand_over.phrase")
        inner.addWidget(self.caption)
        inner.addWidget(self.phrase)
        outer.addWidget(self.card)
        self.advice = Banner(
            Tone.WARN,
            _(
                "Not by email, message or telephone, and never on paper kept with the "
                "computer. It is not shown again."
            ),
            lead=_("Hand it over in person."),
        )
        outer.addWidget(self.advice)
        self.finish = primary(_("I have handed it over"))
        self.finish.setObjectName("hand_over.done")
        self.finish.clicked.connect(self.done)
        outer.addWidget(self.finish, 0, Qt.AlignmentFlag.AlignLeft)

    def show_key(self, name: str, role: Role, phrase: str) -> None:
        """Show how `name` signs in; no phrase when they chose their own."""
        title = _("{name} can sign in now").format(name=name)
        self.title.setText(title)
        words = _("They sign in on this computer as {name}, {role}.")
        if not phrase:
            words += " " + _("They use the passphrase that they have just chosen.")
        shown = code_list("role").label(role.value).lower()
        if phrase:
            words += " " + _("At their first sign-in they choose a passphrase of their own.")
        self.words.setText(words.format(name=name, role=shown))
        self._show_phrase(name, phrase)

    def _show_phrase(self, name: str, phrase: str) -> None:
        self.caption.setText(_("Passphrase of {name}").format(name=name))
        self.phrase.setText(phrase)
        self.card.setVisible(bool(phrase))
        self.advice.setVisible(bool(phrase))
        self.finish.setText(_("I have handed it over") if phrase else _("Done"))

    def show_once(self, name: str, phrase: str) -> None:
        """Show a passphrase for one use to somebody who forgot theirs."""
        self.title.setText(_("A passphrase for one use"))
        words = _(
            "{name} signs in with it as usual and then chooses their own. Until then nothing "
            "can be opened or written with it. Their old passphrase opens nothing any more."
        )
        self.words.setText(words.format(name=name))
        self._show_phrase(name, phrase)

    def forget(self) -> None:
        """Take the phrase off the page."""
        self.phrase.setText("")


def _role_choices() -> tuple[Choice, ...]:
    """The roles with what each may do in words, not only on hover."""
    codes = [code_list("role").get(role.value) for role in _ROLES]
    words = _("{role}: {meaning}")
    return tuple(
        Choice(role, words.format(role=code.label, meaning=_lower(code.meaning)))
        for role, code in zip(_ROLES, codes, strict=True)
    )


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
