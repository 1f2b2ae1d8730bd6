"""What does the organisation call the sections of a plan, and what does it suggest there?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from youthcase.domain.own_titles import LONGEST_TITLE, is_carried
from youthcase.domain.plan_sections import section, sections
from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.ui.kit.banner import Banner
from youthcase.ui.kit.buttons import primary, secondary
from youthcase.ui.kit.cards import Card
from youthcase.ui.kit.fields import Choice, ChoiceField, LongText, TextField
from youthcase.ui.kit.measure import row
from youthcase.ui.kit.text import label
from youthcase.ui.kit.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from youthcase.domain.changes import Changes
    from youthcase.domain.plan_sections import PlanSection
    from youthcase.ui.frame import Frame
    from youthcase.ui.kit.field import Field

_FIRST = 1


class _OfASection(Card):
    """One section at a time, what holds there, and the way back to the program's own."""

    def __init__(self, frame: Frame, title: str, name: str, words: str) -> None:
        super().__init__(title, gap=12)
        self.setObjectName(name)
        self._frame, self._name = frame, name
        self._known: dict[int, PlanSection] = {}
        self.body.addWidget(label(words, tone="muted", wrap=True))
        self.trouble = Banner(Tone.DANGER, "")
        self.trouble.hide()
        self.body.addWidget(self.trouble)
        self.section = ChoiceField(f"{name}.section", _("Section"), [], required=True)
        self.section.changed.connect(self._show_section)
        self.body.addWidget(self.section)

    def look(self) -> None:
        """Show the sections as they stand, the one that was shown still chosen."""
        self.trouble.hide()
        try:
            known = self._frame.services.settings.own.sections()
        except Refusal as refusal:
            known = sections()
            self.trouble.say(str(refusal))
            self.trouble.show()
        self._known = {part.number: part for part in known}
        chosen = self._number()
        quiet = self.section.blockSignals(True)
        self.section.set_choices(
            [
                Choice(part.number, f"{part.number}  {part.title}", part.question)
                for part in known
            ]
        )
        self.section.set_value(chosen)
        self.section.blockSignals(quiet)
        self._show_section()

    def _finish(self, box: Field, back: str) -> None:
        """Put the box and the two buttons below the choice."""
        self._box = box
        self.body.addWidget(box)
        self.save = primary(_("Save"))
        self.save.setObjectName(f"{self._name}.save")
        self.back = secondary(back, "undo-2")
        self.back.setObjectName(f"{self._name}.back")
        line = row(gap=10)
        line.addWidget(self.save)
        line.addWidget(self.back)
        line.addStretch()
        self.body.addLayout(line)

    def _number(self) -> int:
        value = self.section.value()
        return value if isinstance(value, int) else _FIRST

    def _part(self) -> PlanSection:
        return self._known[self._number()]

    def _show_section(self) -> None:
        raise NotImplementedError

    def _keep(self, act: Callable[[], Changes], said: str) -> None:
        try:
            done = act()
        except Refusal as refusal:
            self._box.show_error(str(refusal))
            self._box.focus_first()
            return
        self._frame.announce(done, said)
        self.look()


class Titles(_OfASection):
    """The title of each section."""

    def __init__(self, frame: Frame) -> None:
        words = _(
            "What the seventeen sections are called, here and on every copy. On copies in "
            "another language your own title stays as it is, and is marked as not translated."
        )
        super().__init__(frame, _("Section titles"), "titles", words)
        self.title = TextField("own_title", _("Title"), longest=LONGEST_TITLE)
        self._finish(self.title, _("Use the program's title"))
        self.usual = label("", "cap", tone="muted", wrap=True)
        self.usual.setObjectName("usual_title")
        self.body.insertWidget(self.body.indexOf(self.title) + 1, self.usual)
        self.save.clicked.connect(self._save)
        self.back.clicked.connect(self._put_back)

    def _show_section(self) -> None:
        number, part = self._number(), self._part()
        usual = section(number).title
        self.title.show_error(None)
        self.title.set_value(part.title)
        self.back.setEnabled(part.title != usual)
        said = [_("The program calls it “{title}”.").format(title=usual)]
        if is_carried(number):
            said.append(_("It can be carried: choose a title that gives nothing away."))
        self.usual.setText(" ".join(said))

    def _save(self) -> None:
        number, title = self._number(), str(self.title.value() or "")
        own = self._frame.services.settings.own
        self._keep(lambda: own.keep_title(number, title), _("The title is saved"))

    def _put_back(self) -> None:
        number, own = self._number(), self._frame.services.settings.own
        self._keep(lambda: own.keep_title(number, ""), _("The program's title is back"))


class Suggestions(_OfASection):
    """What somebody who is stuck in a section is offered."""

    def __init__(self, frame: Frame) -> None:
        words = _(
            "What the editor offers behind “Stuck? See ideas”. Nothing is put into a plan "
            "unasked. Write no names and nothing of anybody's story: everybody here sees it."
        )
        super().__init__(frame, _("Suggestions"), "suggestions", words)
        self.words = LongText(
            "own_suggestions", _("Suggestions"), hint=_("One in each line."), least=4
        )
        self._finish(self.words, _("Use the program's suggestions"))
        self.save.clicked.connect(self._save)
        self.back.clicked.connect(self._put_back)

    def _show_section(self) -> None:
        part = self._part()
        self.words.show_error(None)
        self.words.set_value("\n".join(part.suggestions))
        self.back.setEnabled(part.suggestions != section(part.number).suggestions)

    def _save(self) -> None:
        number, said = self._number(), str(self.words.value() or "").splitlines()
        own = self._frame.services.settings.own
        self._keep(lambda: own.keep_suggestions(number, said), _("The suggestions are saved"))

    def _put_back(self) -> None:
        number, own = self._number(), self._frame.services.settings.own
        usual = section(number).suggestions
        said = _("The program's suggestions are back")
        self._keep(lambda: own.keep_suggestions(number, usual), said)
