"""How does somebody choose a passphrase, an offered one or one of their own?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QWidget

from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.ui.kit.announce import announce
from youthcase.ui.kit.buttons import link
from youthcase.ui.kit.fields import PasswordField
from youthcase.ui.kit.form import Form
from youthcase.ui.kit.icons import Icon
from youthcase.ui.kit.measure import column, row
from youthcase.ui.kit.text import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from youthcase.ui.kit.background import Background
    from youthcase.ui.kit.field import Field

_PAUSE_MS = 350  # after the last key: judging takes some milliseconds on the worker


@dataclass(frozen=True, slots=True)
class Advice:
    """Where phrases to offer come from, and why one of somebody's own will not do, if so."""

    phrase: Callable[[], str]
    judge: Callable[[str], str]


class PassphraseForm(QWidget):
    """An offer, two boxes, and a word about what is typed before it is sent.

    `before` are questions asked above. Pasting and showing are allowed.
    """

    submitted = Signal(str)  # the new passphrase

    def __init__(
        self,
        background: Background,
        advice: Advice,
        before: Sequence[Field] = (),
        *,
        title: str = "",
        hint: str = "",
        step: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("passphrase_form")
        self._background, self._advice = background, advice
        self.password = PasswordField(
            "new",
            _("Your new passphrase"),
            hint=_("Type the words above, or a passphrase of your own: 15 characters or more."),
            missing=_("Enter a passphrase"),
        )
        self.again = PasswordField(
            "again", _("The same once more"), missing=_("Enter the passphrase once more")
        )
        fields = [*before, self.password, self.again]
        self.form = Form(fields, title=title, hint=hint, step=step)
        column(self).addWidget(self.form)
        body = self.form.body
        body.insertWidget(body.indexOf(self.password), self._make_offer())
        self.judgement = Judgement()
        body.insertWidget(body.indexOf(self.password) + 1, self.judgement)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._judge)
        self.password.changed.connect(self._typed)
        self.password.submitted.connect(self.again.focus_first)
        self.again.submitted.connect(self.send)
        self._fields = {field.name: field for field in fields}
        self._first = fields[0]

    def begin(self) -> None:
        """Ask afresh, with a new offer."""
        self.forget()
        self.form.clear_problems()
        self.offer_another()

    def first_focus(self) -> QWidget:
        """The first question."""
        return self._first

    def send(self) -> None:
        """Go on when both are the same."""
        if not self.isEnabled() or not self.form.check():
            return
        if self.password.value() != self.again.value():
            words = _("The two passphrases differ. Type the same one in both boxes.")
            self.form.show_refusal(Refusal(words, field="again"))
            return
        self.form.clear_problems()
        self.submitted.emit(str(self.password.value()))

    def show_refusal(self, refusal: Refusal) -> None:
        """Say at the box what is wrong; without a box of its own, at the passphrase."""
        self.form.clear_problems()
        field = self._fields.get(refusal.field or "", self.password)
        field.show_error(str(refusal))
        field.focus_first()
        announce(str(refusal), assertive=True, source=field)

    def forget(self) -> None:
        """Take every secret off the page."""
        self._pause.stop()
        self.password.clear()
        self.again.clear()
        self._offer.setText("")
        self.judgement.say("")

    def offer_another(self) -> None:
        """Ask the worker for another phrase."""
        self._background.run(
            self, self._advice.phrase, done=self._show_offer, failed=_not_a_refusal
        )

    @property
    def offered(self) -> str:
        """The phrase shown."""
        return self._offer.text()

    def _make_offer(self) -> QFrame:
        card = QFrame()
        card.setProperty("role", "quote")
        inner = column(card, gap=4, margins=(16, 10, 16, 8))
        inner.addWidget(label(_("We suggest these words"), "cap", tone="muted"))
        self._offer = label("", "h3", wrap=True)
        self._offer.setObjectName("offer")
        inner.addWidget(self._offer)
        self.other = link(_("Suggest others"), "refresh-cw")
        self.other.setObjectName("offer.other")
        self.other.clicked.connect(self.offer_another)
        inner.addWidget(self.other, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _show_offer(self, words: str) -> None:
        self._offer.setText(words)
        self._offer.setAccessibleName(_("We suggest: {words}").format(words=words))

    def _typed(self) -> None:
        self.judgement.say("")
        self._pause.start()

    def _judge(self) -> None:
        typed = self.password.value()
        if typed is None:
            return
        judge = self._advice.judge
        self._background.run(
            self, lambda: (typed, judge(typed)), done=self._judged, failed=_not_a_refusal
        )

    def _judged(self, answer: tuple[str, str]) -> None:
        typed, why_not = answer
        if typed == self.password.value():
            self.judgement.say(why_not or _("This is hard to guess."), is_good=not why_not)


class Judgement(QWidget):
    """A line that says whether what is typed will do; a sign and words, never colour alone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("judgement")
        line = row(self, gap=8)
        self._good = Icon("circle-check", "ok", 16)
        self._poor = Icon("info", "text2", 16)
        for icon in (self._good, self._poor):
            line.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        self.words = label("", "cap", wrap=True)
        self.words.setObjectName("judgement.words")
        line.addWidget(self.words, 1)
        self.hide()

    def say(self, words: str, *, is_good: bool = False) -> None:
        """Show a sentence; nothing hides the line."""
        self.words.setText(words)
        self._good.setVisible(is_good)
        self._poor.setVisible(not is_good)
        self.setVisible(bool(words))


def _not_a_refusal(error: Exception) -> None:
    if not isinstance(error, Refusal):
        raise error
