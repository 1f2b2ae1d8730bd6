"""What should be known before a return is released, and who can still put it right?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from youthcase.domain.benefit import Reason
from youthcase.domain.dates import plain
from youthcase.i18n import _, plural
from youthcase.ui.kit.buttons import Button, link
from youthcase.ui.kit.cards import Card
from youthcase.ui.kit.form import Scrolled
from youthcase.ui.kit.icons import Icon
from youthcase.ui.kit.measure import column, row
from youthcase.ui.kit.reflow import Turning
from youthcase.ui.kit.tall import Tall
from youthcase.ui.kit.text import label
from youthcase.ui.pages import release_words as words_of
from youthcase.ui.pages.returns_chart import Definition

if TYPE_CHECKING:
    from collections.abc import Sequence

    from youthcase.ui.pages.release_desk import ReleaseDesk
    from youthcase.ui.pages.release_work import Drafted

_GOOD, _LOOK, _KNOW = ("circle-check", "ok"), ("triangle-alert", "warn"), ("info", "info")


class ChecksView(Scrolled):
    """Every check with what it means, and the rule in its own words: before any figure."""

    list_wanted = Signal(str)  # a part of the returns page: "gaps" or "short"

    def __init__(self, desk: ReleaseDesk, parent: QWidget | None = None) -> None:
        self._desk = desk
        holder = Tall()
        outer = column(holder, gap=12, margins=(2, 2, 14, 16))
        self.definition = Definition()
        self.checks = Card(_("Before you release it"), gap=12)
        self.checks.setObjectName("release_checks")
        self._lines = column(gap=12)
        self.checks.body.addLayout(self._lines)
        self.workers = Card(_("Gaps by worker"), gap=8)
        self.workers.setObjectName("release_workers")
        self._whose = column(gap=8)
        self.workers.body.addLayout(self._whose)
        left = QWidget()
        found = column(left, gap=12)
        found.addWidget(self.checks)
        found.addWidget(self.workers)
        found.addStretch()
        right = QWidget()
        rule = column(right)
        rule.addWidget(self.definition)
        rule.addStretch()
        outer.addWidget(Turning([left, right], narrow=860, stretches=(1, 1)))
        outer.addStretch()
        super().__init__(holder, parent)
        self.setObjectName("release_checks_view")

    def show_draft(self, drafted: Drafted) -> None:
        """Show what is to be known about a draft."""
        self.definition.show_rule(drafted.draft.definition)
        for lines in (self._lines, self._whose):
            while (item := lines.takeAt(0)) is not None:
                if (old := item.widget()) is not None:
                    old.hide()
                    old.deleteLater()
        self._say_facts(drafted)
        self._say_gaps(drafted)
        self._say_fixable(drafted)
        self._say_known(drafted)
        self._say_workers(drafted)
        self.verticalScrollBar().setValue(0)

    def _say_facts(self, drafted: Drafted) -> None:
        day, as_at = drafted.draft.facts_of, self._desk.releasing().today
        if day is None or day == as_at:
            self._say(_GOOD, _("The counting facts are of today"), "")
        else:
            self._say(
                _LOOK,
                _("The counting facts are of {day}").format(day=plain(day)),
                _("Casework since then is not in them. A supervisor who unlocks brings "
                  "them up to date."),
            )  # fmt: skip
        if drafted.draft.restates is not None:
            self._say(
                _KNOW,
                _("This restates release {n}").format(n=drafted.draft.restates.number),
                _("The earlier one is kept as it is."),
            )

    def _say_gaps(self, drafted: Drafted) -> None:
        warnings = drafted.draft.count.warnings
        if not warnings:
            self._say(_GOOD, _("The record has all that the rule needs"), "")
            return
        title = plural("{n} gap in the record", "{n} gaps in the record", len(warnings))
        kinds = words_of.gaps_in_words(words_of.by_gap(warnings)) + "."
        self._say(_LOOK, title, kinds, _("Open the list"), "gaps")

    def _say_fixable(self, drafted: Drafted) -> None:
        count = drafted.draft.count
        lapsed = words_of.lacking_only(count, Reason.PLAN_LAPSED)
        self._say(
            _LOOK if lapsed else _GOOD,
            plural(
                "{n} plan has lapsed that one review would put right",
                "{n} plans have lapsed that one review would put right",
                lapsed,
            )
            if lapsed
            else _("No plan has lapsed that one review would put right"),
            _("They would count once the plan is reviewed.") if lapsed else "",
            _("Open the list") if lapsed else "",
            "short",
        )
        waiting = words_of.lacking_only(count, Reason.NOT_APPROVED)
        self._say(
            _LOOK if waiting else _GOOD,
            plural("{n} plan waits for approval", "{n} plans wait for approval", waiting)
            if waiting
            else _("No plan that would count waits for approval"),
            _("They would count once a supervisor approves it.") if waiting else "",
            _("Open the list") if waiting else "",
            "short",
        )

    def _say_known(self, drafted: Drafted) -> None:
        number = drafted.draft.by_name
        self._say(
            _LOOK if number else _GOOD,
            plural(
                "{n} person is told apart by name and date of birth only",
                "{n} people are told apart by name and date of birth only",
                number,
            )
            if number
            else _("Everybody is told apart by the team's reference"),
            _("A misspelling would count somebody twice.") if number else "",
        )

    def _say_workers(self, drafted: Drafted) -> None:
        self.workers.setVisible(self._desk.frame is not None and bool(drafted.by_worker))
        for name, warnings in drafted.by_worker:
            holder = QWidget()
            inner = column(holder, gap=0)
            top = row(gap=8)
            top.addWidget(label(name, "strong", wrap=True), 1)
            top.addWidget(label(str(len(warnings)), "strong"))
            inner.addLayout(top)
            kinds = words_of.gaps_in_words(words_of.by_gap(warnings))
            inner.addWidget(label(kinds, "cap", tone="muted", wrap=True))
            self._whose.addWidget(holder)

    def _say(
        self,
        sign: Sequence[str],
        title: str,
        about: str,
        action: str = "",
        part: str = "",
    ) -> None:
        """One line: a sign, what was found, what it means, and the way to the list."""
        holder = QWidget()
        line = row(holder, gap=10)
        line.addWidget(Icon(sign[0], sign[1], 18), 0, Qt.AlignmentFlag.AlignTop)
        words = column(gap=0)
        words.addWidget(label(title, "strong", wrap=True))
        if about:
            words.addWidget(label(about, "cap", tone="muted", wrap=True))
        line.addLayout(words, 1)
        if action and self._desk.frame is not None:
            button = link(action)
            button.setAccessibleName(f"{action}: {title}")
            button.setObjectName(f"release_list.{part}.{self._lines.count()}")
            button.setProperty("part", part)
            button.clicked.connect(self._open)
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._lines.addWidget(holder)

    def _open(self) -> None:
        sender = self.sender()
        if isinstance(sender, Button):
            self.list_wanted.emit(str(sender.property("part")))
