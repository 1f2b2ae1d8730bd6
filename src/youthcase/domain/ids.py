"""What is a record called?"""

from __future__ import annotations

import os
import time
from typing import NewType
from uuid import UUID, uuid4

PersonId = NewType("PersonId", str)
EpisodeId = NewType("EpisodeId", str)
AgreementId = NewType("AgreementId", str)
ContactId = NewType("ContactId", str)
AddendumId = NewType("AddendumId", str)
ScoreId = NewType("ScoreId", str)
PlanVersionId = NewType("PlanVersionId", str)
PlanItemId = NewType("PlanItemId", str)
PlanPlaceId = NewType("PlanPlaceId", str)
PlanDecisionId = NewType("PlanDecisionId", str)
CopyId = NewType("CopyId", str)
LinePassedId = NewType("LinePassedId", str)
RehearsalId = NewType("RehearsalId", str)
StaffId = NewType("StaffId", str)
DraftId = NewType("DraftId", str)


def new_record() -> str:
    """A UUID of version 7: later records sort after earlier ones. Source: RFC 9562, 5.7."""
    stamp = time.time_ns() // 1_000_000
    tail = int.from_bytes(os.urandom(10), "big")
    bits = (
        stamp << 80 | 0x7 << 76 | (tail >> 68 & 0xFFF) << 64 | 0b10 << 62 | tail & (1 << 62) - 1
    )
    return str(UUID(int=bits))


def new_case() -> str:
    """A random UUID: the id of a case must not tell when the case was opened."""
    return str(uuid4())
