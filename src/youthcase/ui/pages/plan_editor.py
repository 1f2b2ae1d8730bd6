"""How is a safety plan written together, one section at a time, in any order?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut

from youthcase.domain.ids import PersonId
from youthcase.domain.plan_sections import sections
from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.ui.frame import Frame, Page, Place, Room
from youthcase.ui.kit import theme
from youthcase.ui.kit.announce import announce
from youthcase.ui.kit.toast import toast
from youthcase.ui.pages.plan_editor_check import CheckBody
from youthcase.ui.pages.plan_editor_draft import (
    CHECK,
    RISKY,
    count_done,
    section_of,
    tasks,
)
from youthcase.ui.pages.plan_editor_keep import Keeper
from youthcase.ui.pages.plan_editor_section import SectionBody
from youthcase.ui.pages.plan_editor_shell import NARROW, Shell
from youthcase.ui.pages.plan_order import chain
from youthcase.ui.pages.plan_words import at

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

    from youthcase.domain.plans import PlanContent
    from youthcase.services.people import CaseFile

_FIRST = "1"
_FOLDED_WIDTH = 380


class PlanEditorPage(Page):
    """The seventeen sections on the left, the one that is asked on the right."""

    room = Room.PLAN_EDITOR

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(frame, parent)
        self.setObjectName("plan_editor")
        self._parts = sections()  # with the organisation's own titles once it is open
        self._content: PlanContent | None = None
        self._file: CaseFile | None = None
        self._thrown_away: PlanContent | None = None
        self._key = _FIRST
        self._body: SectionBody | CheckBody | None = None
        self.shell = Shell(self)
        self.keeper = Keeper(self.services, self._copy, self)
        self.keeper.kept.connect(self._say_kept)
        self.keeper.failed.connect(self._say_not_kept)
        self._kept_at = ""
        self._order = QTimer(self)
        self._order.setSingleShot(True)
        self._order.setInterval(0)
        self._order.timeout.connect(self._chain)
        self._tell = QTimer(self)
        self._tell.setSingleShot(True)
        self._tell.setInterval(250)
        self._tell.timeout.connect(self._show_progress)
        self._connect()
        frame.privacy_changed.connect(self._show_names)

    def open(self, place: Place) -> None:
        """Go on with the draft that is there, or begin the next version.

        Raises: Refusal when there is no open case, or it is a colleague's.
        """
        person = PersonId(place.id)
        file = self.services.people.file(person)
        draft = self.services.plans.draft(person)
        before = self._content.version.id if self._content else None
        known = draft is not None and draft.version.id == before
        if draft is None:
            draft_shown, content = False, self.services.plans.begin(person)
        else:
            draft_shown, content = not known, draft
        self._file, self._content = file, content
        self._parts = self.services.settings.own.sections()
        self.keeper.forget()
        self._kept_at = ""
        self.shell.saved.say("")
        self.shell.trouble.hide()
        if draft_shown:
            self._offer_draft(content)
        else:
            self.shell.draft.hide()
        self._show_returned(file)
        part = place.part if place.part in self._keys() else self._key if known else _FIRST
        self._show_names()
        self._show(part)

    def leave(self) -> None:
        """Keep what is unfinished."""
        self.keeper.keep()

    def first_focus(self) -> QWidget | None:
        """The first box of the section that is asked."""
        if self._body is not None:
            self._body.focus_first()
        return self.focusWidget()

    def go_to(self, key: str) -> bool:
        """Show another section, unless what stands in this one cannot be read."""
        if isinstance(self._body, SectionBody) and not self._body.check():
            self.shell.mark(self._key)
            return False
        self.keeper.keep()
        self._show(key)
        if self._body is not None:
            self._body.focus_first()
        return True

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """As narrow as it is once folded, or it could never be made narrow enough to fold."""
        least = super().minimumSizeHint()
        return QSize(min(least.width(), theme.em(_FOLDED_WIDTH)), least.height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802, D102
        super().resizeEvent(event)
        self.shell.fold(narrow=self.width() < theme.em(NARROW))

    def _connect(self) -> None:
        shell = self.shell
        shell.tasks.chosen.connect(self._choose)
        shell.chooser.activated.connect(self._choose_at)
        shell.go_on.clicked.connect(self._go_on)
        shell.previous.clicked.connect(self._go_back)
        shell.preview.clicked.connect(self._preview)
        shell.back.clicked.connect(self._to_file)
        shell.keep_draft.clicked.connect(self._keep_draft)
        shell.start_again.clicked.connect(self._start_again)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._go_on)
        theme.current().changed.connect(self._refold)

    def _refold(self) -> None:
        self.shell.fold(narrow=self.width() < theme.em(NARROW))

    def _show(self, key: str) -> None:
        """Ask one section, or take the last look."""
        if self._content is None or self._file is None:
            return
        self._key = key
        if key == CHECK:
            self._body = self._make_check(self._content)
        else:
            self._body = self._make_section(self._content, self._file, int(key))
        self.shell.show_body(self._body)
        self._show_progress()
        self._order.start()

    def _make_section(self, content: PlanContent, file: CaseFile, number: int) -> SectionBody:
        part = next(part for part in self._parts if part.number == number)
        step = _("Section {n} of {count}").format(n=number, count=len(sections()))
        self.shell.ask(step, part.question, part.hint, risky=number in RISKY)
        self.shell.offer(_("Save and continue"), is_first=number == 1)
        body = SectionBody(content, part, file, self._today)
        body.setObjectName(f"section_{number}")
        body.edited.connect(self._edit)
        body.laid_out.connect(self._order.start)
        return body

    def _make_check(self, content: PlanContent) -> CheckBody:
        hint = _("Read it through once more, with the young person if you can.")
        self.shell.ask(_("Last step"), _("Check and send"), hint, risky=False)
        self.shell.offer(_("Send for approval"), is_first=False)
        found = self.services.plans.what_changed(content)
        hits = self.services.copies.stopped(content)
        body = CheckBody(content, found, hits, self._today(), self._parts)
        body.setObjectName("check")
        body.chosen.connect(self._mend)
        return body

    def _edit(self) -> None:
        """Take over what was written, and keep it a moment later."""
        if isinstance(self._body, SectionBody) and self._content is not None:
            self._content = self._body.apply(self._content)
            self.shell.draft.hide()
            self.keeper.touch()
            self._tell.start()

    def _copy(self) -> PlanContent | None:
        return self._content

    def _choose(self, key: str) -> None:
        if key != self._key:
            self.go_to(key)

    def _choose_at(self, row: int) -> None:
        self._choose(self._keys()[row])

    def _go_on(self) -> None:
        keys = self._keys()
        if self._key == CHECK:
            self._send()
        else:
            self.go_to(keys[keys.index(self._key) + 1])

    def _go_back(self) -> None:
        keys = self._keys()
        self.go_to(keys[max(0, keys.index(self._key) - 1)])

    def _send(self) -> None:
        """Send it to a supervisor, or lead to what is in the way."""
        content = self._content
        if content is None:
            return
        try:
            changes = self.services.plans.submit(content)
        except Refusal as refusal:
            if isinstance(self._body, CheckBody):
                self._body.show_problem(refusal.field, str(refusal))
                self.shell.show_top()
            return
        person = content.version.person
        self.keeper.forget()
        self._content = None
        self.frame.announce(changes, _("Plan sent for approval"))
        self.frame.go.emit(Place(Room.FILE, person))

    def _mend(self, field: str) -> None:
        """Lead to the section, and the box, that a problem is about."""
        sentence = self._body.sentence_of(field) if isinstance(self._body, CheckBody) else ""
        self._show(str(section_of(field)))
        if not isinstance(self._body, SectionBody):
            return
        if not self._body.show_problem(field, sentence):
            self._body.focus_first()

    def _offer_draft(self, content: PlanContent) -> None:
        words = _("You have a draft from {when}.").format(when=at(content.version.recorded_at))
        number = content.version.number - 1
        earlier = bool(self._file and self._file.versions)
        again = (
            _("Start again from version {n}").format(n=number)
            if number
            else _("Start again from the last plan")
            if earlier
            else _("Start again from nothing")
        )
        self.shell.offer_draft(words, again)

    def _show_returned(self, file: CaseFile) -> None:
        """Keep the supervisor's words in sight while the version they are about is mended."""
        latest = next(iter(file.versions), None)
        said = [d for d in file.decisions if latest and d.version == latest.id]
        back = latest is not None and latest.status == "RETURNED" and bool(said)
        self.shell.returned.setVisible(back)
        if back:
            who = file.staff.get(said[0].decided_by) if said[0].decided_by else None
            lead = _("Sent back by {who}:").format(who=who or _("a supervisor"))
            self.shell.returned.say(f"“{said[0].comment or ''}”", lead=lead)

    def _keep_draft(self) -> None:
        self.shell.draft.hide()
        if self._body is not None:
            self._body.focus_first()

    def _start_again(self) -> None:
        """Begin anew; the draft can be had back for a few seconds."""
        if self._content is None:
            return
        self._thrown_away = self._content
        self.services.plans.discard(self._content)
        self._content = self.services.plans.begin(self._content.version.person)
        self.keeper.forget()
        self.shell.draft.hide()
        self._show(_FIRST)
        gone = toast(self.window(), _("Draft thrown away"), undo=True)
        gone.undone.connect(self._have_back)
        self.first_focus()

    def _have_back(self) -> None:
        if self._thrown_away is None:
            return
        if self._content is not None:
            self.services.plans.discard(self._content)
        self._content, self._thrown_away = self._thrown_away, None
        self.keeper.keep_now()
        self._show(self._key)

    def _preview(self) -> None:
        if self._content is None:
            return
        if isinstance(self._body, SectionBody) and not self._body.check():
            return
        if self.keeper.keep_now():
            self.frame.go.emit(Place(Room.COPIES, f"draft:{self._content.version.person}"))

    def _to_file(self) -> None:
        if self._file is not None:
            self.frame.go.emit(Place(Room.FILE, self._file.person.id))

    def _say_kept(self, time: str) -> None:
        """Show when it was saved; say so aloud no more than once a minute."""
        words = _("Saved on this computer {time}").format(time=time)
        self.shell.saved.say(words)
        self.shell.trouble.hide()
        if time != self._kept_at:
            self._kept_at = time
            announce(words, source=self)

    def _say_not_kept(self, sentence: str) -> None:
        self.shell.saved.say("")
        self.shell.trouble.say(sentence, lead=_("Not saved."))
        self.shell.trouble.show()
        announce(sentence, assertive=True, source=self)

    def _show_progress(self) -> None:
        if self._content is None:
            return
        done = count_done(self._content)
        about = _("Version {n}, draft  ·  {done} of {count} done").format(
            n=self._content.version.number, done=done, count=len(sections())
        )
        self.shell.show_tasks(tasks(self._content, self._parts), self._key, about)

    def _show_names(self) -> None:
        if self._file is not None:
            person = self._file.person
            name = self.frame.name_shown(person.name)
            self.shell.name.setText(name)
            self.shell.about.setText(person.ref)

    def _chain(self) -> None:
        """Tab goes from the last line to what stands below the lines, then to the foot."""
        if self._body is None:
            return
        shell = self.shell
        foot = (shell.go_on, shell.previous, shell.preview)
        lines = self._body.lines if isinstance(self._body, SectionBody) else None
        if lines is None:
            chain(self._body, *foot)
        else:
            rows = lines.rows()[-1:]
            chain(*rows, lines.add, lines.stuck, lines.ideas, *foot)

    def _today(self) -> date:
        return self.services.sitting.today

    def _keys(self) -> list[str]:
        return [*(str(part.number) for part in sections()), CHECK]
