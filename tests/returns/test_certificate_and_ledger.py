"""The proof and the ledger: one flipped figure, story or entry, and nothing is released."""

import copy
from dataclasses import replace

import pytest

from youthcase.errors import Damaged
from youthcase.returns import ledger, protection

BOOK = "2026-27/people"


def test_the_proof_of_a_release_holds_when_it_is_recounted(first, two_quarters):
    for _facts, made in [first, *two_quarters]:
        protection.check(made.ledger)


def test_the_ledger_comes_back_as_it_was(two_quarters, key):
    made = two_quarters[-1][1].ledger
    back = ledger.from_bytes(made.to_bytes(key), key)
    assert back.to_bytes(key) == made.to_bytes(key)
    protection.check(back)


def test_any_flipped_byte_of_the_ledger_is_found(first, key):
    data = first[1].ledger.to_bytes(key)
    for at in range(0, len(data), 997):
        harmed = bytearray(data)
        harmed[at] ^= 1
        with pytest.raises(Damaged, match="not what this program wrote"):
            ledger.from_bytes(bytes(harmed), key)


def test_another_teams_key_does_not_open_the_ledger(first, key):
    with pytest.raises(Damaged):
        ledger.from_bytes(first[1].ledger.to_bytes(key), key + b"x")


@pytest.mark.parametrize("at", [1, 5, 40, 120, 200])
@pytest.mark.parametrize("change", [5, -5, 1])
def test_a_flipped_figure_is_found_by_the_recount(first, at, change):
    made = first[1].ledger
    entry = made.entries[0]
    figure = entry.figures[at]
    if figure.value is None or figure.value + change < 0:
        change = 5
    wrong = replace(figure, value=(figure.value or 0) + change)
    figures = (*entry.figures[:at], wrong, *entry.figures[at + 1 :])
    forged = replace(made, entries=(replace(entry, figures=figures),))
    with pytest.raises(Damaged):
        protection.check(forged)


def test_a_figure_said_to_be_nearer_than_it_is_is_found(first):
    made = first[1].ledger
    entry = made.entries[0]
    at = next(i for i, f in enumerate(entry.figures) if f.conditions)
    wrong = replace(
        entry.figures[at], low=entry.figures[at].value, high=entry.figures[at].value
    )
    figures = (*entry.figures[:at], wrong, *entry.figures[at + 1 :])
    with pytest.raises(Damaged):
        protection.check(replace(made, entries=(replace(entry, figures=figures),)))


@pytest.mark.parametrize("at", [1, 3, 17, 40])
def test_a_story_with_one_person_more_is_found(first, at):
    def change(proof):
        told = [story for story in proof["stories"] if story[0]]
        _raise(told[at][0][0])

    with pytest.raises(Damaged):
        protection.check(_forged(first, change))


def test_a_story_with_somebody_who_is_not_there_is_found(first):
    def change(proof):
        story = proof["stories"][2][0]
        next(part for part in story if part[1] < 0)[1] -= 1000

    with pytest.raises(Damaged):
        protection.check(_forged(first, change))


def test_a_register_with_one_person_more_is_found(first):
    with pytest.raises(Damaged):
        protection.check(_forged(first, lambda p: _raise(p["register"][0][0])))


def test_stories_that_were_taken_away_are_missed(first):
    def change(proof):
        del proof["stories"][1:]

    with pytest.raises(Damaged):
        protection.check(_forged(first, change))


def _forged(first, change):
    made = first[1].ledger
    proof = copy.deepcopy(made.proofs[BOOK])
    change(proof)
    return replace(made, proofs=made.proofs | {BOOK: proof})


def _raise(part):
    part[1] += 1
