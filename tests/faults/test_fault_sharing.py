"""Two programs are never in one vault at once; a clock that jumps harms nothing."""

from __future__ import annotations


def test_of_several_programs_one_is_in_and_the_others_are_told(harness):
    told = harness("two-programs", 3)
    assert told["faults"] == []
    assert told["two at once"] == 0
    assert told["turns"] == 3 * told["programs"]
    assert told["kept out"] > 0


def test_a_lock_that_keeps_nobody_out_is_found_out(harness):
    assert harness("two-programs-control", 3)["two at once"] > 0


def test_a_clock_a_year_ahead_and_back_keeps_everything_in_order(harness):
    told = harness("clocks", 1)
    assert told["unsound"] == []
    assert told["entries in order"]
    assert told["told of in the audit"] == 2
    assert told["kept"] == str(199 + told["written"])
