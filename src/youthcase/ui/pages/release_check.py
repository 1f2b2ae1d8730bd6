"""Is a folder still exactly what was released?"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QWidget

from youthcase.domain.dates import plain
from youthcase.errors import Damaged, Refusal
from youthcase.i18n import _
from youthcase.services import releasing
from youthcase.ui.kit.announce import announce
from youthcase.ui.kit.banner import Banner
from youthcase.ui.kit.buttons import primary
from youthcase.ui.kit.cards import Card, Facts
from youthcase.ui.kit.form import Scrolled
from youthcase.ui.kit.measure import column, fit, row
from youthcase.ui.kit.tall import Tall
from youthcase.ui.kit.text import label
from youthcase.ui.kit.tokens import MEASURE_WIDTH, Tone
from youthcase.ui.pages import release_words as words_of
from youthcase.ui.pages.release_save import folder_dialog

if TYPE_CHECKING:
    from youthcase.ui.pages.release_desk import ReleaseDesk

Said = Mapping[str, Any]


class CheckView(QWidget):
    """A folder to choose, and a plain answer; it needs nothing from the vault."""

    def __init__(self, desk: ReleaseDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("release_check")
        self._desk = desk
        holder = Tall()
        inner = column(holder, gap=12, margins=(2, 2, 14, 12))
        about = label(
            _(
                "Compares every file of a released return with what its manifest says. It "
                "finds a figure that somebody has changed, and a file that is missing or was "
                "added."
            ),
            wrap=True,
        )
        fit(about, max_width=MEASURE_WIDTH)
        inner.addWidget(about)
        line = row()
        self.choose = primary(_("Choose a folder…"), "folder-heart")
        self.choose.setObjectName("release_check_folder")
        self.choose.clicked.connect(self._ask)
        line.addWidget(self.choose)
        line.addStretch()
        inner.addLayout(line)
        self.good = Banner(Tone.OK, "")
        self.good.setObjectName("release_check_good")
        self.bad = Banner(Tone.DANGER, "")
        self.bad.setObjectName("release_check_bad")
        for banner in (self.good, self.bad):
            banner.hide()
            fit(banner, max_width=MEASURE_WIDTH)
            inner.addWidget(banner)
        self.card = Card(_("What it says it is"))
        fit(self.card, max_width=MEASURE_WIDTH)
        self._facts = column()
        self.card.body.addLayout(self._facts)
        self.card.hide()
        inner.addWidget(self.card)
        inner.addStretch()
        column(self).addWidget(Scrolled(holder))

    def first_focus(self) -> QWidget:
        """The way to a folder."""
        return self.choose

    def check(self, folder: Path) -> None:
        """Read a folder on the worker and say what is found."""

        def look() -> tuple[Path, Said]:
            return folder, releasing.verify(folder)

        self._desk.background.run(self, look, done=self._show, failed=self._fail)

    def _ask(self) -> None:
        places = QStandardPaths.StandardLocation
        start = QStandardPaths.writableLocation(places.DocumentsLocation)
        dialog = folder_dialog(self, _("Folder of a return"), start)
        dialog.setObjectName("release_check_dialog")
        dialog.fileSelected.connect(self._take)
        dialog.open()

    def _take(self, name: str) -> None:
        self.check(Path(name))

    def _show(self, found: tuple[Path, Said]) -> None:
        folder, said = found
        self.bad.hide()
        words = _("Every file in “{name}” is what was released.").format(name=folder.name)
        self.good.say(words, lead=_("Nothing was changed."))
        self.good.show()
        while (item := self._facts.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._facts.addWidget(Facts(_facts(said)))
        self.card.show()
        announce(words, source=self)

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, Refusal):
            raise error
        self.good.hide()
        self.card.hide()
        lead = _("This is not what was released.") if isinstance(error, Damaged) else ""
        self.bad.say(str(error), lead=lead)
        self.bad.show()
        announce(f"{lead} {error}", assertive=True, source=self)


def _facts(said: Said) -> list[tuple[str, str]]:
    from datetime import date  # noqa: PLC0415  read from the file's words

    withheld = said.get("cells_withheld", 0)
    role = str(said.get("approved_by_role", ""))
    facts = [
        (_("Period"), words_of.period_of(str(said.get("period", "")))),
        (_("As known on"), plain(date.fromisoformat(str(said.get("as_at"))))),
        (_("Made"), words_of.audience(str(said.get("audience", "")))),
        (_("Figures"), str(said.get("cells", ""))),
        (_("Withheld"), str(withheld)),
        (_("Approved by"), _("a {role}").format(role=role)),
        (_("Made with"), str(said.get("program", ""))),
    ]
    restates = said.get("restates")
    if restates:
        facts.append((_("Restates"), str(cast("object", restates))))
    return facts
