"""Is this the return that should leave? The rule and the checks, the figures, the paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from youthcase.domain.dates import plain
from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.ui.kit.banner import Banner
from youthcase.ui.kit.buttons import primary, secondary
from youthcase.ui.kit.dialogs import ConfirmDialog
from youthcase.ui.kit.flow import Flow
from youthcase.ui.kit.measure import column, fit
from youthcase.ui.kit.tabs import Tabs
from youthcase.ui.kit.text import Rule, heading, label
from youthcase.ui.kit.tokens import Tone
from youthcase.ui.pages import release_words as words_of
from youthcase.ui.pages.copies_preview import Preview
from youthcase.ui.pages.release_checks import ChecksView
from youthcase.ui.pages.release_stack import PREVIEW_LEAST, Steps
from youthcase.ui.pages.release_tables import TablesView
from youthcase.ui.pages.release_work import Drawing

if TYPE_CHECKING:
    from youthcase.ui.pages.release_desk import ReleaseDesk
    from youthcase.ui.pages.release_work import Drafted

CHECKS, FIGURES, PAPER = "checks", "figures", "paper"
_PARTS = (CHECKS, FIGURES, PAPER)


class LookView(QWidget):
    """A draft in three parts; only whoever has come to the figures can approve them."""

    approved = Signal(object)  # Drafted
    left = Signal()

    def __init__(self, desk: ReleaseDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("release_look_view")
        self._desk = desk
        self.drafted: Drafted | None = None
        self._is_drawn = False
        outer = column(self, gap=8)
        self.title = heading("", 2, wrap=True)
        self.title.setObjectName("release_title")
        self.about = label("", tone="muted", wrap=True)
        outer.addWidget(self.title)
        outer.addWidget(self.about)
        self.secret = Banner(
            Tone.WARN,
            _("Not to be sent, printed or quoted outside the service."),
            lead=_("Official-sensitive: the true figures."),
            icon="shield-alert",
        )
        self.secret.setObjectName("release_secret")
        self.secret.hide()
        outer.addWidget(self.secret)
        self.problem = Banner(Tone.DANGER, "")
        self.problem.setObjectName("release_problem")
        self.problem.hide()
        outer.addWidget(self.problem)
        words = (_("1. Rule and checks"), _("2. Figures"), _("3. Paper"))
        self.tabs = Tabs(_("Parts of the return"), list(zip(_PARTS, words, strict=True)))
        self.tabs.setObjectName("release_tabs")
        self.tabs.chosen.connect(self.turn_to)
        outer.addWidget(self.tabs)
        self.checks = ChecksView(desk)
        self.tables = TablesView()
        self.preview = Preview(desk.background)
        fit(self.preview, min_height=PREVIEW_LEAST)
        self.stack = Steps()
        for part in (self.checks, self.tables, self.preview):
            self.stack.addWidget(part)
        outer.addWidget(self.stack, 1)
        outer.addWidget(Rule())
        outer.addWidget(self._make_foot())

    def show_draft(self, drafted: Drafted) -> None:
        """Show a draft from its first part on."""
        self.drafted, self._is_drawn = drafted, False
        wish = drafted.draft.wish
        self.title.setText(
            _("{period}, {audience}").format(
                period=words_of.period_title(wish.period),
                audience=words_of.audience(wish.audience),
            )
        )
        self.about.setText(
            _("As known on {day}. Nothing is released yet.").format(day=plain(wish.as_at))
        )
        self.secret.setVisible(drafted.is_internal)
        self.problem.hide()
        self.preview.clear()
        self.checks.show_draft(drafted)
        self.tables.show_return(drafted)
        self.set_busy(busy=False)
        self.turn_to(CHECKS)

    def forget(self) -> None:
        """Keep nothing of it."""
        self.drafted = None
        self.preview.clear()

    def show_refusal(self, words: str) -> None:
        """Say why it was not released."""
        self.set_busy(busy=False)
        self.problem.say(words)
        self.problem.show()

    def set_busy(self, *, busy: bool) -> None:
        """While it is being released nothing else can be asked."""
        self.approve.setEnabled(not busy)
        self.back.setEnabled(not busy)
        self.approve.setText(_("Releasing…") if busy else _("Approve and release…"))

    def turn_to(self, part: str) -> None:
        """Show one of the parts."""
        self.tabs.set_current(part)
        self.stack.setCurrentIndex(_PARTS.index(part))
        is_first = part == CHECKS
        may = self.drafted is not None and not self.drafted.is_internal
        self.on.setVisible(is_first)
        self.approve.setVisible(not is_first and may)
        if part == PAPER and not self._is_drawn and self.drafted is not None:
            self._is_drawn = True
            self.preview.wait()
            self._desk.background.run(
                self,
                Drawing(self.drafted.paper),
                done=self.preview.show_paper,
                failed=self._not_drawn,
            )

    def first_focus(self) -> QWidget:
        """The button that goes on."""
        return self.on if self.on.isVisibleTo(self) else self.back

    def _make_foot(self) -> QWidget:
        foot = QWidget()
        line = Flow(foot, gap=10)
        self.on = primary(_("Go on to the figures"))
        self.on.setObjectName("release_on")
        self.on.clicked.connect(self._go_on)
        self.approve = primary(_("Approve and release…"), "badge-check")
        self.approve.setObjectName("release_approve")
        self.approve.clicked.connect(self._ask)
        self.back = secondary(_("Change what is asked"), "arrow-left")
        self.back.setObjectName("release_back")
        self.back.clicked.connect(self.left)
        for button in (self.on, self.approve, self.back):
            line.addWidget(button)
        return foot

    def _go_on(self) -> None:
        self.turn_to(FIGURES)
        self.approve.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self) -> None:
        drafted = self.drafted
        if drafted is None:
            return
        dialog = ConfirmDialog(
            self.window(),
            _("Release this return?"),
            _(
                "It is kept for ever as it is, and every later return is checked against it. "
                "A mistake can be put right by another return, which restates this one."
            ),
            verb=_("Release it"),
        )
        dialog.accepted.connect(self._release)
        dialog.open()

    def _release(self) -> None:
        if self.drafted is not None:
            self.problem.hide()
            self.set_busy(busy=True)
            self.approved.emit(self.drafted)

    def _not_drawn(self, error: Exception) -> None:
        if not isinstance(error, Refusal):
            raise error
        self.show_refusal(str(error))
