"""Which picture of the organisation stands on copies for others, and what does it show?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, QStandardPaths, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QFileDialog, QSizePolicy, QWidget

from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.services.own import LOGO, LONGEST_ALT
from youthcase.ui.kit import theme
from youthcase.ui.kit.announce import announce
from youthcase.ui.kit.buttons import primary, secondary
from youthcase.ui.kit.cards import Card
from youthcase.ui.kit.fields import TextField
from youthcase.ui.kit.flow import Flow
from youthcase.ui.kit.text import label

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from youthcase.domain.changes import Changes
    from youthcase.domain.plan_copy import Logo
    from youthcase.ui.frame import Frame

_LARGEST = 5_000_000  # bytes that are read before somebody looks at them
_WIDE, _HIGH, _PAD = 320, 110, 10


class OurOrganisation(Card):
    """The logo, seen as it stands on paper, with words for those who do not see it."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(_("Our organisation"), gap=12, parent=parent)
        self.setObjectName("our_organisation")
        self._frame = frame
        self._has_logo = False
        words = _(
            "A logo for copies that go to professionals, family and school. It is never on "
            "paper that a young person carries. Only its pixels are kept, in the vault: "
            "where and when the picture was made is left behind."
        )
        self.body.addWidget(label(words, tone="muted", wrap=True))
        self.seen = Seen()
        self.seen.setObjectName("logo")
        self.alt = TextField(
            "alt",
            _("What does the logo show?"),
            hint=_("Read aloud to people who do not see it, such as the organisation's name."),
            longest=LONGEST_ALT,
        )
        self.pick = primary(_("Choose a picture …"), "upload")
        self.pick.setObjectName("logo.choose")
        self.describe = secondary(_("Save the words"))
        self.describe.setObjectName("logo.describe")
        self.away = secondary(_("Take the logo away"))
        self.away.setObjectName("logo.away")
        foot = QWidget()
        flow = Flow(foot, gap=8)
        for button in (self.pick, self.describe, self.away):
            flow.addWidget(button)
        for part in (self.seen, self.alt, foot):
            self.body.addWidget(part)
        self.pick.clicked.connect(self._choose)
        self.describe.clicked.connect(self._describe)
        self.away.clicked.connect(self._take_away)

    def look(self) -> None:
        """Show the logo as it is kept."""
        try:
            logo = self._frame.services.settings.own.words().logo
            self.alt.show_error(None)
        except Refusal as refusal:
            logo = None
            self.alt.show_error(str(refusal))
        self._has_logo = logo is not None
        self.seen.show_logo(logo)
        if logo is not None:
            self.alt.set_value(logo.alt)
        self.describe.setVisible(self._has_logo)
        self.away.setVisible(self._has_logo)
        words = _("Choose another picture …") if self._has_logo else _("Choose a picture …")
        self.pick.setText(words)

    def take(self, path: Path) -> None:
        """Take a picture into the vault."""
        alt, own = str(self.alt.value() or ""), self._frame.services.settings.own
        self.pick.setEnabled(False)

        def keep() -> Changes:
            return own.keep_logo(_read(path), alt)

        self._frame.background.run(self, keep, done=self._kept, failed=self._refused)

    def _choose(self) -> None:
        """The words come first: without them a picture is nothing to some readers."""
        if self.alt.is_empty():
            self.alt.show_error(_("Say first what the logo shows"))
            self.alt.focus_first()
            return
        self.alt.show_error(None)
        places = QStandardPaths.StandardLocation
        folder = QStandardPaths.writableLocation(places.PicturesLocation)
        dialog = QFileDialog(self.window(), _("Choose a picture"), folder)
        dialog.setObjectName("logo_dialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(_("Pictures (*.png *.jpg *.jpeg)"))
        dialog.fileSelected.connect(self._take)
        dialog.open()

    def _take(self, name: str) -> None:
        self.take(Path(name))

    def _kept(self, done: Changes) -> None:
        self.pick.setEnabled(True)
        self._frame.announce(done, _("The logo is saved"))
        self.look()

    def _refused(self, problem: Exception) -> None:
        self.pick.setEnabled(True)
        if not isinstance(problem, Refusal):
            raise problem
        self._say(problem)

    def _describe(self) -> None:
        try:
            done = self._frame.services.settings.own.describe_logo(str(self.alt.value() or ""))
        except Refusal as refusal:
            self._say(refusal)
            return
        self._frame.announce(done, _("The words are saved"))
        self.look()

    def _take_away(self) -> None:
        done = self._frame.services.settings.own.put_back(LOGO)
        self.alt.set_value(None)
        self._frame.announce(done, _("The logo is taken away"))
        self.look()

    def _say(self, refusal: Refusal) -> None:
        self.alt.show_error(str(refusal))
        announce(str(refusal), assertive=True, source=self.alt)


class Seen(QWidget):
    """The logo on white, as paper is, or words that there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.follow(self._size)

    def show_logo(self, logo: Logo | None) -> None:
        """Show a logo; nothing is shown of none."""
        self._image = QImage.fromData(logo.png) if logo else QImage()
        words = _("The logo: {words}").format(words=logo.alt) if logo else _("No logo yet")
        self.setAccessibleName(words)
        self.setVisible(logo is not None)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """As large as a logo may be on paper, and some white around it."""
        return QSize(theme.em(_WIDE), theme.em(_HIGH))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802, D102
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(theme.colour("edge"))
        painter.setBrush(QColor("white"))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), theme.em(6), theme.em(6))
        if not self._image.isNull():
            pad = theme.em(_PAD)
            room = self.rect().adjusted(pad, pad, -pad, -pad)
            kept = self._image.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRect(room.topLeft(), kept)
            place.moveCenter(room.center())
            painter.drawImage(place, self._image)
        painter.end()

    def _size(self) -> None:
        self.setFixedSize(self.sizeHint())


def _read(path: Path) -> bytes:
    """The bytes of a file, at most one more than may be.

    Raises: Refusal when it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return file.read(_LARGEST + 1)
    except OSError as problem:
        raise Refusal(_("This file cannot be read. Choose another."), field="file") from problem
