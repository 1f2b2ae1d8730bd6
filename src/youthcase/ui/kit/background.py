"""How is slow work done off the window's thread, and its answer brought back?"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

T = TypeVar("T")


class Cancelled(Exception):  # noqa: N818 - an answer, not an error
    """The person asked the work to stop, and it did."""


class Job(Generic[T]):
    """Work under way: tell how far it is from inside, cancel it from outside."""

    def __init__(self, tell: Callable[[int, int, str], None]) -> None:
        self._tell = tell
        self._stop = threading.Event()
        self.future: Future[T] | None = None

    def at(self, done: int, total: int, words: str = "") -> None:
        """Say from the worker that `done` of `total` is finished.

        Raises:
            Cancelled: the person asked to stop.
        """
        if self._stop.is_set():
            raise Cancelled
        self._tell(done, total, words)

    def cancel(self) -> None:
        """Ask the work to stop at its next step; work not yet begun never begins."""
        self._stop.set()
        if self.future is not None:
            self.future.cancel()

    @property
    def is_cancelled(self) -> bool:
        """Whether the person asked to stop."""
        return self._stop.is_set()


@dataclass(frozen=True, slots=True)
class _Answer(Generic[T]):
    owner: QObject
    future: Future[T]
    done: Callable[[T], None]
    failed: Callable[[Exception], None]
    cancelled: Callable[[], None] | None = None


@dataclass(frozen=True, slots=True)
class _Progress:
    owner: QObject
    show: Callable[[int, int, str], None]
    at: tuple[int, int, str] = field(default=(0, 0, ""))


class Background(QObject):
    """One worker thread; answers arrive on the window's thread, or not at all.

    The only QObject concerned lives on the window's thread, so nothing of Qt's is ever
    made or destroyed anywhere else. An answer whose owner has died is dropped.
    """

    _told = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="youthcase")
        self._jobs: list[Job[Any]] = []
        self._told.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        owner: QObject,
        work: Callable[[], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> Future[T]:
        """Do `work`, then call `done` or `failed` unless `owner` is gone by then."""
        future = self._pool.submit(work)
        self._bring_back(_Answer(owner, future, done, failed))
        return future

    def run_long(
        self,
        owner: QObject,
        work: Callable[[Job[T]], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        progress: Callable[[int, int, str], None],
        cancelled: Callable[[], None],
    ) -> Job[T]:
        """Do `work(job)`, which calls `job.at(done, total, words)` as it goes."""

        def tell(at: int, total: int, words: str) -> None:
            self._emit(_Progress(owner, progress, (at, total, words)))

        job = Job[T](tell)
        job.future = self._pool.submit(work, job)
        self._bring_back(_Answer(owner, job.future, done, failed, cancelled))
        self._jobs = [one for one in self._jobs if one.future and not one.future.done()]
        self._jobs.append(job)
        return job

    def stop_all(self) -> None:
        """Ask all long work to stop at its next step."""
        for job in self._jobs:
            job.cancel()

    def close(self) -> None:
        """Finish the work under way, drop the rest, and wait."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def give_up(self, job: Job[T] | None, seconds: float) -> None:
        """Cancel `job`, wait so long for it to tidy up, and take no more work."""
        if job is not None:
            job.cancel()
            if job.future is not None:
                wait((job.future,), timeout=seconds)
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _bring_back(self, answer: _Answer[T]) -> None:
        def tell(_future: Future[T]) -> None:
            self._emit(answer)

        answer.future.add_done_callback(tell)

    def _emit(self, message: object) -> None:
        if shiboken6.isValid(self):
            self._told.emit(message)

    def _deliver(self, message: _Answer[object] | _Progress) -> None:
        if not shiboken6.isValid(message.owner):
            return
        if isinstance(message, _Progress):
            message.show(*message.at)
        else:
            _answer(message)


def _answer(message: _Answer[object]) -> None:
    if message.future.cancelled():
        if message.cancelled:
            message.cancelled()
        return
    error = message.future.exception()
    if error is None:
        message.done(message.future.result())
    elif isinstance(error, Cancelled) and message.cancelled:
        message.cancelled()
    elif isinstance(error, Exception):
        message.failed(error)
    else:
        raise error
