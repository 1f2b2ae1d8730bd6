"""How does a person see that long work goes on, and stop it?"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QProgressBar, QWidget

from youthcase.i18n import _
from youthcase.ui.kit.announce import announce
from youthcase.ui.kit.buttons import secondary
from youthcase.ui.kit.measure import column, row
from youthcase.ui.kit.text import label

_SAY_EVERY_PERCENT = 25


class ProgressPanel(QFrame):
    """What is being done, how far it is, and Cancel; said aloud at each quarter."""

    cancelled = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._title = title
        self._said = 0
        layout = column(self, gap=8, margins=(16, 14, 16, 14))
        layout.addWidget(label(title, "strong", wrap=True))
        self.bar = QProgressBar()
        self.bar.setAccessibleName(title)
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        layout.addWidget(self.bar)
        foot = row(gap=10)
        self._words = label("", "cap", tone="muted")
        self.cancel = secondary(_("Cancel"))
        self.cancel.setObjectName("cancel")
        self.cancel.clicked.connect(self._cancel)
        foot.addWidget(self._words, 1)
        foot.addWidget(self.cancel)
        layout.addLayout(foot)

    def show_progress(self, done: int, total: int, words: str = "") -> None:
        """Show that `done` of `total` is finished; a total of 0 is unknown."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self._words.setText(words or _("{done} of {total}").format(done=done, total=total))
        percent = 100 * done // total if total else 0
        if percent >= self._said + _SAY_EVERY_PERCENT:
            self._said = percent - percent % _SAY_EVERY_PERCENT
            said = _("{title}: {percent} %").format(title=self._title, percent=self._said)
            announce(said, source=self)

    def _cancel(self) -> None:
        self.cancel.setEnabled(False)
        self._words.setText(_("Stopping…"))
        self.cancelled.emit()
