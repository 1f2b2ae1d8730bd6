"""How does a plan become paper, seen before it leaves and registered when it does?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget

from youthcase.domain import plan_copy_rules as rules
from youthcase.domain.ids import PersonId, PlanVersionId
from youthcase.errors import NotAllowed, Refusal
from youthcase.i18n import _
from youthcase.ui import printing
from youthcase.ui.frame import Frame, Page, Place, Room
from youthcase.ui.kit.announce import announce
from youthcase.ui.kit.banner import Banner
from youthcase.ui.kit.buttons import quiet
from youthcase.ui.kit.measure import column
from youthcase.ui.kit.reflow import PageHeader, SideBySide
from youthcase.ui.kit.tabs import Tabs
from youthcase.ui.kit.tokens import Tone
from youthcase.ui.pages.copies_choose import WIDTH, Choose
from youthcase.ui.pages.copies_leave import Leaving
from youthcase.ui.pages.copies_preview import Preview
from youthcase.ui.pages.copies_register import RegisterView
from youthcase.ui.pages.copies_team import REGISTER, TeamView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from youthcase.domain.carried_check import Hit
    from youthcase.domain.changes import Changes
    from youthcase.domain.plan_sections import Helpline
    from youthcase.domain.plans import PlanContent
    from youthcase.services.copies_make import Order
    from youthcase.services.copies_paper import Paper
    from youthcase.services.people import CaseFile

DRAFT = "draft:"
TEAM = "team"
_MAKE, _REGISTER = "make", "register"
_NAMED = 3  # numbers that nobody has checked; there is a page with all of them
_LOOK_AFTER_MS = 600  # after the last key in "for whom", which stands on the paper


class CopiesPage(Page):
    """Choose a copy, look at it and at what it leaves out, print or save it."""

    room = Room.COPIES

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(frame, parent)
        self.setObjectName("copies")
        self._content: PlanContent | None = None
        self._file: CaseFile | None = None
        self._is_draft = False
        self._asked = 0  # the newest preview asked for; older answers are dropped
        outer = column(self, gap=12, margins=(24, 16, 24, 16))
        self.back = quiet(_("Back to the plan"), "arrow-left")
        self.back.setObjectName("back")
        self.back.clicked.connect(self._go_back)
        self.team = quiet(_("Copies in the team"), "users")
        self.team.setObjectName("to_team")
        self.team.clicked.connect(self._go_to_team)
        buttons = [self.back, self.team]
        self.head = PageHeader(_("Print or save a copy"), " ", buttons, narrow=640)
        outer.addWidget(self.head)
        sections = [(_MAKE, _("Make a copy")), (_REGISTER, _("Register"))]
        self.tabs = Tabs(_("Copies"), sections)
        self.tabs.setObjectName("copies_tabs")
        self.tabs.chosen.connect(self._show_part)
        outer.addWidget(self.tabs)
        self.trouble = Banner(Tone.DANGER, "")
        self.trouble.setObjectName("trouble")
        outer.addWidget(self.trouble)
        self.stale = Banner(Tone.WARN, "", action=_("Check them"))
        self.stale.setObjectName("helplines_stale")
        self.stale.hide()
        if self.stale.action is not None:
            self.stale.action.setObjectName("check_helplines")
            self.stale.action.clicked.connect(self._to_settings)
        outer.addWidget(self.stale)
        self.preview = Preview(frame.background)
        self.choose = Choose()
        self.choose.changed.connect(self._ask_soon)
        self.choose.change.connect(self._change_line)
        self.choose.passed.connect(self._let_pass)
        if self.preview.stopped.action is not None:
            self.preview.stopped.action.clicked.connect(self.choose.show_stopped)
        self.leaving = Leaving(frame, self._wanted)
        self.choose.add(self.leaving)
        self.leaving.refused.connect(self._say)
        self.leaving.left.connect(self._has_left)
        parts = SideBySide(
            self.preview, self.choose, narrow=720, side_width=WIDTH, side_first=True
        )
        self.register = RegisterView(frame)
        self.register.refused.connect(self._say)
        self.everybody = TeamView(frame)
        self.everybody.refused.connect(self._say)
        self.stack = QStackedWidget()
        for view in (parts, self.register, self.everybody):
            self.stack.addWidget(view)
        outer.addWidget(self.stack, 1)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_LOOK_AFTER_MS)
        self._soon.timeout.connect(self._look)
        self.trouble.hide()
        frame.privacy_changed.connect(self._show_head)

    def open(self, place: Place) -> None:
        """Show a version, the draft that is being written, a register, or the whole team.

        Raises: Refusal when it is gone or a colleague's, NotAllowed for the team.
        """
        self.trouble.hide()
        self.stale.hide()
        self._is_draft = place.id.startswith(DRAFT)
        self._content = None
        self.team.setVisible(self.services.sitting.supervises and place.id != TEAM)
        if place.id == TEAM:
            self._open_team()
        elif place.id.startswith(REGISTER):
            self._open_register(PersonId(place.id.removeprefix(REGISTER)))
        else:
            self._open_version(place.id)

    def refresh(self, changes: Changes) -> None:
        """Look again at the register when something in it has changed."""
        shown = self.stack.currentWidget()
        if shown is self.everybody:
            self.everybody.look()
        elif shown is self.register and self._file is not None:
            person = self._file.person.id
            if changes.about(person):
                self._file = self.services.people.file(person)
                self.register.show_file(self._file, self._version())

    def _open_version(self, id_: str) -> None:
        if self._is_draft:
            person = PersonId(id_.removeprefix(DRAFT))
            self._file = self.services.people.file(person)
            self._content = self.services.plans.draft(person)
        else:
            self._content = self.services.plans.content(PlanVersionId(id_))
            self._file = self.services.people.file(self._content.version.person)
        self._show_head()
        if self._content is None:
            raise Refusal(_("There is no draft to look at. Write something in the plan first."))
        self.tabs.setVisible(not self._is_draft)
        self.tabs.set_current(_MAKE)
        self.stack.setCurrentIndex(0)
        self._ask()
        self.leaving.start(may_leave=not self._is_draft)
        self._look()
        self.frame.background.run(
            self, printing.printers, done=self.leaving.offer, failed=self._fail
        )

    def _open_register(self, person: PersonId) -> None:
        """The register of one case; a copy can be made of the version in force."""
        self._file = self.services.people.file(person)
        version = self._version()
        if version is not None:
            self._open_version(version)
        self.tabs.setVisible(version is not None)
        self._show_part(_REGISTER)

    def _open_team(self) -> None:
        self._file = None
        self.tabs.hide()
        self.stack.setCurrentWidget(self.everybody)
        self.head.title.setText(_("Copies in the team"))
        self.head.say_about(_("Of everybody's safety plans"))
        self.back.setText(_("Back to approvals"))
        if not self.services.sitting.supervises:
            raise NotAllowed(_("Only a supervisor can do this. Ask one to sign in."))
        self.everybody.look()

    def _version(self) -> PlanVersionId | None:
        """The version that is shown, else the one in force, else the newest."""
        if self._content is not None:
            return self._content.version.id
        versions = self._file.versions if self._file else ()
        active = [v for v in versions if v.status == "ACTIVE"]
        return next((v.id for v in (*active, *versions)), None)

    def _show_part(self, key: str) -> None:
        self.trouble.hide()
        self.tabs.set_current(key)
        self.stack.setCurrentIndex(int(key == _REGISTER))
        if key == _REGISTER and self._file is not None:
            self.register.show_file(self._file, self._version())
        self._show_head()

    def leave(self) -> None:
        """Forget the paper that was shown."""
        self._soon.stop()
        self._asked += 1
        self.preview.clear()

    def first_focus(self) -> QWidget:
        """Which copy, or the list that is shown."""
        shown = self.stack.currentWidget()
        if shown is self.everybody:
            return self.everybody.first_focus()
        return self.register.first_focus() if shown is self.register else self.choose.form

    def _ask_soon(self) -> None:
        """Look again when nothing has been typed for a moment; at once for another form."""
        self.leaving.forget_done()
        self._soon.start() if self.choose.is_typing else self._look()

    def _look(self) -> None:
        content, form = self._content, self.choose.chosen()
        if content is None or form is None:
            return
        self._soon.stop()
        self._asked += 1
        order = self.choose.order()
        asked, copies = self._asked, self.services.copies
        self.preview.wait()
        if order is None:
            return

        def make() -> tuple[int, Paper]:
            paper = copies.preview(
                content,
                order.form,
                order.for_whom,
                without=order.without,
                language=order.language,
            )
            return asked, paper

        self.frame.background.run(self, make, done=self._show, failed=self._fail)

    def _show(self, answer: tuple[int, Paper]) -> None:
        asked, paper = answer
        if asked != self._asked:
            return
        self.trouble.hide()
        may_pass = self.services.sitting.supervises and not self._is_draft
        self.choose.show_removed(paper.removed, paper.hits, may_pass=may_pass)
        self.leaving.name(paper.file_name)
        self.preview.say_stopped(len({h.line for h in paper.hits if not h.is_passed}))
        self.preview.show_paper(paper.pdf)
        count = sum(part.count for part in paper.removed)
        announce(_("Preview is ready. Left out: {n}").format(n=count), source=self)

    def _ask(self) -> None:
        """Offer the forms; a draft shows each as it would be, as far as it is carried."""
        if self._content is None:
            return
        copies, version = self.services.copies, self._content.version
        forms = copies.forms(version)
        if self._is_draft:
            carry = version.carry_decision
            forms = {f: "" if rules.is_allowed(f, carry) else why for f, why in forms.items()}
        above = frozenset(f for f in forms if copies.may_override(version, f))
        self.choose.offer(self.services.languages.all())
        own = self.services.settings.own
        self.choose.ticks.call(own.sections())
        self._say_stale(own.stale_helplines())
        self.choose.ask(self._content, forms, above, is_draft=self._is_draft)

    def _say_stale(self, lines: Sequence[Helpline]) -> None:
        """Numbers on paper are used on the worst day: say which nobody has checked lately."""
        self.stale.setVisible(bool(lines))
        named = [f"{line.name} ({line.number})" for line in lines[:_NAMED]]
        if more := len(lines) - len(named):
            named.append(_("and {n} more").format(n=more))
        listed = ", ".join(named)
        words = _("Last checked more than six months ago: {listed}.").format(listed=listed)
        asks = _("Ask a supervisor to check them in Settings, “Copies”.")
        supervises = self.services.sitting.supervises
        self.stale.say(words if supervises else f"{words} {asks}")
        if self.stale.action is not None:
            self.stale.action.setVisible(supervises)

    def _to_settings(self) -> None:
        self.frame.go.emit(Place(Room.SETTINGS, "copies"))

    def _wanted(self) -> tuple[PlanVersionId, Order] | None:
        """What is to leave: None when something is still missing, which is then shown."""
        order = self.choose.order()
        if self._content is None or order is None or not self.choose.check():
            return None
        return self._content.version.id, order

    def _change_line(self, number: int) -> None:
        if self._content is not None:
            person = self._content.version.person
            self.frame.go.emit(Place(Room.PLAN_EDITOR, person, str(number)))

    def _let_pass(self, hit: Hit, reason: str) -> None:
        if self._content is None:
            return
        try:
            changes = self.services.copies.let_pass(self._content.version.id, hit, reason)
        except Refusal as refusal:
            self.choose.stopped.show_refusal(refusal)
            return
        self.frame.announce(changes, _("The line may stand"))
        self._look()

    def _has_left(self) -> None:
        """The register has grown: the next copy has the next number."""
        self.trouble.hide()
        if self.isVisible():
            self._look()

    def _fail(self, problem: Exception) -> None:
        if not isinstance(problem, Refusal):
            raise problem
        self.preview.clear()
        self._say(str(problem))

    def _say(self, sentence: str) -> None:
        self.trouble.say(sentence)
        self.trouble.show()
        announce(sentence, assertive=True, source=self)

    def _show_head(self) -> None:
        if self._file is None:
            return
        name = self.frame.name_shown(self._file.person.name)
        version = ""
        if self._content is not None and self.stack.currentIndex() == 0:
            version = _("version {n}").format(n=self._content.version.number)
        draft = _("draft, to look at only") if self._is_draft else ""
        parts = [name, self._file.person.ref, version, draft]
        self.head.say_about("  ·  ".join(p for p in parts if p))
        title = _("Preview of a draft") if self._is_draft else _("Print or save a copy")
        if self.stack.currentWidget() is self.register:
            title = _("Register of copies")
        self.head.title.setText(title)
        back = _("Back to writing") if self._is_draft else _("Back to the plan")
        self.back.setText(back if self._content is not None else _("Back to the file"))

    def _go_back(self) -> None:
        if self._content is not None:
            version = self._content.version
            writing = Place(Room.PLAN_EDITOR, version.person)
            reading = Place(Room.PLAN, version.id)
            self.frame.go.emit(writing if self._is_draft else reading)
        elif self._file is not None:
            self.frame.go.emit(Place(Room.FILE, self._file.person.id))
        else:
            self.frame.go.emit(Place(Room.APPROVALS))

    def _go_to_team(self) -> None:
        self.frame.go.emit(Place(Room.COPIES, TEAM))
