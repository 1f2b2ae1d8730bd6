"""Of which cards are the settings made: appearance, the service, the check, about?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

import youthcase
from youthcase.errors import Refusal
from youthcase.i18n import _, plural
from youthcase.services.settings import (
    IDLE_MINUTES,
    LONGEST_IDLE,
    PLAN_SPAN,
    SERVICE_NAME,
    SHORTEST_IDLE,
    TARGET,
)
from youthcase.ui.kit import icons, theme
from youthcase.ui.kit.announce import announce
from youthcase.ui.kit.banner import Banner
from youthcase.ui.kit.buttons import link, primary, secondary
from youthcase.ui.kit.cards import Card, Facts
from youthcase.ui.kit.fields import Choice, NumberField, RadioField, TextField
from youthcase.ui.kit.form import Form
from youthcase.ui.kit.icons import Icon
from youthcase.ui.kit.measure import column, row, space
from youthcase.ui.kit.text import heading, label
from youthcase.ui.kit.tokens import Tone
from youthcase.ui.pages import settings_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QPaintEvent

    from youthcase.services.sitting import Finding

_PERCENTS = (90, 100, 110, 125, 150, 175, 200)


class Appearance(Card):
    """Light or dark and the size of all text, at once; the window remembers what is worn."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Appearance"), gap=16, parent=parent)
        self.setObjectName("appearance")
        modes = theme.Mode
        self.mode = RadioField(
            "mode",
            _("Colours"),
            (
                Choice(modes.SYSTEM, _("As this computer is set")),
                Choice(modes.LIGHT, _("Light")),
                Choice(modes.DARK, _("Dark")),
                Choice(modes.CONTRAST, _("High contrast")),
            ),
            hint=_("Kept on this computer, for everybody who uses it."),
            stacked=False,
        )
        self.percent = RadioField(
            "percent",
            _("Text size"),
            [Choice(p, _("{p} %").format(p=p)) for p in _PERCENTS],
            hint=_("Ctrl and + makes all text larger, Ctrl and - smaller, Ctrl and 0 normal."),
            stacked=False,
        )
        self.body.addWidget(self.mode)
        self.body.addWidget(self.percent)
        self._show_chosen()
        self.mode.changed.connect(self._choose_mode)
        self.percent.changed.connect(self._choose_percent)
        theme.current().changed.connect(self._show_chosen)

    def _choose_mode(self) -> None:
        mode = self.mode.value()
        if isinstance(mode, theme.Mode) and mode is not theme.current().mode:
            theme.current().set_mode(mode)

    def _choose_percent(self) -> None:
        percent = self.percent.value()
        if isinstance(percent, int) and percent != theme.current().percent:
            theme.current().set_percent(percent)

    def _show_chosen(self) -> None:
        """Follow what was chosen by keys, too."""
        worn = theme.current()
        for field in (self.mode, self.percent):
            field.blockSignals(True)
        self.percent.set_value(worn.percent)
        self.mode.set_value(worn.mode)
        for field in (self.mode, self.percent):
            field.blockSignals(False)


class Service(Card):
    """What the service is called, its target, the span of its plan, and when it locks."""

    submitted = Signal(object)  # the choices by name, as words

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("The service"), gap=12, parent=parent)
        self.setObjectName("service")
        self.form = Form(
            [
                TextField(
                    SERVICE_NAME,
                    _("Name of the service"),
                    hint=_("Printed on plans and shown to colleagues."),
                    longest=80,
                ),
                NumberField(
                    TARGET,
                    _("Target for a year"),
                    lowest=1,
                    highest=100_000,
                    hint=_("Young people who benefit, by the counting rule. Returns show it."),
                    required=True,
                ),
                TextField(
                    PLAN_SPAN,
                    _("Multi-year plan"),
                    hint=_(
                        "Its first and last day, such as 2022-04-01..2025-03-31, if a figure "
                        "is reported over several years. Empty if not."
                    ),
                    longest=40,
                    width=260,
                ),
                NumberField(
                    IDLE_MINUTES,
                    _("Minutes until the vault locks itself"),
                    lowest=SHORTEST_IDLE,
                    highest=LONGEST_IDLE,
                    hint=_("Without a key or a click, on every computer with this vault."),
                    required=True,
                ),
            ]
        )
        self.body.addWidget(self.form)
        self.save = primary(_("Save"))
        self.save.setObjectName("service.save")
        self.save.clicked.connect(self._send)
        self.body.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)

    def show_choices(self, choices: Mapping[str, str]) -> None:
        """Show what has been chosen."""
        self.form.clear_problems()
        self.form.set_values(choices)

    def show_refusal(self, refusal: Refusal, name: str) -> None:
        """Say at its box why a choice was not kept."""
        self.form.show_refusal(Refusal(str(refusal), field=name))

    def _send(self) -> None:
        if self.form.check():
            values = self.form.values()
            self.submitted.emit({n: "" if v is None else str(v) for n, v in values.items()})


