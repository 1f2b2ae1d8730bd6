"""The samples, the seventeen vectors and the template, as others will use them."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from youthcase.domain import benefit, history
from youthcase.domain.codes import code_list
from youthcase.domain.periods import parse
from youthcase.errors import Refusal
from youthcase.importing.layout import BY_NAME, SHEETS, Kind
from youthcase.importing.template import write_template

HERE = Path(__file__).parent
AS_AT = date(2026, 10, 31)


def contents(proposal):
    """The records without their ids: each id becomes the place of its record."""
    places = {}
    for kind in proposal.records.by_kind():
        for record in kind:
            places[record.id] = f"{type(record).__name__} {len(places)}"
    return [
        {k: places.get(v, v) if isinstance(v, str) else v for k, v in asdict(record).items()}
        for kind in proposal.records.by_kind()
        for record in kind
    ]


def histories(records):
    """What the counting rule reads, made of imported records."""
    return [
        history.History(
            ref=person.ref,
            date_of_birth=person.dob,
            episodes=tuple(
                episode_history(e, records) for e in records.episodes if e.person == person.id
            ),
        )
        for person in records.people
    ]


def episode_history(episode, records):
    approved = {d.version: d.decided_on for d in records.plan_decisions}
    return history.Episode(
        number=episode.number,
        referral_type=episode.referral_type,
        decision=episode.decision,
        referral_received=episode.referral_received,
        decided_on=episode.decision_date,
        start=episode.start,
        end=episode.end,
        closure_reason=episode.closure_reason,
        lawful_basis=episode.lawful_basis,
        agreements=tuple(
            history.Agreement(answer=a.answer, day=a.agreed_on)
            for a in records.agreements
            if a.episode == episode.id
        ),
        contacts=tuple(
            history.Contact(
                day=c.day,
                attended=c.is_attended,
                with_young_person="YP" in c.with_whom,
                mode=c.mode,
                minutes=c.duration_minutes,
                with_known=bool(c.with_whom),
            )
            for c in records.contacts
            if c.episode == episode.id
        ),
        plans=tuple(
            history.PlanVersion(
                number=v.number,
                status=v.status,
                agreed_on=v.agreed_on,
                participation=v.participation,
                approved_on=approved.get(v.id),
                review_due=v.review_due,
                ended_on=v.ended_on,
            )
            for v in records.plan_versions
            if v.episode == episode.id
        ),
    )


def test_the_seventeen_vectors_count_six(propose_at):
    proposal = propose_at(HERE / "vectors")
    assert not proposal.refused
    found = benefit.count(histories(proposal.records), parse("2026-27-Q2"), AS_AT)
    assert found.headline == 6
    days = {v.ref: v.count_date for v in found.verdicts if v.count_date}
    assert days == {
        "V01": date(2026, 7, 20),
        "V02": date(2026, 7, 8),
        "V10": date(2026, 7, 16),
        "V11": date(2026, 7, 3),
        "V14": date(2026, 8, 20),
        "V16": date(2026, 7, 20),
    }


def test_the_sample_has_no_errors_and_a_few_warnings(propose_at):
    proposal = propose_at(HERE / "sample" / "sample.xlsx")
    assert not proposal.refused
    assert Counter(p.sheet for p in proposal.problems) == {
        "people": 1,
        "episodes": 1,
        "plans": 3,
    }
    assert proposal.counts["people"] == 12


def test_the_sample_workbook_and_the_sample_folder_say_the_same(propose_at):
    workbook = propose_at(HERE / "sample" / "sample.xlsx")
    folder = propose_at(HERE / "sample" / "csv")
    assert contents(workbook) == contents(folder)
    assert [p.to_json() for p in workbook.problems] == [p.to_json() for p in folder.problems]


@pytest.fixture
def template(tmp_path):
    path = tmp_path / "template.xlsx"
    write_template(path)
    return path


def test_the_template_offers_every_code_of_every_list(template):
    book = openpyxl.load_workbook(template)
    assert [s.name for s in SHEETS] == [n for n in book.sheetnames if n in BY_NAME]
    for sheet in SHEETS:
        page = book[sheet.name]
        assert [cell.value for cell in page[1]] == [c.name for c in sheet.columns]
        assert all(cell.comment.text for cell in page[1])
        offered = {
            str(rule.sqref).partition("2")[0]: rule
            for rule in page.data_validations.dataValidation
        }
        for cell, column in zip(page[1], sheet.columns, strict=True):
            if column.codes:
                name, _bang, cells = offered[cell.column_letter].formula1.partition("!")
                codes = [row[0].value for row in book[name][cells]]
                assert codes == [c.code for c in code_list(column.codes).codes]
    book.close()


def test_an_empty_template_holds_nothing_to_import(template, propose_at):
    with pytest.raises(Refusal, match="nothing to import"):
        propose_at(template)


def test_a_template_is_never_written_over_a_file(template, tmp_path):
    before = template.read_bytes()
    with pytest.raises(Refusal, match="already"):
        write_template(template)
    assert template.read_bytes() == before
    with pytest.raises(Refusal, match="cannot be written"):
        write_template(tmp_path / "absent" / "template.xlsx")


def test_a_template_filled_from_the_sample_imports_to_the_same_records(template, propose_at):
    book = openpyxl.load_workbook(template)
    dates = {Kind.BORN, Kind.PAST, Kind.DAY, Kind.MOMENT}
    for sheet in SHEETS:
        text = (HERE / "sample" / "csv" / f"{sheet.name}.csv").read_text(encoding="utf-8")
        for number, row in enumerate(csv.DictReader(text.splitlines()), start=2):
            for place, column in enumerate(sheet.columns, start=1):
                cell = row[column.name]
                value = datetime.fromisoformat(cell) if cell and column.kind in dates else cell
                book[sheet.name].cell(row=number, column=place).value = value or None
    book.save(template)
    book.close()
    assert contents(propose_at(template)) == contents(propose_at(HERE / "sample" / "csv"))
