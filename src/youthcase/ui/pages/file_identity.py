"""Whose file is this, and how is it safe to reach them?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from youthcase.i18n import _
from youthcase.ui.kit import theme
from youthcase.ui.kit.banner import Banner
from youthcase.ui.kit.buttons import primary, secondary
from youthcase.ui.kit.chips import Avatar, Chip, ChipLabel
from youthcase.ui.kit.flow import Flow
from youthcase.ui.kit.measure import column, row
from youthcase.ui.kit.tabs import Tabs
from youthcase.ui.kit.text import heading, label
from youthcase.ui.kit.tokens import Tone
from youthcase.ui.pages import file_words
from youthcase.ui.pages.file_columns import Columns

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from youthcase.services.people import CaseFile


class Alert(Banner):
    """A banner that asks for one line at least; its real height follows its width."""

    def minimumSizeHint(self) -> QSize:  # noqa: N802, D102
        return QSize(super().minimumSizeHint().width(), theme.em(38))


class IdentityBar(QFrame):
    """Name, age, reference, lead worker and state; the safe-contact alert; the sections."""

    contact_wanted = Signal()
    plan_wanted = Signal()

    def __init__(self, sections: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.setProperty("role", "identity")
        outer = column(self, gap=10, margins=(24, 14, 24, 0))
        top = Columns(fold_below=400, gap=12)
        top.add(self._who(), 1)
        top.add(self._buttons())
        outer.addWidget(top)
        self.alert = Alert(Tone.CARE, "")
        self.alert.setObjectName("safe_contact_alert")
        outer.addWidget(self.alert)
        self.tabs = Tabs(_("Sections of the file"), sections)
        self.tabs.setObjectName("tabs")
        outer.addWidget(self.tabs)

    def show_file(self, file: CaseFile, today: date, shown_name: str) -> None:
        """Say whose file it is; `shown_name` may be initials only."""
        person = file.person
        self.name.setText(shown_name)
        self.avatar.show_name(person.name)
        self.state.show_chip(file_words.state_chip(file.current))
        self.about.setText(file_words.about(person, file_words.lead_of(file), today))
        self.alert.setVisible(bool(person.safe_contact))
        self.alert.say(person.safe_contact or "", lead=_("Safe contact:"))

    def _who(self) -> QWidget:
        made = QWidget()
        line = row(made, gap=14)
        self.avatar = Avatar()
        line.addWidget(self.avatar, 0, Qt.AlignmentFlag.AlignTop)
        words = column(gap=2)
        name_line = row(gap=10)
        self.name = heading("", 1)
        self.name.setObjectName("name")
        self.state = ChipLabel(Chip(""))
        self.state.setObjectName("state")
        name_line.addWidget(self.name)
        name_line.addWidget(self.state)
        name_line.addStretch()
        self.about = label("", tone="muted", wrap=True)
        self.about.setObjectName("about_line")
        words.addLayout(name_line)
        words.addWidget(self.about)
        line.addLayout(words, 1)
        return made

    def _buttons(self) -> QWidget:
        made = QWidget()
        flow = Flow(made, gap=10)
        plan = secondary(_("Safety plan"), "shield")
        plan.setObjectName("open_plan")
        plan.clicked.connect(self.plan_wanted)
        contact = primary(_("Record a contact"), "plus")
        contact.setObjectName("record_contact")
        contact.setToolTip(_("Ctrl+N"))
        contact.clicked.connect(self.contact_wanted)
        flow.addWidget(plan)
        flow.addWidget(contact)
        return made
