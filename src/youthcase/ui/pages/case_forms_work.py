"""What is asked when a referral is decided, and when its work is handed over or closed?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from youthcase.domain.codes import code_list
from youthcase.domain.episodes import Agreement, Episode
from youthcase.domain.fields import label_of
from youthcase.i18n import _
from youthcase.ui.kit.banner import Banner
from youthcase.ui.kit.fields import Choice, ChoiceField, NumberField, RadioField
from youthcase.ui.kit.form import Form
from youthcase.ui.kit.text import heading
from youthcase.ui.kit.tokens import Tone
from youthcase.ui.pages.case_forms import Ask
from youthcase.ui.pages.file_columns import beside
from youthcase.ui.pages.file_fields import answered, ask, choices

if TYPE_CHECKING:
    from datetime import date

    from youthcase.domain.changes import Changes
    from youthcase.domain.ids import StaffId
    from youthcase.ui.frame import Frame

UNDECIDED = {"PENDING", "ACCEPTED"}


class Accept(Ask):
    """A referral becomes work."""

    saved_words = _("Referral accepted")
    draft_kind = "accept"

    def __init__(self, frame: Frame, episode: Episode) -> None:
        form = Form(
            [], title=_("Accept the referral"), hint=_("Work starts on the day that you give.")
        )
        super().__init__(frame, form, submit=_("Accept referral"))
        self._episode = episode
        form.add(ask(Episode, "start", self.today, kept=self.today(), required=True))
        form.add(ask(Episode, "decision_reason", self.today))
        self.begin(about=episode.person)

    def save(self) -> Changes:  # noqa: D102
        answers = self.form.values()
        return self.frame.services.episodes.accept(
            self._episode,
            start=cast("date", answers["start"]),
            reason=cast("str | None", answers["decision_reason"]),
        )


class TurnDown(Ask):
    """A referral does not become work."""

    saved_words = _("Decision saved")
    draft_kind = "turn-down"

    def __init__(self, frame: Frame, episode: Episode) -> None:
        form = Form(
            [],
            title=_("Turn the referral down"),
            hint=_("The referral stays on the file, with the reason."),
        )
        super().__init__(frame, form, submit=_("Save decision"))
        self._episode = episode
        offered = [
            c for c in choices("referral_decision", self.today()) if c.value not in UNDECIDED
        ]
        words = label_of(Episode, "decision")
        form.add(RadioField("decision", words, offered, required=True))
        form.add(ask(Episode, "decision_reason", self.today, required=True))
        self.begin(about=episode.person)

    def save(self) -> Changes:  # noqa: D102
        answers = self.form.values()
        return self.frame.services.episodes.turn_down(
            self._episode,
            decision=str(answers["decision"]),
            reason=str(answers["decision_reason"] or ""),
        )


class Answer(Ask):
    """What the young person says to working with us."""

    saved_words = _("Agreement saved")
    draft_kind = "agreement"

    def __init__(self, frame: Frame, episode: Episode) -> None:
        form = Form(
            [],
            title=label_of(Agreement, "answer"),
            hint=_("Each answer is a record of its own; earlier ones stay readable."),
        )
        super().__init__(frame, form, submit=_("Save answer"))
        self._episode = episode
        offered = choices("agreement_answer", self.today())
        form.add(RadioField("answer", _("Their answer"), offered, required=True))
        form.add(ask(Agreement, "agreed_on", self.today, kept=self.today()))
        form.add(ask(Agreement, "note", self.today))
        self.begin(about=episode.person)

    def save(self) -> Changes:  # noqa: D102
        answers = self.form.values()
        return self.frame.services.episodes.answer(
            self._episode,
            str(answers["answer"]),
            cast("date | None", answers["agreed_on"]),
            cast("str | None", answers["note"]),
        )


class ChangeCase(Ask):
    """Priority, main risk, how often they meet, and on which legal ground."""

    saved_words = _("Case changed")
    draft_kind = "case"

    def __init__(self, frame: Frame, episode: Episode) -> None:
        super().__init__(frame, Form([], title=_("Change the case")), submit=_("Save changes"))
        self._episode = episode
        for name in ("primary_risk", "priority"):
            self._add(name)
        often = NumberField(
            "contact_frequency_days",
            _("How often should there be contact? Every … days"),
            lowest=1,
            highest=365,
            hint=_("Left empty, a contact is due every 28 days."),
        )
        often.set_value(episode.contact_frequency_days)
        self.form.add(often)
        self._add("lawful_basis")
        self.begin(about=episode.person)

    def save(self) -> Changes:  # noqa: D102
        changed = answered(self._episode, self.form.values())
        return self.frame.services.episodes.change(changed)

    def _add(self, name: str) -> None:
        kept = getattr(self._episode, name)
        self.form.add(ask(Episode, name, self.today, kept=kept))


class HandOver(Ask):
    """Who leads the case from now on."""

    saved_words = _("Case handed over")
    draft_kind = "hand-over"

    def __init__(self, frame: Frame, episode: Episode) -> None:
        hint = _("What is due moves with the case. You may no longer be able to open it.")
        form = Form([], title=_("Hand the case over"), hint=hint)
        super().__init__(frame, form, submit=_("Hand over"))
        self._episode = episode
        form.add(lead_worker(frame, episode, required=True))
        self.begin(about=episode.person)

    def save(self) -> Changes:  # noqa: D102
        worker = cast("StaffId", self.form.field("lead_worker").value())
        return self.frame.services.episodes.allocate(self._episode, worker)


class Close(Ask):
    """Why, on which day, and with which last words."""

    saved_words = _("Case closed")
    draft_kind = "closing"

    def __init__(self, frame: Frame, episode: Episode) -> None:
        super().__init__(frame, Form([], title=_("Close the case")), submit=_("Close case"))
        self._episode = episode
        words = _("A closed case is only read from then on. A new referral opens a new one.")
        self.form.add_widget(Banner(Tone.WARN, words))
        reason = ask(Episode, "closure_reason", self.today, required=True)
        self.form.add(reason)
        self.form.add(ask(Episode, "end", self.today, kept=self.today(), required=True))
        self.form.add(ask(Episode, "closure_note", self.today))
        self.form.add_widget(heading(label_of(Episode, "closure_outcomes"), 3))
        offered = choices("closure_outcome", self.today())
        self._parts = {
            part.code: ChoiceField(f"outcome_{part.code.lower()}", part.label, offered)
            for part in code_list("closure_domain").codes
        }
        fields = list(self._parts.values())
        for pair in zip(fields[::2], fields[1::2], strict=True):
            beside(self.form, *pair)
        self.begin(about=episode.person)

    def save(self) -> Changes:  # noqa: D102
        answers = self.form.values()
        return self.frame.services.episodes.close(
            self._episode,
            end=cast("date", answers["end"]),
            reason=str(answers["closure_reason"] or ""),
            note=cast("str | None", answers["closure_note"]),
            outcomes={
                part: cast("str | None", field.value()) for part, field in self._parts.items()
            },
        )


class ReferAgain(Ask):
    """A new referral of somebody who is on file."""

    saved_words = _("Referral saved")
    draft_kind = "referral"

    def __init__(self, frame: Frame, episode: Episode, since_closing: str = "") -> None:
        super().__init__(frame, Form([], title=_("New referral")), submit=_("Save referral"))
        self._episode = episode
        if since_closing:
            self.form.add_widget(Banner(Tone.INFO, since_closing))
        add_referral(frame, self.form, episode, self.today())
        self.begin(about=episode.person)

    def save(self) -> Changes:  # noqa: D102
        new: Episode = replace(answered(self._episode, self.form.values()))
        return self.frame.services.episodes.refer(new)


def add_referral(frame: Frame, form: Form, episode: Episode, today: date) -> None:
    """Ask what a referral says; what is not marked can be filled in later."""

    def day() -> date:
        return today

    received = ask(
        Episode, "referral_received", day, kept=episode.referral_received, required=True
    )
    source = ask(Episode, "referral_source", day, required=True)
    form.add(received)
    beside(form, source, ask(Episode, "referrer", day))
    kind = ask(Episode, "referral_type", day, kept=episode.referral_type, required=True)
    risk = ask(Episode, "primary_risk", day, required=True)
    beside(form, kind, risk)
    form.add(ask(Episode, "reason", day, required=True))
    priority = ask(Episode, "priority", day, kept=episode.priority)
    beside(form, priority, lead_worker(frame, episode))


def lead_worker(frame: Frame, episode: Episode, *, required: bool = False) -> ChoiceField:
    """Who leads: anybody on the staff list."""
    names = frame.services.colleagues.names()
    offered = [
        Choice(worker, name) for worker, name in sorted(names.items(), key=lambda n: n[1])
    ]
    made = ChoiceField(
        "lead_worker", label_of(Episode, "lead_worker"), offered, required=required
    )
    made.set_value(episode.lead_worker)
    return made
