"""What has happened so far, and what is next?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QFrame, QListView, QSizePolicy, QStackedWidget, QWidget

from youthcase.domain.chronology import Entry as Happened
from youthcase.domain.chronology import Happening
from youthcase.i18n import _
from youthcase.ui.drafting import FormKeeper, Jotting
from youthcase.ui.kit import theme, timeline
from youthcase.ui.kit.announce import announce
from youthcase.ui.kit.buttons import quiet
from youthcase.ui.kit.checks import Check
from youthcase.ui.kit.chips import Chip
from youthcase.ui.kit.choice_fields import Combo
from youthcase.ui.kit.empty import EmptyState
from youthcase.ui.kit.fields import IconField
from youthcase.ui.kit.flow import Flow
from youthcase.ui.kit.form import Scrolled
from youthcase.ui.kit.measure import column, fit
from youthcase.ui.kit.tokens import Tone
from youthcase.ui.pages import file_words
from youthcase.ui.pages.contact import KIND as CONTACT
from youthcase.ui.pages.file_columns import Columns
from youthcase.ui.pages.file_side import SideColumn

if TYPE_CHECKING:
    from datetime import date

    from youthcase.domain.ids import PersonId
    from youthcase.services.people import CaseFile
    from youthcase.ui.frame import Frame

WAYS = (
    ("quick_call", _("Call"), "phone", "PHONE"),
    ("quick_visit", _("Visit"), "house", "F2F_HOME"),
    ("quick_session", _("Session"), "message-circle-heart", "F2F_COMMUNITY"),
)
# What the reader calls kinds of entries: the record's own kinds, gathered under few words.
KINDS: tuple[tuple[str, frozenset[Happening]], ...] = (
    (_("Everything"), frozenset(Happening)),
    (_("Contacts"), frozenset({Happening.CONTACT})),
    (_("Safety plans and copies"), frozenset({Happening.PLAN, Happening.COPY})),
    (_("Scores"), frozenset({Happening.SCORE})),
    (
        _("Referrals and decisions"),
        frozenset(
            {
                Happening.REFERRAL,
                Happening.DECISION,
                Happening.AGREEMENT,
                Happening.CLOSING,
            }
        ),
    ),
)
_MARKS = {_("Withdrawn"): "ban", _("Significant"): "star", _("Late entry"): "clock"}
LEAST = 420  # folded, the timeline is never lower than a few entries
_WAIT = 120  # ms after the last key, so that a word is searched once


@dataclass(frozen=True, slots=True)
class _Line:
    """An entry with what is compared and shown."""

    happened: Happened
    words: str
    entry: timeline.Entry


class TimelineTab(QWidget):
    """The timeline beside what is next; beneath each other where it is narrow."""

    contact_wanted = Signal(str, str)  # mode and words, each perhaps empty
    opened = Signal(object)  # the chronology's entry

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self._lines: tuple[_Line, ...] = ()
        self._about: PersonId | None = None
        self._keeper: FormKeeper | None = None
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_WAIT)
        self._wait.timeout.connect(self._filter)
        self.side = SideColumn(frame)
        self._columns = Columns(fold_below=760)
        self._columns.box.setContentsMargins(0, 0, 0, 0)
        self._left = self._make_left()
        self._columns.add(self._left, 1)
        self._side_area = Scrolled(self.side)
        self._columns.add(self._side_area)
        self._columns.folded.connect(self._reflow)
        self._page = Scrolled(self._columns)
        self._page.viewport().installEventFilter(self)
        outer = column(self, margins=(24, 14, 12, 12))
        outer.addWidget(self._page)
        theme.follow(self._reflow_now)

    def show_file(self, file: CaseFile) -> None:
        """Read the entries and show them."""
        self._begin_note(file.person.id)
        today = self._frame.services.sitting.today
        happened = self._frame.services.people.timeline(file.person.id)
        self._lines = tuple(_line(h, n, today) for n, h in enumerate(happened))
        called = _("Write a quick note about {name}…").format(name=file.person.called)
        self.note.edit.setPlaceholderText(
            _("Write a quick note…") if self._frame.is_private else called
        )
        self._filter()
        self.side.show_file(file)
        self._reflow_now()

    def _begin_note(self, person: PersonId) -> None:
        """A quick note stays with whom it was begun about, and never goes to anybody else."""
        if person == self._about:
            return
        self._about = person
        if self._keeper is not None:
            self._keeper.end()
        self.note.edit.clear()
        drafts = self._frame.services.drafts
        self._keeper = FormKeeper(drafts, CONTACT, person, self._jotting, self)

    def clear_note(self) -> None:
        """Forget the quick note: it has been saved."""
        self.note.edit.clear()

    def shown(self) -> list[Happened]:
        """The entries that the filters leave."""
        kinds = KINDS[max(0, self.kinds.currentIndex())][1]
        words = self.search.text().casefold().split()
        only = self.significant.isChecked()
        return [
            line.happened
            for line in self._lines
            if line.happened.kind in kinds
            and (line.happened.significant or not only)
            and all(word in line.words for word in words)
        ]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802, D102
        if event.type() == QEvent.Type.Resize:
            self._reflow_now()
        return super().eventFilter(watched, event)

    def _make_left(self) -> QWidget:
        made = QWidget()
        stack = column(made, gap=10, margins=(0, 0, 4, 0))
        stack.addWidget(self._make_bar())
        stack.addWidget(self._make_filters())
        self.view = timeline.Timeline(_("Timeline"))
        self.view.setObjectName("timeline")
        # Laid out in slices: a thousand entries would otherwise hold the window up.
        self.view.setLayoutMode(QListView.LayoutMode.Batched)
        self.view.setBatchSize(40)
        self.view.opened.connect(self._open)
        self.empty = EmptyState("history", _("Nothing here yet"))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self.stack.addWidget(self.empty)
        fit(self.stack, min_height=170)
        stack.addWidget(self.stack, 1)
        return made

    def _make_bar(self) -> QWidget:
        """A note to begin with, or the way in which they met."""
        bar = QFrame()
        bar.setProperty("role", "card")
        line = Columns(fold_below=440, gap=4)
        line.box.setContentsMargins(4, 5, 8, 5)
        outer = column(bar)
        outer.addWidget(line)
        self.note = IconField("pencil-line", _("Quick note"), bare=True)
        self.note.edit.setObjectName("quick_note")
        self.note.edit.returnPressed.connect(self._take_note)
        self._jotting = Jotting("summary", self.note.edit, self)
        line.add(self.note, 1)
        holder = QWidget()
        flow = Flow(holder, gap=4)
        self._modes: dict[str, str] = {}
        for name, words, icon, mode in WAYS:
            button = quiet(words, icon)
            button.setObjectName(name)
            button.setAccessibleName(_("Record a contact: {how}").format(how=words))
            button.clicked.connect(self._start)
            self._modes[name] = mode
            flow.addWidget(button)
        line.add(holder)
        return bar

    def _make_filters(self) -> QWidget:
        made = Columns(fold_below=420, gap=8)
        self.search = IconField("search", _("Filter the timeline by words"))
        self.search.edit.setPlaceholderText(_("Filter by words"))
        self.search.edit.setObjectName("filter_words")
        self.search.changed.connect(self._wait.start)
        self.kinds = Combo(_("Filter the timeline by kind"))
        self.kinds.setObjectName("filter_kind")
        self.kinds.addItems([words for words, _kinds in KINDS])
        fit(self.kinds, min_width=150)
        self.kinds.currentIndexChanged.connect(self._filter)
        self.significant = Check(_("Significant only"))
        self.significant.setObjectName("filter_significant")
        policies = QSizePolicy.Policy
        self.significant.setSizePolicy(policies.Preferred, policies.Fixed)
        self.significant.toggled.connect(self._filter)
        made.add(self.search, 1)
        made.add(self.kinds)
        made.add(self.significant)
        return made

    def _filter(self) -> None:
        self._wait.stop()
        left = self.shown()
        kept = {id(h) for h in left}
        entries = [line.entry for line in self._lines if id(line.happened) in kept]
        self.view.set_entries(entries)
        self.stack.setCurrentWidget(self.view if entries else self.empty)
        if not self._lines:
            self.empty.say(
                _("Nothing here yet"), _("Record a contact; it will stand here from then on.")
            )
        elif not entries:
            self.empty.say(
                _("No entry fits the filter"), _("Use fewer words, or show everything.")
            )
        if len(left) != len(self._lines):
            announce(_("{n} entries").format(n=len(left)), source=self)

    def _open(self, key: str) -> None:
        line = next((line for line in self._lines if line.entry.key == key), None)
        if line:
            self.opened.emit(line.happened)

    def _take_note(self) -> None:
        self._hand_on("")

    def _start(self) -> None:
        sender = self.sender()
        mode = self._modes.get(sender.objectName(), "") if sender else ""
        self._hand_on(mode)

    def _hand_on(self, mode: str) -> None:
        """Open the form with what was written; from now on the form keeps it."""
        if self._keeper is not None:
            self._keeper.forget()
        self.contact_wanted.emit(mode, self.note.text().strip())

    def _reflow(self, _folded: bool) -> None:
        self._reflow_now()

    def _reflow_now(self) -> None:
        """Folded, the timeline keeps a screenful and the rest follows below it."""
        folded = self._columns.is_folded
        layout = self.side.layout()
        if folded and layout is not None:
            wide = max(200, self._page.viewport().width())
            need = max(layout.totalHeightForWidth(wide), self.side.sizeHint().height())
            self._side_area.setFixedHeight(need + 4)
            self._side_area.setMinimumWidth(0)
            self._side_area.setMaximumWidth(16_777_215)
            screenful = self._page.viewport().height() - theme.em(40)
            self._left.setMinimumHeight(max(screenful, theme.em(LEAST)))
        else:
            self._side_area.setMinimumHeight(0)
            self._side_area.setMaximumHeight(16_777_215)
            self._side_area.setFixedWidth(theme.em(292))
            self._left.setMinimumHeight(0)


def _line(happened: Happened, number: int, today: date) -> _Line:
    return _Line(
        happened,
        f"{happened.title} {happened.text} {happened.by}".casefold(),
        timeline.Entry(
            key=f"{happened.kind.name}:{happened.record}:{number}",
            title=happened.title,
            when=file_words.when(happened.day, happened.at, today),
            by=happened.by,
            body=happened.text,
            icon=happened.icon,
            tone=Tone(happened.tone) if happened.tone else Tone.PLAIN,
            section=file_words.stretch(happened.day, today),
            chips=_marks(happened),
        ),
    )


def _marks(happened: Happened) -> tuple[Chip, ...]:
    if not happened.mark:
        return ()
    tone = Tone.DANGER if happened.significant else Tone.NEUTRAL
    return (Chip(happened.mark, tone, _MARKS.get(happened.mark, "")),)
