"""Can everybody use the pages of restoring, rescue and harm: by keyboard, in every dress?"""

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from youthcase import app
from youthcase.errors import Damaged
from youthcase.services import training
from youthcase.services.session import Session
from youthcase.ui.kit import theme
from youthcase.ui.kit.a11y import audit
from youthcase.ui.preferences import Preferences
from youthcase.vault.keys import Kdf

CHEAP = Kdf(memory_kib=19_456, passes=1)
SAM = "Sam Patel"
DRESSES = {
    "light-100": (theme.Mode.LIGHT, 100),
    "dark-150": (theme.Mode.DARK, 150),
    "contrast-200": (theme.Mode.CONTRAST, 200),
}


@pytest.fixture(scope="module")
def vault(tmp_path_factory):
    folder = tmp_path_factory.mktemp("doors") / "vault"
    session = Session(kdf=CHEAP)
    training.make(folder, session, people=6)
    services = session.unlock(folder, SAM, training.PASSWORDS[SAM])
    services.backups.make()
    services.sitting.lock()
    return folder


@pytest.fixture(params=DRESSES)
def window(request, vault, tmp_path, qtbot: QtBot):
    kept = Preferences(QSettings(str(tmp_path / "own.ini"), QSettings.Format.IniFormat))
    made = app.build_window(vault, session=Session(kdf=CHEAP), preferences=kept)
    qtbot.addWidget(made)
    made.resize(1366, 720)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    theme.current().dress(*DRESSES[request.param])
    yield made
    made.end()
    theme.current().dress(*DRESSES["light-100"])


def said(where, window):
    return [f"{where}: {f.kind} {f.widget} {f.detail}".rstrip() for f in audit(window)]


def test_every_step_of_a_restore_can_be_used_by_everybody(window, qtbot):
    window.show_restore(None, SAM)
    page = window.centralWidget()
    found = said("which", window)
    page.which.copies.radios[-1].click()
    found += said("which file", window)
    page.which.copies.radios[0].click()
    page.which.send()
    page.where.password.set_value(training.PASSWORDS[SAM])
    found += said("where", window)
    page.where.where.radios[1].click()
    found += said("where to", window)
    page.where.where.radios[0].click()
    page.where.send()
    qtbot.waitUntil(page.compare.isVisible, timeout=20_000)
    found += said("compare", window)
    page.compare.begin()
    found += said("under way", window)
    page.compare.end()
    assert found == []
    page.compare.back.click()
    page.where.back.click()
    page.which.back.click()
    assert window.centralWidget().objectName() == "unlock_page"


def test_a_vault_that_does_not_open_is_explained_to_everybody(window):
    window.show_damage(Damaged("A page of the case file is harmed. Nothing was changed."))
    found = said("damage", window)
    window.centralWidget().view.rescue.click()
    found += said("rescue", window)
    window.centralWidget().ask.begin()
    found += said("rescue under way", window)
    window.centralWidget().ask.end()
    assert found == []
    window.centralWidget().ask.back.click()
    assert window.centralWidget().objectName() == "unlock_page"
