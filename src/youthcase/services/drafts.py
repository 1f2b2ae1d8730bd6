"""How is unfinished writing kept for its author, and given back?

A draft is outside the journal: it is never counted, never printed, and nobody else sees it.
Safety plans keep working copies of their own kind through `plans`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import TYPE_CHECKING, cast

from youthcase.domain.ids import DraftId, PersonId, new_record
from youthcase.errors import NotAllowed, Refusal
from youthcase.store import drafts

if TYPE_CHECKING:
    from sqlite3 import Connection

    from youthcase.services.desk import Desk

_PLACE = "place"
_FORM = "form/"  # before the kind, so that no form's draft is taken for a plan's
_DATE, _TIME = "date", "time"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Unfinished answers of one form, by field name, and when they were kept last."""

    id: DraftId
    kind: str
    person: PersonId | None
    saved_at: datetime
    content: Mapping[str, object] = field(repr=False)


class Drafts:
    """What this colleague was writing."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def keep(
        self,
        kind: str,
        person: PersonId | None,
        content: Mapping[str, object],
        id_: DraftId | None = None,
    ) -> Kept:
        """Keep answers as they stand, in place of what stood under `id_`."""
        desk = self._desk
        kept = drafts.Draft(
            id=id_ or DraftId(new_record()),
            kind=_FORM + kind,
            person=person,
            author=desk.staff.id,
            saved_at=desk.now,
            content=_to_json(content),
        )
        with desk.vault.write() as db:
            drafts.put(db, kept)
        return _kept(kept)

    def find(self, kind: str, person: PersonId | None) -> Kept | None:
        """What this colleague left unfinished last in such a form about this young person."""
        desk = self._desk
        with desk.vault.read() as db:
            found = drafts.find(db, kind=_FORM + kind, person=person, author=desk.staff.id)
        return _kept(found) if found else None

    def latest(self) -> Kept | None:
        """What this colleague left unfinished last, about somebody who is still theirs."""
        desk = self._desk
        with desk.vault.read() as db:
            own = drafts.by_author(db, desk.staff.id, _FORM)
            found = next((d for d in own if self._may_open(db, d.person)), None)
        return _kept(found) if found else None

    def drop(self, id_: DraftId) -> None:
        """Forget a draft: it was saved for good, or thrown away."""
        with self._desk.vault.write() as db:
            drafts.drop(db, id_)

    def keep_place(self, place: tuple[str, str, str], person: PersonId | None) -> None:
        """Keep where this colleague is: names of the program's and ids, and no words."""
        desk = self._desk
        with desk.vault.write() as db:
            self._drop_places(db)
            kept = drafts.Draft(
                id=DraftId(new_record()),
                kind=_PLACE,
                person=person,
                author=desk.staff.id,
                saved_at=desk.now,
                content=json.dumps(place),
            )
            drafts.put(db, kept)

    def take_place(self) -> tuple[str, str, str] | None:
        """Where this colleague was when the program locked last, if they may still go there.

        It is known only once. What the vault does not give just now is not worth a word.
        """
        try:
            with self._desk.vault.write() as db:
                found = self._drop_places(db)
                if found is None or not self._may_open(db, found.person):
                    return None
        except Refusal:
            return None
        room, id_, part = json.loads(found.content)
        return room, id_, part

    def _drop_places(self, db: Connection) -> drafts.Draft | None:
        found = drafts.by_author(db, self._desk.staff.id, _PLACE)
        for one in found:
            drafts.drop(db, one.id)
        return found[0] if found else None

    def _may_open(self, db: Connection, person: PersonId | None) -> bool:
        if person is None:
            return True
        try:
            self._desk.require_case(db, person)
        except (NotAllowed, Refusal):
            return False
        return True


def _kept(draft: drafts.Draft) -> Kept:
    return Kept(
        id=draft.id,
        kind=draft.kind.removeprefix(_FORM),
        person=draft.person,
        saved_at=draft.saved_at,
        content=_from_json(draft.content),
    )


def _to_json(content: Mapping[str, object]) -> str:
    return json.dumps({name: _plain(value) for name, value in content.items()})


def _plain(value: object) -> object:
    """Days and times as marked text; lists as they are; the rest JSON knows."""
    if isinstance(value, date):
        return {_DATE: value.isoformat()}
    if isinstance(value, time):
        return {_TIME: value.isoformat()}
    if isinstance(value, tuple):
        return list(cast("tuple[object, ...]", value))
    return value


def _from_json(text: str) -> dict[str, object]:
    return {name: _made(value) for name, value in json.loads(text).items()}


def _made(value: object) -> object:
    if isinstance(value, dict):
        marked = cast("dict[str, str]", value)
        if _DATE in marked:
            return date.fromisoformat(marked[_DATE])
        return time.fromisoformat(marked[_TIME])
    return value
