"""A contact recorded on a real screen, with real keys, ends up in the vault."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import screen
from screen import Screen

from youthcase.services import training
from youthcase.services.people import Wanted
from youthcase.services.session import Session
from youthcase.vault.keys import Kdf

USER = "Maya Adeyemi"
WORDS = "Met at the library and talked about the way home"

pytestmark = [
    pytest.mark.xserver,
    pytest.mark.skipif(
        bool(screen.missing()),
        reason=f"not installed: {', '.join(screen.missing())} (dev.py test installs them)",
    ),
]


@pytest.fixture
def on_screen(tmp_path):
    # A short path: the server's and the bus's sockets may not have a long one.
    with TemporaryDirectory(prefix="yc") as short:
        shown = Screen(Path(short))
        yield shown
        shown.close()


@pytest.fixture
def vault(tmp_path):
    folder = tmp_path / "training"
    training.make(folder, Session(kdf=Kdf(memory_kib=19_456, passes=1)), people=12)
    return folder


def somebody(vault):
    """A young person with whom Maya works, alone with the first letters of their name."""
    services = Session().unlock(vault, USER, training.PASSWORDS[USER])
    try:
        for line in services.people.page(Wanted(), offset=0, limit=50):
            if line.called and services.people.file(line.person).current:
                letters = line.name[:3]
                if services.people.find(letters)[0].person == line.person:
                    return line.person, letters
    finally:
        services.sitting.lock()
    message = "Maya has nobody in this vault"
    raise AssertionError(message)


def summaries(vault, person):
    services = Session().unlock(vault, USER, training.PASSWORDS[USER])
    try:
        return [entry.text for entry in services.people.timeline(person)]
    finally:
        services.sitting.lock()


def test_a_contact_is_recorded_with_real_keys_and_the_vault_is_locked(
    on_screen, vault, tmp_path
):
    person, letters = somebody(vault)
    on_screen.run("open", str(vault))
    on_screen.shoot(tmp_path / "1-locked.png")
    on_screen.key("Tab", "Tab", "Tab")  # past the buttons of the training users
    on_screen.type(USER)
    on_screen.key("Return")
    on_screen.type(training.PASSWORDS[USER])
    on_screen.key("Return")
    on_screen.until(lambda: "unlocked" in on_screen.log, "the vault to open")
    on_screen.shoot(tmp_path / "2-caseload.png")
    on_screen.key("ctrl+k")
    on_screen.type(letters)
    on_screen.shoot(tmp_path / "3-found.png")
    on_screen.key("Return")
    on_screen.shoot(tmp_path / "4-file.png")
    on_screen.key("ctrl+n")
    on_screen.in_front("Record a contact")
    on_screen.type(WORDS)
    on_screen.shoot(tmp_path / "5-contact.png")
    on_screen.key("ctrl+Return")
    on_screen.in_front("Youthcase")
    on_screen.shoot(tmp_path / "6-saved.png")
    on_screen.key("ctrl+l")
    on_screen.until(lambda: "locked" in on_screen.log.split(), "the vault to be locked")
    on_screen.in_front("Youthcase")
    on_screen.shoot(tmp_path / "7-locked-again.png")
    found = summaries(vault, person)
    assert any(WORDS in words for words in found)
    assert "fault" not in on_screen.log
    assert on_screen.titles == {"Youthcase", "Record a contact — Youthcase"}
