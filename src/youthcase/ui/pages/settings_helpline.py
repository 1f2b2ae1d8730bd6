"""What is there to say about one number: whose, what for, when, and who has checked it?"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from youthcase.domain import own_helplines
from youthcase.domain.plan_sections import Helpline
from youthcase.i18n import _
from youthcase.ui.kit.buttons import primary, secondary
from youthcase.ui.kit.fields import CheckField, DateField, TextField
from youthcase.ui.kit.form import Form
from youthcase.ui.kit.measure import row

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

NEW = -1  # where a line goes that is not in the list yet


class HelplineForm(QWidget):
    """One number: whose, what for, when, on which copies, and when it was checked."""

    submitted = Signal(int, object)  # where in the list, Helpline
    left = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("helpline_form")
        self._at = NEW
        self.form = Form(
            [
                TextField(
                    "name",
                    _("Whose number is it?"),
                    required=True,
                    missing=_("Enter whose number it is"),
                    longest=own_helplines.LONGEST_NAME,
                ),
                TextField(
                    "number",
                    _("Number"),
                    hint=_("As it is dialled from here, such as 0800 1111."),
                    required=True,
                    missing=_("Enter the number"),
                    longest=20,
                    width=220,
                ),
                CheckField("by_text", _("It takes text messages, not calls")),
                TextField("words", _("What is it for?"), longest=own_helplines.LONGEST_WORDS),
                TextField(
                    "hours",
                    _("When does somebody answer?"),
                    hint=_("Say too whether it is free."),
                    longest=own_helplines.LONGEST_HOURS,
                ),
                CheckField(
                    "carried",
                    _("On copies that a young person carries, too"),
                    hint=_("At most four. They must tell nothing to whoever finds them."),
                ),
                TextField(
                    "source",
                    _("Where was it checked?"),
                    hint=_("The page or the person. Stands here, on no paper."),
                    longest=120,
                ),
                DateField("last_checked", _("Last checked on"), latest=None, today=today),
            ]
        )
        self.save = primary(_("Save the number"))
        self.save.setObjectName("helpline.save")
        self.cancel = secondary(_("Cancel"))
        self.cancel.setObjectName("helpline.cancel")
        line = row(gap=10)
        line.addWidget(self.save)
        line.addWidget(self.cancel)
        line.addStretch()
        self.form.body.addLayout(line)
        outer = row(self)
        outer.addWidget(self.form)
        self.save.clicked.connect(self._send)
        self.cancel.clicked.connect(self.left)

    def ask(self, at: int, line: Helpline) -> None:
        """Show one line to be changed, or an empty one."""
        self._at = at
        self.form.clear_problems()
        self.form.set_values({name: getattr(line, name) for name in self.form.values()})

    def _send(self) -> None:
        if not self.form.check():
            return
        values = self.form.values()

        def said(name: str) -> str:
            return str(values[name] or "")

        self.submitted.emit(
            self._at,
            Helpline(
                name=said("name"),
                number=said("number"),
                words=said("words"),
                hours=said("hours"),
                source=said("source"),
                carried=bool(values["carried"]),
                by_text=bool(values["by_text"]),
                last_checked=cast("date | None", values["last_checked"]),
            ),
        )
