"""Which languages do copies speak, and who has checked the words?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from youthcase.domain.phrases import ENGLISH
from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.ui.kit.banner import Banner
from youthcase.ui.kit.buttons import primary, secondary
from youthcase.ui.kit.cards import Card
from youthcase.ui.kit.fields import Choice, ChoiceField, TextField
from youthcase.ui.kit.measure import fit, row
from youthcase.ui.kit.text import label
from youthcase.ui.kit.tokens import Tone
from youthcase.ui.pages.plan_blocks import Block
from youthcase.ui.pages.plan_reading import Reading

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from youthcase.domain.changes import Changes
    from youthcase.services.languages import Language
    from youthcase.ui.frame import Frame

_HIGH = 300


class Languages(Card):
    """The words of one language at a time, and the mark that they are checked."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(_("Languages of copies"), gap=12, parent=parent)
        self.setObjectName("languages")
        self._frame = frame
        self._known: dict[str, Language] = {}
        words = _(
            "Headings and stock phrases of copies in other languages. Copies for "
            "professionals, family and school say that their words are not checked until a "
            "human translator has read them and you have said so here."
        )
        self.body.addWidget(label(words, tone="muted", wrap=True))
        self.language = ChoiceField(
            "copy_language", _("Language"), [], required=True, width=320
        )
        self.checked = Banner(Tone.OK, "")
        self.checked.setObjectName("language_checked")
        self.unchecked = Banner(Tone.WARN, "")
        self.unchecked.setObjectName("language_unchecked")
        self.words = Reading(_("English phrases with their translations"))
        self.words.setObjectName("phrases")
        fit(self.words, height=_HIGH)
        self.by = TextField(
            "checked_by",
            _("Checked by"),
            hint=_("The translator or the agency. Stands here and in the audit, on no paper."),
            longest=80,
            width=320,
        )
        self.mark = primary(_("The words are checked"), "badge-check")
        self.mark.setObjectName("mark_checked")
        self.unmark = secondary(_("Take the check back"))
        self.unmark.setObjectName("unmark_checked")
        for part in (self.language, self.checked, self.unchecked, self.words, self.by):
            self.body.addWidget(part)
        line = row(gap=10)
        line.addWidget(self.mark)
        line.addWidget(self.unmark)
        line.addStretch()
        self.body.addLayout(line)
        self.language.changed.connect(self._show)
        self.mark.clicked.connect(self._mark)
        self.unmark.clicked.connect(self._unmark)

    def look(self) -> None:
        """Show the languages as they stand, the one that was shown still chosen."""
        known = self._frame.services.languages.all()
        self._known = {one.tag: one for one in known if one.tag != ENGLISH}
        choices = [Choice(tag, one.label, one.state) for tag, one in self._known.items()]
        chosen = self._tag() or next(iter(self._known), None)
        quiet = self.language.blockSignals(True)
        self.language.set_choices(choices)
        self.language.set_value(chosen)
        self.language.blockSignals(quiet)
        self._show()

    def _tag(self) -> str | None:
        value = self.language.value()
        return value if isinstance(value, str) else None

    def _show(self) -> None:
        one = self._known.get(self._tag() or "")
        is_checked = one is not None and one.is_checked
        for part in (self.words, self.by, self.mark):
            part.setVisible(one is not None)
        for part in (self.checked, self.unmark):
            part.setVisible(is_checked)
        self.unchecked.setVisible(one is not None and not is_checked)
        if one is None:
            return
        for banner in (self.checked, self.unchecked):
            banner.say(one.state)
        self.by.show_error(None)
        self.by.set_value(one.checked_by)
        pairs = self._frame.services.languages.words(one.tag)
        self.words.show_blocks([Block(said, lead=english) for english, said in pairs])

    def _mark(self) -> None:
        tag, by = self._tag(), str(self.by.value() or "")
        if tag is not None:
            services = self._frame.services
            self._keep(lambda: services.languages.mark_checked(tag, by), _("Marked as checked"))

    def _unmark(self) -> None:
        tag = self._tag()
        if tag is not None:
            services = self._frame.services
            self._keep(lambda: services.languages.unmark(tag), _("The check was taken back"))

    def _keep(self, act: Callable[[], Changes], said: str) -> None:
        try:
            done = act()
        except Refusal as refusal:
            self.by.show_error(str(refusal))
            self.by.focus_first()
            return
        self._frame.announce(done, said)
        self.look()
