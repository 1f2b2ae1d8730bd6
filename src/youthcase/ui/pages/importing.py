"""How does a team's old spreadsheet come in: checked, shown, then all of it or nothing?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.ui.frame import Frame, Page, Place, Room
from youthcase.ui.kit.banner import Banner
from youthcase.ui.kit.buttons import primary, secondary
from youthcase.ui.kit.flow import Flow
from youthcase.ui.kit.form import Scrolled
from youthcase.ui.kit.measure import column
from youthcase.ui.kit.progress import ProgressPanel
from youthcase.ui.kit.reflow import PageHeader
from youthcase.ui.kit.tall import Tall
from youthcase.ui.kit.text import label
from youthcase.ui.kit.tokens import Tone
from youthcase.ui.pages.importing_report import Report, in_words
from youthcase.ui.pages.importing_source import SourceForm

if TYPE_CHECKING:
    from pathlib import Path

    from youthcase.domain.changes import Changes
    from youthcase.importing.proposal import Proposal
    from youthcase.services.house import Services
    from youthcase.ui.kit.background import Job


class ImportingPage(Page):
    """Four faces: what to bring in, the work, its report, what came in."""

    room = Room.IMPORTING

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(frame, parent)
        self.setObjectName("importing")
        self.proposal: Proposal | None = None
        self._asked: tuple[Path, bool] | None = None
        self._job: Job[Proposal] | Job[Changes] | None = None
        outer = column(self, gap=14, margins=(24, 18, 24, 16))
        outer.addWidget(
            PageHeader(
                _("Import"),
                _("Bring in case histories from a workbook or a folder of CSV files."),
            )
        )
        self.stack = QStackedWidget()
        outer.addWidget(self.stack, 1)
        self.form = SourceForm(frame)
        self.form.wanted.connect(self.check)
        self._form_face = self._scrolled(self.form)
        self.report = Report()
        self.report.accepted.connect(self.bring_in)
        self.report.again.connect(self._check_again)
        self.report.another.connect(self.begin)
        self._report_face = Scrolled(self.report)
        self._work_face = QWidget()
        self._work = column(self._work_face)
        self._work.addStretch()
        self._panel: ProgressPanel | None = None
        self._make_done()
        for face in (self._form_face, self._report_face, self._work_face, self._done_face):
            self.stack.addWidget(face)

    def open(self, place: Place) -> None:  # noqa: ARG002 - there is one import
        """Show where it was left: work goes on while another page is shown."""
        if not self.services.sitting.supervises:
            raise Refusal(_("Only supervisors import case histories."))

    def first_focus(self) -> QWidget:
        """The path, or what can be done next."""
        shown = self.stack.currentWidget()
        if shown is self._report_face:
            return self.report.first_focus()
        if shown is self._work_face and self._panel is not None:
            return self._panel.cancel
        return self.to_caseload if shown is self._done_face else self.form.source.edit

    def begin(self) -> None:
        """Ask what to bring in."""
        self.proposal = None
        self._show(self._form_face)

    def check(self, path: Path, leave_out: bool) -> None:
        """Read it through on the worker; nothing is saved."""
        self._asked = (path, leave_out)
        self.form.form.clear_problems()
        self._begin_work(_("Checking every row; nothing is saved yet"))
        self._job = self.frame.background.run_long(
            self,
            _Check(self.services, path, leave_out=leave_out),
            done=self._checked,
            failed=self._failed,
            progress=self._show_progress,
            cancelled=self._stopped,
        )

    def bring_in(self) -> None:
        """Save all of it on the worker, or nothing."""
        if self.proposal is None or self.proposal.refused:
            return
        self._begin_work(_("Importing: all of it or nothing"))
        self._job = self.frame.background.run_long(
            self,
            _BringIn(self.services, self.proposal),
            done=self._imported,
            failed=self._failed,
            progress=self._show_progress,
            cancelled=self._stopped,
        )

    def _make_done(self) -> None:
        done = QWidget()
        inner = column(done, gap=14)
        self.done = Banner(Tone.OK, "")
        self.done.setObjectName("done")
        inner.addWidget(self.done)
        self.came_in = label("", wrap=True)
        self.came_in.setObjectName("came_in")
        inner.addWidget(self.came_in)
        holder = QWidget()
        buttons = Flow(holder, gap=10)
        self.to_caseload = primary(_("Go to the caseload"), "users")
        self.to_caseload.setObjectName("to_caseload")
        self.more = secondary(_("Import another"))
        self.more.setObjectName("more")
        buttons.addWidget(self.to_caseload)
        buttons.addWidget(self.more)
        self.to_caseload.clicked.connect(self._go_to_caseload)
        self.more.clicked.connect(self.begin)
        inner.addWidget(holder)
        self._done_face = self._scrolled(done)

    def _scrolled(self, content: QWidget) -> Scrolled:
        holder = Tall()
        inner = column(holder, margins=(2, 2, 14, 8))
        inner.addWidget(content)
        inner.addStretch()
        return Scrolled(holder)

    def _begin_work(self, title: str) -> None:
        self._end_work()
        self._panel = ProgressPanel(title)
        self._panel.setObjectName("progress")
        self._panel.cancelled.connect(self._cancel)
        self._work.insertWidget(0, self._panel)
        self._show(self._work_face)

    def _end_work(self) -> None:
        if self._panel is not None:
            self._work.removeWidget(self._panel)
            self._panel.hide()
            self._panel.deleteLater()
        self._panel, self._job = None, None

    def _show_progress(self, done: int, total: int, _words: str) -> None:
        if self._panel is not None and not (self._job and self._job.is_cancelled):
            percent = 100 * done // total if total else 0
            self._panel.show_progress(percent, 100, _("{n} %").format(n=percent))

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _checked(self, proposal: Proposal) -> None:
        self._end_work()
        self.proposal = proposal
        self.report.show_proposal(proposal, leaves_out=bool(self._asked and self._asked[1]))
        self._show(self._report_face)

    def _imported(self, changes: Changes) -> None:
        self._end_work()
        counts = self.proposal.counts if self.proposal else {}
        self.proposal = None
        words = in_words(counts)
        first = words[0] if words else _("Nothing")
        self.came_in.setText("  ·  ".join(words))
        self.done.say(_("Everything is in the vault."), lead=_("Imported."))
        self._show(self._done_face)
        self.frame.announce(changes, _("Imported: {what}").format(what=first))

    def _failed(self, error: Exception) -> None:
        """Say why; a proposal that could not come in is checked again before the next try."""
        self._end_work()
        self.begin()
        if not isinstance(error, Refusal):
            raise error
        self.form.show_refusal(error)

    def _stopped(self) -> None:
        self._end_work()
        self.frame.said.emit(_("Stopped. Nothing was imported."))
        self._show(self._report_face if self.proposal else self._form_face)

    def _check_again(self, leave_out: bool) -> None:
        if self._asked is not None:
            self.form.leave_out.set_value(leave_out)
            self.check(self._asked[0], leave_out)

    def _show(self, face: QWidget) -> None:
        self.stack.setCurrentWidget(face)
        if self.isVisible():
            self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_to_caseload(self) -> None:
        self.frame.go.emit(Place(Room.CASELOAD))


class _Percent:
    """Tells a job how far it is, once for each per cent, so that no signals pile up."""

    def __init__(self, job: Job[Proposal] | Job[Changes]) -> None:
        self._job = job
        self._told = -1

    def __call__(self, done: int, total: int) -> None:
        percent = 100 * done // total if total else 0
        if percent != self._told or self._job.is_cancelled:
            self._told = percent
            self._job.at(done, total)


class _Check:
    """The work of a dry run, holding no widget."""

    def __init__(self, services: Services, path: Path, *, leave_out: bool) -> None:
        self._services, self._path, self._leave_out = services, path, leave_out

    def __call__(self, job: Job[Proposal]) -> Proposal:
        return self._services.importing.read(
            self._path, ignore_unknown=self._leave_out, progress=_Percent(job)
        )


class _BringIn:
    """The work of an import, holding no widget; stopping undoes the whole transaction."""

    def __init__(self, services: Services, proposal: Proposal) -> None:
        self._services, self._proposal = services, proposal

    def __call__(self, job: Job[Changes]) -> Changes:
        return self._services.importing.bring_in(self._proposal, _Percent(job))
