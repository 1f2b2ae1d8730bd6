"""Is the log sound; and if it is not, what is wrong, since when, what is safe, what to do?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from youthcase.domain.dates import plain
from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.services import audit_words
from youthcase.ui.kit.announce import announce
from youthcase.ui.kit.banner import Banner
from youthcase.ui.kit.buttons import quiet
from youthcase.ui.kit.cards import Card
from youthcase.ui.kit.icons import Icon
from youthcase.ui.kit.measure import column, row
from youthcase.ui.kit.progress import ProgressPanel
from youthcase.ui.kit.text import heading, label
from youthcase.ui.kit.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from youthcase.services.audit_log import AuditLog, Verdict
    from youthcase.ui.kit.background import Background, Job

TO_DO = (
    _("Write nothing more in this vault, and delete nothing."),
    _("Note the day, the time and what stands here, and tell whoever answers for the records."),
    _("Compare the newest seal on paper: Monthly seal, Compare a paper."),
    _("Restore a backup from before that time beside this vault, and see what differs."),
)


class LogCheck(QWidget):
    """Progress while the log is checked, then the answer in words until it is closed."""

    ended = Signal()

    def __init__(self, background: Background, log: AuditLog) -> None:
        super().__init__()
        self._background, self._log = background, log
        self._job: Job[Verdict] | None = None
        self._shown: QWidget | None = None
        self._outer = column(self)
        self.hide()

    @property
    def is_busy(self) -> bool:
        """Whether the log is being checked now."""
        return self._job is not None

    def begin(self) -> None:
        """Check the log on the worker."""
        if self.is_busy:
            return
        panel = ProgressPanel(_("Checking the log"))
        panel.setObjectName("log_progress")
        panel.cancelled.connect(self.stop)
        self._put(panel)
        log = self._log

        def check(job: Job[Verdict]) -> Verdict:
            def at(done: int, total: int) -> None:
                job.at(done, total, _at(done, total))

            return log.verify(at)

        self._job = self._background.run_long(
            self,
            check,
            done=self._show,
            failed=self._fail,
            progress=panel.show_progress,
            cancelled=self._stopped,
        )

    def stop(self) -> None:
        """Ask the check to stop."""
        if self._job is not None:
            self._job.cancel()

    def close_answer(self) -> None:
        """Take the answer away."""
        self._put(None)
        self.ended.emit()

    def _show(self, verdict: Verdict) -> None:
        self._job = None
        self._put(Sound(verdict, self) if verdict.is_sound else Unsound(verdict, self))
        self.ended.emit()

    def _fail(self, problem: Exception) -> None:
        self._job = None
        if not isinstance(problem, Refusal):
            raise problem
        self._put(Banner(Tone.DANGER, str(problem)))
        announce(str(problem), assertive=True, source=self)
        self.ended.emit()

    def _stopped(self) -> None:
        self._job = None
        self._put(None)
        announce(_("The check was stopped"), source=self)
        self.ended.emit()

    def _put(self, shown: QWidget | None) -> None:
        if self._shown is not None:
            self._outer.removeWidget(self._shown)
            self._shown.hide()
            self._shown.deleteLater()
        self._shown = shown
        if shown is not None:
            self._outer.addWidget(shown)
            shown.show()
        self.setVisible(shown is not None)


class Sound(Banner):
    """All is well, in one line."""

    def __init__(self, verdict: Verdict, check: LogCheck) -> None:
        since = plain(verdict.since.date()) if verdict.since else _("the beginning")
        words = _(
            "{n} entries since {day} follow one another without a gap, and all records are as "
            "they say."
        ).format(n=f"{verdict.entries:,}", day=since)
        lead = _("The log is sound.")
        super().__init__(Tone.OK, words, lead=lead, action=_("Close"))
        self.setObjectName("log_sound")
        if self.action is not None:
            self.action.setObjectName("log_answer_close")
            self.action.clicked.connect(check.close_answer)
        announce(f"{lead} {words}", source=self)


class Unsound(Card):
    """What is wrong and since when, what is safe, and what to do, one below the other."""

    def __init__(self, verdict: Verdict, check: LogCheck) -> None:
        super().__init__(gap=8)
        self.setObjectName("log_unsound")
        lead = _("Something is wrong with the log.")
        since = (
            _("The last entry before it that is as it was written is of {time}.").format(
                time=audit_words.told(verdict.last_sound)
            )
            if verdict.last_sound
            else _("Since when cannot be told from inside.")
        )
        self.body.addWidget(Banner(Tone.DANGER, since, lead=lead))
        self._add(_("What is wrong"), verdict.problems, "circle-alert", "danger")
        safe = (
            _("The log up to {time} is as it was written.").format(
                time=audit_words.told(verdict.last_sound)
            )
            if verdict.last_sound
            else _("What is on the files can be read. The log cannot vouch for it.")
        )
        kept = _("Nothing was changed by looking. Backups made before then are not affected.")
        self._add(_("What is safe"), (safe, kept), "shield-check", "ok")
        self._add(_("What to do"), TO_DO, "chevron-right", "text2")
        self.body.addWidget(_close(check), 0, Qt.AlignmentFlag.AlignLeft)
        announce(f"{lead} {since}", assertive=True, source=self)

    def _add(self, title: str, sentences: Sequence[str], icon: str, ink: str) -> None:
        self.body.addWidget(heading(title, 3))
        for sentence in sentences:
            line = row(gap=8)
            line.addWidget(Icon(icon, ink, 16), 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(label(sentence, wrap=True), 1)
            self.body.addLayout(line)


def _close(check: LogCheck) -> QWidget:
    made = quiet(_("Close this answer"), "x")
    made.setObjectName("log_answer_close")
    made.clicked.connect(check.close_answer)
    return made


def _at(done: int, total: int) -> str:
    if done >= total:
        return _("Comparing the records with the log")
    return _("Entry {done} of {total}").format(done=f"{done:,}", total=f"{total:,}")
