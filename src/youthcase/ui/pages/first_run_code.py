"""Has the recovery code been written down, and written down rightly?"""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.ui.kit.banner import Banner
from youthcase.ui.kit.buttons import primary, secondary
from youthcase.ui.kit.fields import TextField
from youthcase.ui.kit.flow import Flow
from youthcase.ui.kit.form import Form
from youthcase.ui.kit.measure import column, space
from youthcase.ui.kit.text import heading, label
from youthcase.ui.kit.tokens import Tone
from youthcase.ui.pages.door import DoorPage

_ACROSS = 4
_READ_AS = str.maketrans("OIL", "011")  # the code has no O, I or L: they are slips of the pen


class ShownCode(QWidget):
    """The code, large, this once."""

    written = Signal()
    left = Signal()

    def __init__(
        self,
        code: str,
        *,
        title: str = "",
        words: str = "",
        step: str = "",
        leave: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("shown_code")
        body = column(self, gap=14)
        if step:
            body.addWidget(label(step, "caps", tone="muted"))
        body.addWidget(heading(title or _("Write down your recovery code"), 2, wrap=True))
        words = words or _(
            "If everybody forgets their passphrase, only this code opens the vault. It is "
            "shown this once and kept nowhere. Write it on paper and lock the paper away."
        )
        body.addWidget(label(words, wrap=True))
        body.addWidget(_Code(code))
        warning = _("Do not photograph it and do not keep it on this computer.")
        body.addWidget(Banner(Tone.WARN, warning))
        foot = QWidget()
        line = Flow(foot, gap=10)
        self.done = primary(_("I have written it down"))
        self.done.setObjectName("written")
        self.done.clicked.connect(self.written)
        line.addWidget(self.done)
        if leave:
            self.leave = secondary(leave)
            self.leave.setObjectName("leave_code")
            self.leave.clicked.connect(self.left)
            line.addWidget(self.leave)
        body.addWidget(foot)

    def first_focus(self) -> QWidget:
        """The button: reading comes first, there is nothing to type."""
        return self.done


class TypedCode(QWidget):
    """The code typed back in, from the paper."""

    confirmed = Signal()
    went_back = Signal()

    def __init__(
        self, code: str, *, submit: str, step: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("typed_code")
        self._code, self._submit = code, submit
        self.field = TextField(
            "code",
            _("Recovery code"),
            hint=_("Blanks, dashes and small letters do not matter."),
            required=True,
            missing=_("Type the recovery code from your paper"),
        )
        self.form = Form(
            [self.field],
            title=_("Check what you wrote"),
            hint=_("Type the code from your paper, so that a slip of the pen shows today."),
            step=step,
        )
        body = column(self, gap=14)
        body.addWidget(self.form)
        foot = QWidget()
        line = Flow(foot, gap=10)
        self.confirm = primary(submit)
        self.confirm.setObjectName("confirm")
        self.back = secondary(_("Show the code again"))
        self.back.setObjectName("back")
        line.addWidget(self.confirm)
        line.addWidget(self.back)
        body.addWidget(foot)
        self.confirm.clicked.connect(self._confirm)
        self.field.edit.returnPressed.connect(self._confirm)
        self.back.clicked.connect(self.went_back)

    def first_focus(self) -> QWidget:
        """The box for the code."""
        return self.field.edit

    def set_busy(self, words: str = "") -> None:
        """Say that it is being done, or with no words that it may be sent again."""
        self.confirm.setText(words or self._submit)
        for part in (self.confirm, self.back, self.field):
            part.setEnabled(not words)

    def _confirm(self) -> None:
        if not self.confirm.isEnabled() or not self.form.check():
            return
        slip = first_slip(self._code, str(self.field.value()))
        if slip is None:
            self.form.clear_problems()
            self.confirmed.emit()
            return
        words = _("Group {number} differs from the code. Compare it with your paper.")
        self.form.show_refusal(Refusal(words.format(number=slip), field="code"))


class CodeStep(DoorPage):
    """The code of a new vault on a card of its own."""

    written = Signal()

    def __init__(self, code: str, parent: QWidget | None = None) -> None:
        super().__init__(width=560, parent=parent)
        self.setObjectName("code_step")
        self.shown = ShownCode(code, step=_("Step 3 of 3"))
        self.shown.written.connect(self.written)
        self.body.addWidget(self.shown)

    def first_focus(self) -> QWidget:
        """The button."""
        return self.shown.first_focus()


class ConfirmStep(DoorPage):
    """The code of a new vault typed back in."""

    confirmed = Signal()
    went_back = Signal()

    def __init__(self, code: str, parent: QWidget | None = None) -> None:
        super().__init__(width=560, parent=parent)
        self.setObjectName("confirm_step")
        self.typed = TypedCode(code, submit=_("Open the vault"), step=_("Step 3 of 3"))
        self.typed.confirmed.connect(self.confirmed)
        self.typed.went_back.connect(self.went_back)
        self.body.addWidget(self.typed)

    @property
    def field(self) -> TextField:
        """The box for the code."""
        return self.typed.field

    def first_focus(self) -> QWidget:
        """The box for the code."""
        return self.typed.first_focus()


class _Code(QFrame):
    """Eight groups of four, in two lines that can be read at arm's length."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self.setProperty("role", "quote")
        grid = space(QGridLayout(self), gap=10, margins=(20, 14, 20, 14))
        for at, group in enumerate(code.split("-")):
            words = label(group, "h1")
            words.setObjectName(f"group.{at + 1}")
            said = _("Group {number}: {letters}")
            words.setAccessibleName(said.format(number=at + 1, letters=" ".join(group)))
            words.setAlignment(Qt.AlignmentFlag.AlignCenter)
            grid.addWidget(words, at // _ACROSS, at % _ACROSS)


def first_slip(code: str, typed: str) -> int | None:
    """The number of the first group that differs, or None when all are the same."""
    shown, written = plain(code), plain(typed)
    if shown == written:
        return None
    pairs = zip(shown, written.ljust(len(shown)), strict=False)
    at = next((n for n, (one, other) in enumerate(pairs) if one != other), len(shown) - 1)
    return at // _ACROSS + 1


def plain(code: str) -> str:
    """A code without blanks, dashes and case."""
    return re.sub(r"[\s\u2010-\u2015-]", "", code).upper().translate(_READ_AS)
