"""May a copy of this form be made, and what may its cover say?"""

from __future__ import annotations

from youthcase.domain.codes import code_list
from youthcase.domain.people import folded
from youthcase.domain.plan_copy import Form
from youthcase.errors import NotAllowed, Refusal
from youthcase.i18n import _

SHORTEST_REASON = 20  # letters; acceptance, row K8

# Words that never stand on the cover of paper that a young person carries.
TELLING = frozenset(
    {"county", "crime", "criminal", "exploitation", "gang", "grass", "informant", "knife"}
    | {"nrm", "offender", "offending", "police", "risk", "victim", "violence", "youthcase"}
)
# Which column of `codes/carry` allows a form. The others are not carried.
_COLUMN = {
    Form.YOUNG_PERSON: "full",
    Form.EASY_READ: "full",
    Form.CARD: "card",
    Form.WALLET: "card",
    Form.NUMBERS: "numbers",
}


def check_title(title: str | None) -> None:
    """Raise a `Refusal` for a cover title that would tell a stranger what the paper is.

    Source: domain, 2.3, points 1 and 2.
    """
    words = set(folded(title or "").split())
    telling = {w for w in words for t in TELLING if w == t or w == f"{t}s"}
    if telling or {"safety", "plan"} <= words:
        raise Refusal(
            _(
                "That title would tell whoever finds the paper what it is. "
                "Choose a plain one together, such as “My stuff”."
            ),
            field="title",
        )


def is_allowed(form: Form, carry: str | None) -> bool:
    """Whether the recorded carry decision lets a copy of this form be made.

    Source: domain, 7.2; without a decision nothing is carried.
    """
    column = _COLUMN.get(form)
    if column is None:
        return True
    known = code_list("carry")
    return (
        bool(carry) and known.has(carry or "") and known.get(carry or "").extra[column] == "Y"
    )


def allowed(form: Form, carry: str | None) -> None:
    """Raise a `Refusal` if the recorded carry decision forbids a copy of this form."""
    if is_allowed(form, carry):
        return
    decision = code_list("carry").label(carry) if carry else _("not recorded")
    raise Refusal(
        _(
            "This copy is not made: it would be carried, and the decision for this version "
            "is: {decision}. Change the decision with the young person in a new version."
        ).format(decision=decision),
        field="form",
    )


def check_override(reason: str | None, role: str) -> str:
    """The reason for a copy above the carry decision, without spaces around it.

    Raises: NotAllowed for anybody but a supervisor, Refusal for a reason too short to be
        understood by whoever reads the register.
    """
    if role != "SUPERVISOR":
        raise NotAllowed(
            _(
                "Only a supervisor can make a copy above the carry decision. "
                "Nothing was made; ask one to sign in."
            )
        )
    return check_reason(reason)


def check_reason(reason: str | None) -> str:
    """A reason that stands in the register, without spaces around it.

    Raises: Refusal when it is shorter than twenty letters.
    """
    words = (reason or "").strip()
    if len(words) < SHORTEST_REASON:
        raise Refusal(
            _("Say why, in at least {n} letters. It stands in the register.").format(
                n=SHORTEST_REASON
            ),
            field="reason",
        )
    return words
