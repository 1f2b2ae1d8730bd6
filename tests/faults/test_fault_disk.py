"""On a disk that fails or is full the old state stays, and the answer is a sentence."""

from __future__ import annotations

import fault_disk
import pytest
from fault_acts import ACTS


@pytest.mark.usefixtures("strace")
def test_a_failing_disk_is_answered_with_a_sentence_and_loses_nothing(harness):
    told = harness("io-errors", len(fault_disk.INJECTED))
    assert told["faults"] == []
    assert told["runs in which a call failed"] > told["trials"] / 2
    assert told["runs with a refusal"] > 0


@pytest.mark.usefixtures("small_disks")
def test_a_full_disk_leaves_the_old_state_and_a_program_that_goes_on(harness):
    told = harness("full-disk", 2 * len(ACTS))
    assert told["faults"] == []
    assert told["refused"] > told["trials"] / 3


def test_files_that_may_not_grow_leave_the_old_state_and_a_program_that_goes_on(harness):
    told = harness("full-disk-by-limit", len(ACTS))
    assert told["faults"] == []
    assert told["refused"] > told["trials"] / 3
