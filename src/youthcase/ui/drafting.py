"""When is a half-filled form kept in the vault, and how is it offered back?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from youthcase.domain.dates import clock, local_time, short
from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.ui.kit.announce import announce
from youthcase.ui.kit.banner import Banner
from youthcase.ui.kit.buttons import quiet
from youthcase.ui.kit.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from youthcase.domain.ids import PersonId
    from youthcase.services.drafts import Drafts, Kept
    from youthcase.ui.kit.form import Form

_WORDS = {
    "contact": _("a contact"),
    "correction": _("a correction"),
    "addition": _("an addition to a contact"),
    "withdrawal": _("why a contact is withdrawn"),
    "accept": _("a decision about a referral"),
    "turn-down": _("a decision about a referral"),
    "agreement": _("an agreement"),
    "case": _("a change to a case"),
    "hand-over": _("a handover"),
    "closing": _("the closing of a case"),
    "referral": _("a referral"),
    "about": _("about a young person"),
    "scores": _("scores"),
    "new-person": _("about a new young person"),
}
AFTER_MS = 800  # after the last key
AT_LATEST_MS = 3_000  # after the first key that is not kept yet, however fast one types


class Pace(QObject):
    """When what is written is due to be kept: soon after each key, and not later than that."""

    due = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._soon, self._at_latest = self._timer(AFTER_MS), self._timer(AT_LATEST_MS)

    def touch(self) -> None:
        """A key was pressed."""
        self._soon.start(AFTER_MS)
        if not self._at_latest.isActive():
            self._at_latest.start()

    def hurry(self) -> None:
        """The keyboard has gone elsewhere: it is due as soon as what is under way is done.

        Not at once: a lock moves the keyboard while it hides the windows, and nothing may
        delay that, least of all a vault that somebody else is writing in.
        """
        self._soon.start(0)

    def rest(self) -> None:
        """It is kept, or there is nothing to keep."""
        self._soon.stop()
        self._at_latest.stop()

    def _timer(self, after: int) -> QTimer:
        made = QTimer(self)
        made.setSingleShot(True)
        made.setInterval(after)
        made.timeout.connect(self.due)
        return made


class Keeping(QObject):
    """What keeps unfinished writing; dirty while some of it is not in the vault."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.is_dirty = False


class Jotting(QObject):
    """One line that is not a form yet: what is written in it answers `name` of a form."""

    changed = Signal()

    def __init__(self, name: str, edit: QLineEdit, parent: QObject) -> None:
        super().__init__(parent)
        self._name, self._edit = name, edit
        edit.textChanged.connect(self.changed)

    def values(self) -> dict[str, object]:
        """What has been written, by the name of the answer."""
        return {self._name: self._edit.text().strip() or None}

    def set_values(self, values: Mapping[str, object]) -> None:
        """Show what was written."""
        self._edit.setText(str(values[self._name] or ""))


class FormKeeper(Keeping):
    """Keeps what stands in a form: soon after each key, and whenever asked.

    A keep takes a few milliseconds and is done when `keep` returns, so locking the vault
    right afterwards loses nothing. What is the same as at the beginning is not kept.
    """

    kept = Signal()
    failed = Signal(str)  # a sentence

    def __init__(
        self,
        drafts: Drafts,
        kind: str,
        person: PersonId | None,
        form: Form | Jotting,
        page: QWidget,
    ) -> None:
        super().__init__(page)
        self._drafts, self.kind, self._person = drafts, kind, person
        self._form, self._page = form, page
        self._before = form.values()
        self._own: Kept | None = None
        self._pace = Pace(self)
        self._pace.due.connect(self.keep)
        form.changed.connect(self._touch)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)

    def start(self) -> None:
        """Take the answers as they stand for the beginning."""
        self._pace.rest()
        self._before = self._form.values()

    def offered(self) -> Kept | None:
        """What was left unfinished in such a form before."""
        return self._drafts.find(self.kind, self._person)

    def go_on(self, kept: Kept) -> None:
        """Show what was left, and keep what is added to it in its place."""
        self._own = kept
        known = self._form.values()
        self._form.set_values({n: v for n, v in kept.content.items() if n in known})

    def throw_away(self, kept: Kept) -> None:
        """Forget what was left."""
        self._drafts.drop(kept.id)

    def keep(self) -> None:
        """Keep what was written since the last time."""
        self._pace.rest()
        if not self.is_dirty:
            return
        values = self._form.values()
        try:
            if values != self._before:
                id_ = self._own.id if self._own else None
                self._own = self._drafts.keep(self.kind, self._person, values, id_)
            else:
                self._drop()
        except (Refusal, OSError) as problem:
            self.failed.emit(str(problem) if isinstance(problem, Refusal) else _not_kept())
            return
        self.is_dirty = False
        self.kept.emit()

    def holds(self, kept: Kept) -> bool:
        """Whether that draft is the one that is written on here."""
        return self._own is not None and self._own.id == kept.id

    def end(self) -> None:
        """Keep what stands there, and no more from now on."""
        self.keep()
        self._form.changed.disconnect(self._touch)
        self.setParent(None)
        self.deleteLater()

    def forget(self) -> None:
        """It was saved for good, or thrown away: nothing is left to keep."""
        self._pace.rest()
        self.is_dirty = False
        self._drop()

    def _drop(self) -> None:
        own, self._own = self._own, None
        if own is not None:
            self._drafts.drop(own.id)

    def _touch(self) -> None:
        self.is_dirty = True
        self._pace.touch()

    def _focus_moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        if self.is_dirty and (now is None or not self._page.isAncestorOf(now)):
            self._pace.hurry()


