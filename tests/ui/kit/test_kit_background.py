"""Does slow work come back to the window's thread, or not at all?"""

from __future__ import annotations

import gc
import threading

import pytest
import shiboken6
from PySide6.QtCore import QObject

from youthcase.ui.kit.background import Background
from youthcase.ui.kit.garbage import UiGarbage


@pytest.fixture
def background(qapp):
    made = Background()
    yield made
    made.close()
    shiboken6.delete(made)


@pytest.fixture
def owner(qapp):
    made = QObject()
    yield made
    if shiboken6.isValid(made):
        shiboken6.delete(made)


def fail(*_args):
    raise AssertionError("this answer was not expected")


def test_the_answer_arrives_on_the_windows_thread(background, owner, qtbot):
    answers = []

    def work():
        return threading.current_thread()

    def done(worker):
        answers.append((worker, threading.current_thread()))

    background.run(owner, work, done=done, failed=fail)
    qtbot.waitUntil(lambda: bool(answers))
    (worker, here) = answers[0]
    assert here is threading.main_thread()
    assert worker is not here


def test_a_failure_arrives_as_it_was_raised(background, owner, qtbot):
    errors = []
    background.run(owner, lambda: 1 / 0, done=fail, failed=errors.append)
    qtbot.waitUntil(lambda: bool(errors))
    assert isinstance(errors[0], ZeroDivisionError)


def test_an_answer_whose_owner_died_is_dropped(background, owner, qtbot):
    gate, after = threading.Event(), []
    background.run(owner, gate.wait, done=fail, failed=fail)
    shiboken6.delete(owner)
    gate.set()
    witness = QObject()
    background.run(witness, lambda: None, done=after.append, failed=fail)
    qtbot.waitUntil(lambda: bool(after))
    shiboken6.delete(witness)


def test_many_answers_survive_owners_that_come_and_go(background, qtbot):
    heard = []
    for number in range(300):
        passer_by = QObject()
        background.run(passer_by, lambda n=number: n, done=heard.append, failed=fail)
        if number % 3 == 0:
            shiboken6.delete(passer_by)
    gc.collect()
    last = QObject()
    ended = []
    background.run(last, lambda: 1, done=ended.append, failed=fail)
    qtbot.waitUntil(lambda: bool(ended))
    assert len(heard) == 200
    shiboken6.delete(last)


def test_progress_is_told_and_cancel_stops_at_the_next_step(background, owner, qtbot):
    seen, ended = [], []
    gate = threading.Event()

    def work(job):
        job.at(1, 3, "one")
        gate.wait(5)
        job.at(2, 3, "two")
        return "finished"

    job = background.run_long(
        owner,
        work,
        done=fail,
        failed=fail,
        progress=lambda *at: seen.append(at),
        cancelled=lambda: ended.append(True),
    )
    qtbot.waitUntil(lambda: bool(seen))
    job.cancel()
    gate.set()
    qtbot.waitUntil(lambda: bool(ended))
    assert seen == [(1, 3, "one")]
    assert job.is_cancelled


def test_work_cancelled_before_it_began_never_begins(background, owner, qtbot):
    gate, ended = threading.Event(), []
    background.run(owner, gate.wait, done=lambda _none: None, failed=fail)
    job = background.run_long(
        owner,
        fail,
        done=fail,
        failed=fail,
        progress=fail,
        cancelled=lambda: ended.append(True),
    )
    job.cancel()
    gate.set()
    qtbot.waitUntil(lambda: bool(ended))


def test_long_work_that_ends_well_is_answered(background, owner, qtbot):
    answers = []
    background.run_long(
        owner,
        lambda job: (job.at(1, 1), "done")[1],
        done=answers.append,
        failed=fail,
        progress=lambda *_at: None,
        cancelled=fail,
    )
    qtbot.waitUntil(lambda: answers == ["done"])


def test_cycles_are_collected_only_when_the_window_says_so(qapp):
    was = gc.isenabled()
    keeper = UiGarbage(qapp)
    try:
        assert not gc.isenabled()
        keeper.collect()
    finally:
        shiboken6.delete(keeper)
        if was:
            gc.enable()
