"""What somebody types reaches no file in the clear, during any kind of write or after it."""

from __future__ import annotations

from fault_acts import ACTS


def test_no_kind_of_write_leaves_a_word_in_the_clear(harness):
    told = harness("leaks", 2)
    assert told["hits"] == []
    assert told["kinds of write"] == len(ACTS)
    assert told["rows that hold it, sealed"] > 0


def test_searching_showing_restoring_and_rescuing_leave_no_word_in_the_clear(harness):
    told = harness("leaks-elsewhere", 1)
    assert told["hits"] == []
    assert told["features"] == 5
    assert min(told["marker shown"].values()) > 0


def test_a_word_in_the_clear_is_found(harness):
    told = harness("leaks-controls", 1)
    for place in ("plain SQLite, its log", "settings in UTF-16", "base64"):
        assert told[place] > 0, place
