"""Walk one young person's whole way, in a process of its own.

Reads the marker, passphrases and folder as JSON from standard input; prints what stood in the
title bars, which is as public as a screen is.
"""

from __future__ import annotations

import json
import logging
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from driver import Driver
from marker import Marker

from youthcase import logs
from youthcase.app import build_window, dressed_application, log_file
from youthcase.services.session import Session
from youthcase.ui.frame import Room
from youthcase.vault.keys import Kdf

SAM, TOM = "Sam Patel", "Tom Hallworth"
TOMS = "plum-kettle-orchard-drum-vase"


def main() -> None:
    """Start as the program does, walk, and end as it does."""
    asked = json.load(sys.stdin)
    marker, folder = Marker(*asked["marker"]), Path(asked["folder"])
    os.umask(0o077)
    logging.basicConfig(level=logging.DEBUG)  # whatever a library has to say, it may say
    app = dressed_application()
    logs.keep_in(log_file())
    session = Session(
        clock=lambda: datetime(2026, 11, 23, 10, 30, tzinfo=UTC),
        kdf=Kdf(memory_kib=19_456, passes=1),
    )
    window = build_window(session=session)
    sys.excepthook = window.fault
    driver = Driver(window)
    window.show()
    try:
        walk(driver, marker, folder, asked["password"])
    finally:
        sys.excepthook = sys.__excepthook__  # what goes wrong in here is for the test to see
    session.create(folder / "vaults" / "second", SAM, asked["password"]).services.sitting.lock()
    sys.stdout.write("".join(f"{title}\n" for title in driver.strays.titles))
    window.close()
    window.end()
    app.quit()


def walk(driver: Driver, marker: Marker, folder: Path, password: str) -> None:
    """Everything that a day brings, with the marker in every box."""
    driver.make_vault(folder / "vaults" / "first", "Northgate Youth Service", SAM, password)
    driver.bring_in(folder / "brought")
    toms = driver.let_in(TOM)
    driver.lock()
    refuse(driver, TOM, marker.name)
    driver.unlock_first(TOM, toms, TOMS)
    write(driver, marker, TOMS)
    driver.lock()
    driver.unlock(SAM, password)
    decide(driver, marker, folder / "kept" / "plan.pdf")
    driver.lock()


def refuse(driver: Driver, name: str, password: str) -> None:
    """A passphrase that is wrong."""
    driver.fill("user", name)
    driver.fill("password", password)
    driver.press("Return")
    driver.until(lambda: driver.shows("password.error"), "to be refused")


def write(driver: Driver, marker: Marker, password: str) -> None:
    """A caseworker's day."""
    letters = marker.name[:3]
    driver.filter_caseload(marker.name)
    driver.find_person(letters)
    driver.record_contact(marker.words, minutes=45)
    driver.note(marker.words)
    driver.press("Ctrl+=")
    driver.press("Ctrl+Shift+P")
    driver.press("Ctrl+Shift+P")
    driver.press("Ctrl+0")
    driver.begin_plan()
    driver.write_section(4, marker.words)
    driver.lock()  # half written, it is kept as a draft
    driver.unlock(TOM, password, stay=Room.PLAN_EDITOR)  # where they were
    driver.push("keep_draft")
    driver.write_section(7, marker.name, marker.phone)
    driver.write_section(8, TOM, "07700 900123")
    driver.write_section(13, f"If {marker.words}", "I ring my aunt")
    driver.agree_plan("Agreed", "Their own full copy")
    driver.submit_plan()


def decide(driver: Driver, marker: Marker, paper: Path) -> None:
    """A supervisor's day."""
    driver.look_for_somebody(marker.name, "Mendes", marker.phone)
    driver.go(Room.APPROVALS)
    driver.open_first_waiting(marker.name)
    driver.approve()
    driver.save_copy("Young person's copy", paper)
    driver.headline()
    driver.why_counted(marker.name)


if __name__ == "__main__":
    main()