class DraftOffer(Banner):
    """What was being written and since when: go on with it, or throw it away."""

    def __init__(self, words: str) -> None:
        super().__init__(Tone.INFO, words, icon="pencil-line")
        self.setObjectName("draft_offer")
        self.go_on = quiet(_("Go on"))
        self.go_on.setObjectName("draft_go_on")
        self.throw_away = quiet(_("Throw away"))
        self.throw_away.setObjectName("draft_throw_away")
        line = self.layout()
        if isinstance(line, QHBoxLayout):
            line.addWidget(self.go_on)
            line.addWidget(self.throw_away)


class Drafting(QObject):
    """A form's keeper, with the banners that it needs above the form."""

    resumed = Signal()
    grown = Signal()  # a banner has come or gone

    def __init__(self, keeper: FormKeeper, place: QVBoxLayout) -> None:
        super().__init__(keeper)
        self.keeper = keeper
        self._place = place
        self._offer: DraftOffer | None = None
        self._kept = keeper.offered()
        self._trouble = Banner(Tone.DANGER, "")
        self._trouble.setObjectName("draft_not_kept")
        place.insertWidget(0, self._trouble)
        self._trouble.hide()
        keeper.failed.connect(self._say_trouble)
        keeper.kept.connect(self._trouble.hide)
        if self._kept is not None:
            self._offer = DraftOffer(were_writing(words_of(keeper.kind), self._kept.saved_at))
            self._offer.go_on.clicked.connect(self.go_on)
            self._offer.throw_away.clicked.connect(self.throw_away)
            place.insertWidget(0, self._offer)

    def go_on(self) -> None:
        """Put back what was left unfinished."""
        kept = self._close()
        if kept is not None:
            self.keeper.go_on(kept)
            self.resumed.emit()

    def throw_away(self) -> None:
        """Forget what was left unfinished."""
        kept = self._close()
        if kept is not None:
            self.keeper.throw_away(kept)
            announce(_("Thrown away"))

    def _close(self) -> Kept | None:
        kept, self._kept = self._kept, None
        offer, self._offer = self._offer, None
        if offer is not None:
            self._place.removeWidget(offer)
            offer.hide()
            offer.deleteLater()
            self.grown.emit()
        return kept

    def _say_trouble(self, sentence: str) -> None:
        self._trouble.say(sentence)
        self._trouble.show()
        self.grown.emit()


def were_writing(what: str, when: datetime) -> str:
    """Say it as in: You were writing a contact on Thu 19 Nov, 14:02."""
    moment = local_time(when)
    return _("You were writing {what} on {day}, {time}.").format(
        what=what, day=short(moment.date()), time=clock(moment.time())
    )


def words_of(kind: str) -> str:
    """What one was writing in a form whose drafts are of this kind."""
    return _WORDS[kind.partition("/")[0]]


@runtime_checkable
class GoesOn(Protocol):
    """A page whose half-filled form can be opened again from outside."""

    def go_on(self, kind: str) -> bool:
        """Open the form whose draft is of this kind, filled."""
        ...


def is_open(window: QWidget, kept: Kept) -> bool:
    """Whether that draft is being written on in some form of the window."""
    return any(keeper.holds(kept) for keeper in window.findChildren(FormKeeper))


def keep_all(window: QWidget) -> None:
    """Keep what stands in every form of the window, in dialogs as on pages."""
    for keeper in window.findChildren(FormKeeper):
        keeper.keep()


def is_all_kept(window: QWidget) -> bool:
    """Whether all that stands in the forms and plans of the window is in the vault."""
    return not any(keeper.is_dirty for keeper in window.findChildren(Keeping))


def _not_kept() -> str:
    return _(
        "What you are writing could not be kept on this computer. It still stands here: "
        "leave this open, and make room on the disk."
    )
