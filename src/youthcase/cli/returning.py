"""What do the commands about returns do, and what do they print?

Figures for the case files' own people are asked for by reference; everything else here is
made from the counting facts, by a supervisor or a manager.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING

from youthcase.cli import commands
from youthcase.domain import periods
from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.returns import wording
from youthcase.returns.released import INTERNAL
from youthcase.services import releasing
from youthcase.services.releasing import Releasing, Wish

if TYPE_CHECKING:
    import argparse
    from collections.abc import Generator, Sequence

    from youthcase.returns.released import Release
    from youthcase.services.releasing import Draft
    from youthcase.services.session import Session


def trace(args: argparse.Namespace, session: Session) -> int:
    """Say for everybody whether they count, and by which clause: by token for a manager."""
    period, as_at = periods.parse(args.period), commands.day(args.as_at)
    password = commands.password_of(args)
    if session.is_managers(args.vault, args.user_as):
        managed = session.open_figures(args.vault, args.user_as, password)
        try:
            count = managed.releasing.trace(period, as_at)
        finally:
            managed.sitting.lock()
    else:
        with commands.at(args, session, password) as services:
            count = services.returns.trace(period, as_at)
    if args.json:
        print(json.dumps(count.as_trace(), indent=1))
        return commands.DONE
    print(
        _("{n} young people count in {period}, as at {day}.").format(
            n=count.headline, period=period.code, day=as_at.isoformat()
        )
    )
    for verdict in count.verdicts:
        day = verdict.count_date.isoformat() if verdict.count_date else "-"
        met = " ".join(f"{c.clause}{'+' if c.met else '-'}" for c in verdict.clauses)
        print(f"{verdict.ref:<12} {day:<12} {met}")
    return commands.DONE


def draft(args: argparse.Namespace, session: Session) -> int:
    """Show the tables of a return and what is withheld; nothing is written."""
    with _releasing(args, session) as services:
        made = services.draft(_wish(args), None)
        told, paper = services.told(made), services.paper(made)
    if args.json:
        print(json.dumps(_told_as_json(made, told), indent=1, ensure_ascii=False))
        return commands.DONE
    for words in told:
        print(words)
    for table in paper.tables:
        print(f"\n{table.title}")
        _label, *heads = table.heads
        if len(heads) > 1:
            print(_in_columns("", heads, heads))
        for line in table.lines:
            print(_in_columns(line.label, line.shown, heads))
    print()
    for words in (*paper.signs, *paper.notes, *_gaps(made).values()):
        print(words)
    return commands.DONE


def freeze(args: argparse.Namespace, session: Session) -> int:
    """Release a return into a new folder."""
    from youthcase.reports import return_report  # noqa: PLC0415  100 ms that only paper needs

    with _releasing(args, session) as services:
        drafted = services.draft(_wish(args), None)
        released, made = services.freeze(drafted, return_report.render)
        services.save(made, args.to)
    print(
        _("Release {n} is in {folder}: {files}.").format(
            n=released.number, folder=args.to, files=", ".join(made)
        )
    )
    return commands.DONE


def verify(args: argparse.Namespace, _session: Session) -> int:
    """Say whether a folder is exactly what was released."""
    said = releasing.verify(args.folder)
    print(
        _("This is what was released: {period}, as at {day}, {audience}.").format(
            period=said["period"], day=said["as_at"], audience=said["audience"]
        )
    )
    return commands.DONE


def pack(args: argparse.Namespace, session: Session) -> int:
    """Write this laptop's counting facts, or the team's key, into a sealed file."""
    with commands.unlocked(args, session) as services:
        passphrase = _passphrase(args)
        make = services.packs.team_file if args.key else services.packs.export
        data = make(passphrase)
    try:
        with args.to.open("xb") as out:
            out.write(data)
    except OSError as error:
        raise Refusal(
            _("The file cannot be written there, or there is one already. Nothing was kept.")
        ) from error
    print(_("The file is written: {file}").format(file=args.to))
    print(_("Tell the passphrase to the other side by another way than the file goes."))
    return commands.DONE


def merge(args: argparse.Namespace, session: Session) -> int:
    """Take in the counting facts of another laptop, or the team's key."""
    try:
        data = args.file.read_bytes()
    except OSError as error:
        raise Refusal(_("The file cannot be read. Nothing was taken in.")) from error
    with commands.unlocked(args, session) as services:
        passphrase = _passphrase(args)
        if args.key:
            services.packs.join(data, passphrase)
            print(_("This computer counts with the team's key from now on."))
            return commands.DONE
        done = services.packs.merge(services.packs.read(data, passphrase), args.file)
    brought = done.brought
    print(
        _("Taken in: {n} people, {new} new, {changed} changed.").format(
            n=done.people, new=brought.new, changed=brought.changed
        )
    )
    for token, variables in done.conflicts:
        what = ", ".join(wording.dimension(name) for name in variables)
        print(_("Known differently: {token}: {what}").format(token=token.hex(), what=what))
    if not done.is_deleted:
        print(_("The file could not be deleted. Delete it yourself."), file=sys.stderr)
    return commands.DONE


