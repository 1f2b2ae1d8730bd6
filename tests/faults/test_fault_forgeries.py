"""No header and no spreadsheet that was tampered with is taken, or met by more than words."""

from __future__ import annotations

import importlib.util

import pytest


def test_no_forged_header_is_accepted_and_none_raises_anything_else(harness):
    told = harness("headers", 6_000)
    assert told["strays"] == {}
    assert "accepted" not in told
    assert told["not signed by us"] > told["trials"] / 20


def test_the_same_forgeries_signed_with_the_key_are_accepted(harness):
    told = harness("headers-control", 300)
    assert told["accepted"] > told["trials"] / 5


def test_the_door_answers_every_forged_header_with_a_sentence(harness):
    told = harness("headers-at-the-door", 60)
    assert told["strays"] == {}
    assert "accepted" not in told
    assert told["case file touched"] == 0


def test_a_backup_with_something_wrong_in_it_is_told_before_anything_is_made_of_it(harness):
    told = harness("backups", 300)
    assert told["strays"] == {}
    assert "accepted" not in told


@pytest.mark.skipif(
    importlib.util.find_spec("atheris") is None, reason="atheris comes for Linux only"
)
@pytest.mark.parametrize(
    ("what", "trials"),
    [("headers-guided", 3_000), ("backups-guided", 500), ("imports-guided", 300)],
)
def test_a_guided_fuzzer_finds_no_way_through_the_parsers(harness, what, trials):
    assert harness(what, trials)["stray or accepted"] == 0


def test_a_spreadsheet_with_something_wrong_in_it_is_met_by_words(harness):
    told = harness("imports", 80)
    assert told["strays"] == {}
    assert told["slow"] == 0
