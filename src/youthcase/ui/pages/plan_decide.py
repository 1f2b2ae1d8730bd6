"""How does a supervisor approve a plan or send it back?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from youthcase.i18n import _
from youthcase.ui.kit.announce import announce
from youthcase.ui.kit.banner import Banner
from youthcase.ui.kit.buttons import Button, primary, secondary
from youthcase.ui.kit.cards import Card
from youthcase.ui.kit.fields import LongText
from youthcase.ui.kit.flow import Flow
from youthcase.ui.kit.measure import column
from youthcase.ui.kit.text import heading, label
from youthcase.ui.kit.tokens import Tone
from youthcase.ui.pages.plan_words import day_or, extent, label_or

if TYPE_CHECKING:
    from youthcase.domain.plans import PlanContent
    from youthcase.errors import Refusal


class Decide(QWidget):
    """Approve or send back; each asks once more in its own place, never in a box."""

    approved = Signal()
    sent_back = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("decide")
        self.may_decide = False
        outer = column(self)
        self.own = Banner(Tone.INFO, "")
        self.own.setObjectName("own_version")
        outer.addWidget(self.own)
        self.card = Card()
        outer.addWidget(self.card)
        self.title = heading("", 3, wrap=True)
        self.words = label("", wrap=True)
        self.words.setObjectName("what_is_approved")
        self.comment = LongText("comment", _("What should be changed?"), least=2)
        for part in (self.title, self.words, self.comment):
            self.card.body.addWidget(part)
        self.approve = self._button(primary(_("Approve"), "badge-check"), "approve")
        self.back = self._button(secondary(_("Send back"), "corner-up-left"), "send_back")
        self.sure = self._button(primary(""), "approve_now")
        self.send = self._button(primary(_("Send it back")), "send_back_now")
        self.cancel = self._button(secondary(_("Not yet")), "not_yet")
        foot = QWidget()
        flow = Flow(foot, gap=10)
        for button in (self.approve, self.back, self.sure, self.send, self.cancel):
            flow.addWidget(button)
        self.card.body.addWidget(foot)
        self.approve.clicked.connect(self._ask_sure)
        self.back.clicked.connect(self._ask_words)
        self.sure.clicked.connect(self.approved)
        self.send.clicked.connect(self._send)
        self.cancel.clicked.connect(self._begin)
        self._asked, self._summary, self._number = "", "", 0

    def ask(self, content: PlanContent, name: str, *, own: bool) -> None:
        """Ask for a decision, or say why it is somebody else's."""
        version = content.version
        self.may_decide = not own
        self.own.setVisible(own)
        self.card.setVisible(not own)
        self.own.say(
            _("Somebody else has to approve it. It stays in the queue for them."),
            lead=_("You wrote this version."),
        )
        self._number = version.number
        self._asked = _("This version waits for your decision")
        self._summary = _(
            "Version {n} for {name}: {extent}, agreed {agreed}, to be looked at again "
            "{review}. To carry: {carry}. Once approved it cannot be changed any more, "
            "and it takes the place of the version before."
        ).format(
            n=version.number,
            name=name,
            extent=extent(content),
            agreed=day_or(version.agreed_on, _("on a day not yet said")),
            review=day_or(version.review_due, _("on a day not yet said")),
            carry=label_or("carry", version.carry_decision, _("not decided")),
        )
        self._begin()
        self.show()

    def show_refusal(self, refusal: Refusal) -> None:
        """Show what is missing at the words."""
        self.comment.show_error(str(refusal))
        self.comment.focus_first()

    def _button(self, button: Button, name: str) -> Button:
        button.setObjectName(name)
        return button

    def _begin(self) -> None:
        self.title.setText(self._asked)
        self.words.setText(_("Read it, and what has changed. Then approve it or send it back."))
        self.comment.set_value(None)
        self.comment.show_error(None)
        self._offer(self.approve, self.back)

    def _ask_sure(self) -> None:
        self.title.setText(_("Approve version {n}?").format(n=self._number))
        self.words.setText(self._summary)
        self.sure.setText(_("Approve version {n}").format(n=self._number))
        self._offer(self.sure, self.cancel)
        self.sure.setFocus()
        announce(self._summary, source=self)

    def _ask_words(self) -> None:
        self.title.setText(_("Send version {n} back").format(n=self._number))
        self.words.setText(
            _("Whoever wrote it sees your words on the file, and writes the next version.")
        )
        self._offer(self.send, self.cancel, self.comment)
        self.comment.focus_first()

    def _send(self) -> None:
        self.sent_back.emit(str(self.comment.value() or ""))

    def _offer(self, *shown: QWidget) -> None:
        every = (self.approve, self.back, self.sure, self.send, self.cancel, self.comment)
        for part in every:
            part.setVisible(part in shown)