def _passphrase(args: argparse.Namespace) -> str:
    return commands.asked_secret(args.passphrase_file, _("Passphrase of the file: "))


@contextmanager
def _releasing(args: argparse.Namespace, session: Session) -> Generator[Releasing]:
    """The returns of `--as USER`, by whichever door is theirs; locked again afterwards."""
    password = commands.password_of(args)
    if session.is_managers(args.vault, args.user_as):
        managed = session.open_figures(args.vault, args.user_as, password)
        try:
            yield managed.releasing
        finally:
            managed.sitting.lock()
    else:
        with commands.at(args, session, password) as services:
            yield services.releasing()


def _wish(args: argparse.Namespace) -> Wish:
    return Wish(
        period=periods.parse(args.period),
        as_at=commands.day(args.as_at),
        audience=args.audience,
        profile=args.profile,
    )


def _in_columns(label: str, shown: Sequence[str], heads: Sequence[str]) -> str:
    figures = (
        f"{words:>{max(6, len(head))}}" for words, head in zip(shown, heads, strict=True)
    )
    return f"  {label:<56} {'  '.join(figures)}"


def _gaps(made: Draft) -> dict[str, str]:
    """What the record lacks that the rule would need, by kind: how often, and what it means."""
    found = Counter(warned.gap for warned in made.count.warnings)
    return {
        gap.value: _("Gap in the record ({n}): {sentence}").format(n=n, sentence=gap.sentence)
        for gap, n in found.most_common()
    }


def _told_as_json(made: Draft, told: Sequence[str]) -> dict[str, object]:
    """The release, and what is said beside it: the rule, the gaps, the facts' own day."""
    gaps = Counter(warned.gap.value for warned in made.count.warnings)
    return {
        **_as_json(made.release),
        "told": list(told),
        "definition": list(made.definition),
        "restates": made.restates.number if made.restates else None,
        "facts_of": made.facts_of.isoformat() if made.facts_of else None,
        "told_apart_by_name": made.by_name,
        "gaps": dict(gaps.most_common()),
    }


def _as_json(release: Release) -> dict[str, object]:
    return {
        "period": release.period,
        "from": release.first.isoformat(),
        "to": release.last.isoformat(),
        "as_at": release.as_at.isoformat(),
        "audience": release.audience,
        "profile": release.profile if release.audience != INTERNAL else None,
        "headline": release.headline,
        "headline_is_exact": release.headline_is_exact,
        "breakdown_total": release.breakdown_total,
        "withheld": release.withheld,
        "checked_against": list(release.checked_against),
        "cells": [
            {
                "table": c.table,
                "dimension_1": c.dimension_1,
                "category_1": c.category_1,
                "dimension_2": c.dimension_2,
                "category_2": c.category_2,
                "value": c.value,
                "marker": c.marker,
            }
            for c in release.cells
        ],
    }
