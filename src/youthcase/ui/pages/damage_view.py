"""What is said of harm to a vault: what happened, what is safe, what to do, best first?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from youthcase.i18n import _
from youthcase.ui.kit.buttons import Button, link, primary, secondary
from youthcase.ui.kit.icons import Icon
from youthcase.ui.kit.measure import column, row
from youthcase.ui.kit.text import heading, label
from youthcase.ui.pages import backups_words as words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from youthcase.services.backup_copies import Copy
    from youthcase.services.restoring import Trouble


class DamageView(QWidget):
    """Plain words and three ways at most; none of them erases anything."""

    restore_wanted = Signal()
    rescue_wanted = Signal()
    again_wanted = Signal()

    def __init__(
        self,
        title: str,
        troubles: Sequence[Trouble],
        copies: Sequence[Copy],
        *,
        again: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("damage_view")
        outer = column(self, gap=16)
        outer.addWidget(heading(title, 1, wrap=True))
        for at, trouble in enumerate(troubles):
            outer.addWidget(_told(trouble, at))
        outer.addWidget(heading(_("What to do now"), 2, wrap=True))
        self.restore = primary(_("Restore from a backup…"))
        self.restore.setObjectName("damage.restore")
        self.restore.clicked.connect(self.restore_wanted)
        outer.addWidget(_Way("history", _("First: restore"), _newest(copies), self.restore))
        ways = {way.name for trouble in troubles for way in trouble.ways}
        self.rescue = secondary(_("Read what can still be read…"))
        self.rescue.setObjectName("damage.rescue")
        self.rescue.clicked.connect(self.rescue_wanted)
        if "RESCUE" in ways:
            outer.addWidget(_Way("search", _("If no backup will do"), _rescue(), self.rescue))
        if "LOOK_FOR_FILE" in ways:
            outer.addWidget(_Way("search", _("Or find the file"), _find()))
        foot = label(
            _("Nothing is erased in any of these ways. Tell your supervisor today."),
            tone="muted",
            wrap=True,
        )
        outer.addWidget(foot)
        self.again = link(again)
        self.again.setObjectName("damage.again")
        self.again.clicked.connect(self.again_wanted)
        outer.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)


def _told(trouble: Trouble, at: int) -> QWidget:
    holder = QWidget()
    inner = column(holder, gap=10)
    for icon, tone, title, words_, name in (
        ("circle-alert", "danger", _("What happened"), trouble.what, "what"),
        ("shield-check", "ok", _("What is safe"), trouble.safe, "safe"),
    ):
        line = row(gap=12)
        line.addWidget(Icon(icon, tone, 20), 0, Qt.AlignmentFlag.AlignTop)
        said = column(gap=1)
        said.addWidget(label(title, "strong"))
        text = label(words_, wrap=True)
        text.setObjectName(f"trouble.{at}.{name}")
        said.addWidget(text)
        line.addLayout(said, 1)
        inner.addLayout(line)
    return holder


class _Way(QFrame):
    """One way out: its name, what it means, perhaps its button."""

    def __init__(self, icon: str, title: str, said: str, button: Button | None = None) -> None:
        super().__init__()
        self.setProperty("role", "quote")
        line = row(self, gap=14, margins=(16, 12, 16, 12))
        line.addWidget(Icon(icon, "primary", 24), 0, Qt.AlignmentFlag.AlignTop)
        inner = column(gap=3)
        inner.addWidget(heading(title, 3, wrap=True))
        inner.addWidget(label(said, tone="muted", wrap=True))
        if button is not None:
            inner.addSpacing(4)
            inner.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        line.addLayout(inner, 1)


def _newest(copies: Sequence[Copy]) -> str:
    whole = next((copy for copy in copies if copy.is_whole), None)
    if whole is None:
        return _(
            "There is no backup beside this vault. Bring the drive of your second place, and "
            "choose the file there. You see what it holds before anything changes."
        )
    return _(
        "The newest backup here is of {when}. What was written later is not in it; you see how "
        "much that is before anything changes. The harmed vault is kept."
    ).format(when=words.moment_of(whole.at))


def _rescue() -> str:
    return _(
        "A new vault is made of all that can be read, in a new folder, and it says how much "
        "was lost. The harmed vault is not touched."
    )


def _find() -> str:
    return _(
        "It may have been moved or deleted by mistake. Look in the waste bin, put it back into "
        "the vault's folder, then try again."
    )