class Check(Card):
    """Whether every part of the vault is whole."""

    wanted = Signal()
    help_wanted = Signal()  # something is not whole

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Check the vault"), gap=10, parent=parent)
        self.setObjectName("vault_check")
        words = _(
            "Reads every page and every entry of the audit and compares the tables with the "
            "journal. It changes no record, and you can go on working."
        )
        self.body.addWidget(label(words, tone="muted", wrap=True))
        line = row(gap=10)
        self.button = secondary(_("Check the vault"), "shield-check")
        self.button.setObjectName("check_vault")
        self.button.clicked.connect(self.wanted)
        line.addWidget(self.button)
        line.addStretch()
        self.body.addLayout(line)
        self._found = column(gap=10)
        self.body.addLayout(self._found)
        self._shown: QWidget | None = None

    def set_busy(self) -> None:
        """Show that it is being looked at."""
        self.button.setEnabled(False)
        self.button.setText(_("Checking…"))

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show each part and whether it is whole."""
        wrong = sum(not f.is_sound for f in findings)
        panel = QWidget()
        inner = column(panel, gap=8)
        if wrong:
            lead = plural("{n} part is not whole.", "{n} parts are not whole.", wrong)
            words = _("The rest can still be read. Nothing is erased by what comes next.")
            banner = Banner(Tone.DANGER, words, lead=lead, action=_("What to do"))
            if banner.action is not None:
                banner.action.setObjectName("check.help")
                banner.action.clicked.connect(self.help_wanted)
            inner.addWidget(banner)
        else:
            lead, words = (
                _("The vault is whole."),
                _("Every part was read and is as it should be."),
            )
            inner.addWidget(Banner(Tone.OK, words, lead=lead))
        grid = space(QGridLayout(), gap=6)
        grid.setColumnStretch(1, 1)
        for at, finding in enumerate(findings):
            icon = ("circle-check", "ok") if finding.is_sound else ("circle-alert", "danger")
            grid.addWidget(Icon(*icon, 16), at, 0, Qt.AlignmentFlag.AlignTop)
            said = label(finding.line, wrap=True)
            said.setObjectName(f"finding.{at}")
            grid.addWidget(said, at, 1)
        inner.addLayout(grid)
        self._put(panel)
        announce(f"{lead} {words}", assertive=bool(wrong), source=self)

    def show_refusal(self, refusal: Refusal) -> None:
        """Say why it could not be looked at."""
        self._put(Banner(Tone.DANGER, str(refusal)))

    def _put(self, panel: QWidget) -> None:
        self.button.setEnabled(True)
        self.button.setText(_("Check the vault"))
        if self._shown is not None:
            self._found.removeWidget(self._shown)
            self._shown.hide()
            self._shown.deleteLater()
        self._shown = panel
        self._found.addWidget(panel)


class About(Card):
    """Which version this is, what it protects against, what not, and its licences."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("About Youthcase"), gap=12, parent=parent)
        self.setObjectName("about")
        version = _("Version {version}").format(version=youthcase.__version__)
        self.body.addWidget(label(version, tone="muted"))
        self._add(_("What it protects against"), settings_words.PROTECTS, "shield-check", "ok")
        self._add(_("What it cannot do"), settings_words.PROTECTS_NOT, "shield-alert", "warn")
        self.fold = link(_("Show the licences"))
        self.fold.setObjectName("licences.fold")
        self.fold.clicked.connect(self._turn)
        self.body.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeft)
        self.licences = Facts(list(settings_words.LICENCES))
        self.licences.setObjectName("licences")
        self.licences.hide()
        self.body.addWidget(self.licences)

    def _add(self, title: str, sentences: Sequence[str], icon: str, ink: str) -> None:
        self.body.addWidget(heading(title, 3))
        for sentence in sentences:
            self.body.addWidget(_Point(sentence, icon, ink))

    def _turn(self) -> None:
        self.licences.setVisible(self.licences.isHidden())
        shown = not self.licences.isHidden()
        self.fold.setText(_("Hide the licences") if shown else _("Show the licences"))


class _Point(QLabel):
    """A sentence with its sign painted before it: one widget, since there are many."""

    def __init__(self, sentence: str, icon: str, ink: str) -> None:
        super().__init__(sentence)
        self._icon, self._ink = icon, ink
        self.setProperty("role", "body")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.follow(self._indent)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        super().paintEvent(event)
        painter = QPainter(self)
        painter.drawPixmap(0, theme.em(1), icons.pixmap(self._icon, self._ink, 16))
        painter.end()

    def _indent(self) -> None:
        self.setContentsMargins(theme.em(26), 0, 0, 0)
        self.update()
