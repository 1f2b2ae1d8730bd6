"""Killed in the middle of any kind of write, the program has kept what it said it had kept."""

from __future__ import annotations

from fault_acts import ACTS


def test_nothing_acknowledged_is_lost_when_the_program_is_killed_in_any_kind_of_write(harness):
    told = harness("kills", 2 * len(ACTS))
    assert told["faults"] == []
    assert told["damaged"] == told["lost"] == 0
    assert sum(told["killed within the write"].values()) > told["trials"] / 5


def test_a_program_that_acknowledges_before_it_writes_is_found_out(harness):
    told = harness("kills-control", 12)
    assert told["lost"] > told["trials"] / 2
