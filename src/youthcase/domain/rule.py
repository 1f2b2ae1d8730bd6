"""Who counts, in numbers and in words?

The sentences are made from the numbers, so screen, return and manifest cannot disagree
with the count. Source: domain.md 7.4; every number is a judgement, and is printed.
"""

from __future__ import annotations

from dataclasses import dataclass

from youthcase.errors import Refusal
from youthcase.i18n import _, plural

_OLDEST = 120
_LONGEST = 3660


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """The parameters of "benefited from specialist casework support and safety planning".

    Raises:
        Refusal: a number with which nobody, or everybody, would count by accident.
    """

    version: str = "1"
    min_age: int = 10
    max_age: int = 25
    min_contacts: int = 2
    min_face_to_face: int = 1
    min_minutes: int = 15
    grace_days: int = 28
    participation: tuple[str, ...] = ("AGREED", "AGREED_PART", "TOOK_PART_NOT_SIGNED")
    goal_start_days: int = 42
    goal_gap_days: int = 28
    goal_end_days: int = 28

    def __post_init__(self) -> None:
        spans = (self.grace_days, self.goal_start_days, self.goal_gap_days, self.goal_end_days)
        sound = (
            0 <= self.min_age <= self.max_age <= _OLDEST
            and self.min_contacts >= 1
            and 0 <= self.min_face_to_face <= self.min_contacts
            and self.min_minutes >= 0
            and all(0 <= days <= _LONGEST for days in spans)
            and len(self.participation) > 0
        )
        if not sound:
            raise Refusal(
                _(
                    "A counting rule needs a youngest age no higher than the oldest, at "
                    "least one contact, no more face-to-face contacts than contacts, and "
                    "no negative number. Nothing was counted; correct the rule."
                ),
                field="rule",
            )

    def definition(self) -> tuple[str, ...]:
        """The rule in plain English: a head, the six clauses, the readings."""
        return (
            _(
                "Counting rule, version {version}. A young person counts in a period when, on "
                "at least one day of it, all six of these hold within one and the same episode."
            ).format(version=self.version),
            *self.clauses(),
            *self._readings(),
        )

    def clauses(self) -> tuple[str, ...]:
        """The six clauses, numbered, in order."""
        return (
            self._accepted(),
            self._aged(),
            self._agreed(),
            self._casework(),
            self._planned(),
            _(
                "6. Something was done with the young person on that very day: a qualifying "
                "contact, or the plan in force was agreed."
            ),
        )

    def _accepted(self) -> str:
        return _(
            "1. The referral was for intervention and was accepted, and the episode was open "
            "on that day. Referrals for intelligence or consultation, and episodes closed as "
            "a duplicate or an error, never count."
        )

    def _aged(self) -> str:
        return _(
            "2. The young person was aged {min_age} to {max_age} on that day: until the day "
            "before they turn {too_old}. Someone born on 29 February turns on 1 March in a "
            "common year. An unknown date of birth counts, and is noted."
        ).format(min_age=self.min_age, max_age=self.max_age, too_old=self.max_age + 1)

    def _agreed(self) -> str:
        return _(
            "3. The young person had agreed to take part by that day and had not withdrawn, "
            "or a lawful basis other than consent is recorded."
        )

    def _casework(self) -> str:
        return " ".join(
            (
                plural(
                    "4. By that day there were qualifying contacts on at least {n} day,",
                    "4. By that day there were qualifying contacts on at least {n} different "
                    "days,",
                    self.min_contacts,
                ),
                plural(
                    "at least {n} of them face to face.",
                    "at least {n} of them face to face.",
                    self.min_face_to_face,
                ),
                plural(
                    "A contact qualifies when the young person attended face to face, or by "
                    "video or phone for at least {n} minute.",
                    "A contact qualifies when the young person attended face to face, or by "
                    "video or phone for at least {n} minutes.",
                    self.min_minutes,
                ),
                _("Messages, missed visits, open groups and contact with others alone do not."),
            )
        )

    def _planned(self) -> str:
        return " ".join(
            (
                _(
                    "5. A safety plan of that episode was in force on that day: agreed by "
                    "then, made with the young person ({participation}), approved by a "
                    "supervisor no later than the as-at date, not ended,"
                ).format(participation=", ".join(_taking_part(c) for c in self.participation)),
                plural(
                    "and not more than {n} day past its review date.",
                    "and not more than {n} days past its review date.",
                    self.grace_days,
                ),
            )
        )

    def _readings(self) -> tuple[str, ...]:
        return (
            _(
                "Each person counts once, on the first such day of the period. Nothing dated "
                "or recorded after the as-at date is used. Imported history counts by its "
                "own dates."
            ),
            _(
                "Improved: for a case closed in the period, the last score of at least one "
                "goal is above its first; the first within {start} days of the start of the "
                "episode, the last at least {gap} days later and no later than {end} days "
                "after the end."
            ).format(
                start=self.goal_start_days, gap=self.goal_gap_days, end=self.goal_end_days
            ),
        )


def _taking_part(code: str) -> str:
    words = {
        "AGREED": _("agreed"),
        "AGREED_PART": _("agreed in part"),
        "TOOK_PART_NOT_SIGNED": _("took part without signing"),
        "DID_NOT_TAKE_PART": _("did not take part"),
    }
    return words.get(code, code)
