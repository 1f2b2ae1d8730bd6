"""How does it look here, what has the service chosen, is the vault whole, what is this?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget

from youthcase.errors import Damaged, Refusal
from youthcase.i18n import _
from youthcase.services.settings import IDLE_MINUTES, PLAN_SPAN, SERVICE_NAME, TARGET
from youthcase.ui.frame import Frame, Page, Place, Room
from youthcase.ui.kit.form import Scrolled
from youthcase.ui.kit.measure import column, fit
from youthcase.ui.kit.reflow import PageHeader
from youthcase.ui.kit.tabs import Tabs
from youthcase.ui.kit.tall import Tall
from youthcase.ui.pages.settings_helplines import Helplines
from youthcase.ui.pages.settings_languages import Languages
from youthcase.ui.pages.settings_logo import OurOrganisation
from youthcase.ui.pages.settings_parts import About, Appearance, Check, Service
from youthcase.ui.pages.settings_sections import Suggestions, Titles

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtWidgets import QWidget

    from youthcase.domain.changes import Changes
    from youthcase.services.sitting import Finding

_NAMES = (SERVICE_NAME, TARGET, PLAN_SPAN, IDLE_MINUTES)
_WIDEST = 880
GENERAL, COPIES, SECTIONS = "general", "copies", "sections"


class SettingsPage(Page):
    """Appearance for everybody; the service and the check for supervisors; about."""

    room = Room.SETTINGS

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(frame, parent)
        self.setObjectName("settings")
        outer = column(self, gap=14, margins=(24, 18, 24, 16))
        outer.addWidget(PageHeader(_("Settings")))
        parts = [
            (GENERAL, _("General")),
            (COPIES, _("Copies")),
            (SECTIONS, _("Sections of the plan")),
        ]
        self.tabs = Tabs(_("Settings"), parts)
        self.tabs.setObjectName("settings_tabs")
        self.tabs.chosen.connect(self.show_part)
        outer.addWidget(self.tabs)
        self.appearance = Appearance()
        self.service = Service()
        self.check = Check()
        self.about = About()
        self.organisation, self.helplines = OurOrganisation(frame), Helplines(frame)
        self.languages = Languages(frame)
        self.titles, self.suggestions = Titles(frame), Suggestions(frame)
        self.own = (self.organisation, self.helplines, self.titles, self.suggestions)
        self._cards: dict[str, tuple[QWidget, ...]] = {
            GENERAL: (self.appearance, self.service, self.check, self.about),
            COPIES: (self.organisation, self.helplines, self.languages),
            SECTIONS: (self.titles, self.suggestions),
        }
        self.stack = QStackedWidget()
        for cards in self._cards.values():
            self.stack.addWidget(_scrolled(cards))
        outer.addWidget(self.stack, 1)
        supervises = self.services.sitting.supervises
        for part in (self.tabs, self.service, self.check):
            part.setVisible(supervises)
        self.service.submitted.connect(self._save)
        self.check.wanted.connect(self._check)
        self.check.help_wanted.connect(self._help)

    def open(self, place: Place) -> None:
        """Show what has been chosen, on the part that was asked for."""
        if not self.services.sitting.supervises:
            return
        value = self.services.settings.value
        self.service.show_choices({name: value(name) for name in _NAMES})
        for card in (*self.own, self.languages):
            card.look()
        self.show_part(place.id if place.id in self._cards else self.tabs.current_key())

    def show_part(self, key: str) -> None:
        """Show one part of the settings."""
        self.tabs.set_current(key)
        self.stack.setCurrentIndex(list(self._cards).index(key))

    def first_focus(self) -> QWidget:
        """The colours, or what is asked first on another part."""
        if self.tabs.current_key() != GENERAL:
            return self.tabs
        chosen = (r for r in self.appearance.mode.radios if r.isChecked())
        return next(chosen, self.appearance.mode.radios[0])

    def _save(self, choices: Mapping[str, str]) -> None:
        """Keep each choice that is new; the first refusal stops at its box."""
        self.service.form.clear_problems()
        settings = self.services.settings
        done: Changes | None = None
        for name in _NAMES:
            if choices[name] == settings.value(name):
                continue
            try:
                done = settings.choose(name, choices[name])
            except Refusal as refusal:
                self.service.show_refusal(refusal, name)
                return
            self.frame.announce(done)
        if done is None:
            self.frame.said.emit(_("Nothing was changed"))
        else:
            self.frame.said.emit(_("Settings saved"))

    def _check(self) -> None:
        self.check.set_busy()
        self.frame.background.run(
            self, self.services.sitting.check, done=self._checked, failed=self._failed
        )

    def _checked(self, findings: tuple[Finding, ...]) -> None:
        self.check.show_findings(findings)
        wrong = [finding.line for finding in findings if not finding.is_sound]
        if wrong:
            found = _("The check has found: {lines}.").format(lines="; ".join(wrong))
            self.frame.keeper.meet(Damaged(found))

    def _help(self) -> None:
        self.frame.go.emit(Place(Room.DAMAGE))

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, Refusal):
            raise error
        self.check.show_refusal(error)


def _scrolled(cards: Sequence[QWidget]) -> Scrolled:
    holder = fit(Tall(), max_width=_WIDEST)
    inner = column(holder, gap=16, margins=(2, 2, 14, 8))
    for card in cards:
        inner.addWidget(card)
    inner.addStretch()
    return Scrolled(holder)
