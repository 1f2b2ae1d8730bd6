"""A forgotten passphrase: one for one use, or the printed code, and a person is in again."""

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QRadioButton

from youthcase import app
from youthcase.domain.staff import Role
from youthcase.errors import Refusal, WrongPassword
from youthcase.ui.frame import Place, Room
from youthcase.ui.kit import theme
from youthcase.ui.kit.a11y import audit
from youthcase.ui.preferences import Preferences

SAM, MAYA = "Sam Patel", "Maya Adeyemi"
PASSWORD = "velvet-walnut-harbour-signal"  # noqa: S105
OWN = "ribbon-cactus-meadow-thimble"
NEW = "copper meadow, thirteen swans"


@pytest.fixture
def vault(session, folder):
    """A supervisor and a caseworker, who has forgotten their passphrase; the printed code."""
    made = session.create(folder, SAM, PASSWORD, "Northgate")
    services = made.services
    services.colleagues.let_in(MAYA, Role.CASEWORKER, OWN)
    services.sitting.lock()
    return made.recovery_code


@pytest.fixture
def once(session, folder, vault):
    """The passphrase for one use that Sam hands over to Maya."""
    services = session.unlock(folder, SAM, PASSWORD)
    code = services.colleagues.reset(MAYA)
    services.sitting.lock()
    return code


@pytest.fixture
def window(vault, folder, session, tmp_path, qtbot):
    kept = Preferences(QSettings(str(tmp_path / "own.ini"), QSettings.Format.IniFormat))
    kept.mode = theme.Mode.LIGHT
    made = app.build_window(folder, session=session, preferences=kept)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.end()
    theme.start(theme.Mode.LIGHT, 100)


def fill(window, **boxes):
    for name, text in boxes.items():
        found = [
            box
            for box in window.findChildren(QLineEdit, name)
            if box.isVisible() and box.isEnabled()
        ]
        found[-1].setText(text)


def press(qtbot, window, name):
    shown = [b for b in window.findChildren(QPushButton, name) if b.isVisible()]
    qtbot.mouseClick(shown[-1], Qt.MouseButton.LeftButton)


def sign_in(qtbot, window, user, password):
    fill(window, user=user, password=password)
    press(qtbot, window, "unlock")


def seen(window, name):
    """The words of a label that is there to be read, or nothing."""
    return next((x.text() for x in window.findChildren(QLabel, name) if x.isVisible()), "")


def page_named(window, name):
    return next((p for p in window.findChildren(object, name) if p.isVisible()), None)


def at_the_code(window, qtbot, code):
    press(qtbot, window, "recover")
    fill(window, code=code)
    press(qtbot, window, "submit")


def typed_new(window, text=NEW):
    fill(window, new=text, again=text)


def test_a_colleague_with_a_passphrase_for_one_use_chooses_before_anything_is_seen(
    window, qtbot, once, session, folder
):
    sign_in(qtbot, window, MAYA, once)
    qtbot.waitUntil(lambda: page_named(window, "first_passphrase_page") is not None)
    assert window.main is None
    qtbot.waitUntil(lambda: len(seen(window, "offer").split("-")) == 5)
    typed_new(window)
    press(qtbot, window, "choose")
    qtbot.waitUntil(lambda: window.main is not None)
    services = window.main.services
    assert services.sitting.name == MAYA
    assert not services.colleagues.must_change_password
    window.lock()
    with pytest.raises(WrongPassword):
        session.unlock(folder, MAYA, once)
    session.unlock(folder, MAYA, NEW).sitting.lock()


def test_the_offered_words_will_do_and_others_can_be_had(window, qtbot, once):
    sign_in(qtbot, window, MAYA, once)
    qtbot.waitUntil(lambda: bool(seen(window, "offer")))
    first = seen(window, "offer")
    press(qtbot, window, "offer.other")
    qtbot.waitUntil(lambda: seen(window, "offer") != first)
    typed_new(window, seen(window, "offer"))
    qtbot.waitUntil(lambda: "hard to guess" in seen(window, "judgement.words"))
    press(qtbot, window, "choose")
    qtbot.waitUntil(lambda: window.main is not None)


def test_a_weak_passphrase_is_judged_as_it_is_typed_and_refused_when_sent(window, qtbot, once):
    sign_in(qtbot, window, MAYA, once)
    qtbot.waitUntil(lambda: bool(seen(window, "offer")))
    typed_new(window, "maya adeyemi maya")
    qtbot.waitUntil(lambda: "tried first" in seen(window, "judgement.words"))
    press(qtbot, window, "choose")
    qtbot.waitUntil(lambda: "tried first" in seen(window, "new.error"))
    typed_new(window, once)
    press(qtbot, window, "choose")
    qtbot.waitUntil(lambda: "given to you" in seen(window, "new.error"))
    fill(window, new=NEW, again=f"{NEW}!")
    press(qtbot, window, "choose")
    assert "differ" in seen(window, "again.error")
    assert window.main is None


def test_a_choice_put_off_locks_and_the_passphrase_for_one_use_still_holds(
    window, qtbot, once, session, folder
):
    sign_in(qtbot, window, MAYA, once)
    qtbot.waitUntil(lambda: page_named(window, "first_passphrase_page") is not None)
    press(qtbot, window, "not_now")
    assert page_named(window, "unlock_page") is not None
    services = session.unlock(folder, MAYA, once)
    assert services.colleagues.must_change_password
    services.sitting.lock()


def test_nobody_there_locks_the_page_that_asks_for_a_passphrase(window, qtbot, once):
    sign_in(qtbot, window, MAYA, once)
    qtbot.waitUntil(lambda: window.watch is not None)
    typed_new(window)
    window.watch.lock.emit()
    assert page_named(window, "unlock_page") is not None
    assert window.watch is None


def test_a_lone_supervisor_comes_in_by_the_code_which_is_replaced(
    window, qtbot, vault, session, folder
):
    at_the_code(window, qtbot, vault.lower().replace("-", " ").replace("0", "o"))
    qtbot.waitUntil(lambda: page_named(window, "who_step") is not None)
    assert [r.text() for r in window.findChildren(QRadioButton) if r.isVisible()] == [SAM]
    typed_new(window)
    press(qtbot, window, "submit")
    qtbot.waitUntil(lambda: page_named(window, "new_code_step") is not None)
    code = "-".join(seen(window, f"group.{n}") for n in range(1, 9))
    assert code != vault
    press(qtbot, window, "written")
    fill(window, code=code[:-1] + ("2" if code[-1] != "2" else "3"))
    press(qtbot, window, "confirm")
    assert "Group 8 differs" in seen(window, "code.error")
    fill(window, code=code)
    press(qtbot, window, "confirm")
    qtbot.waitUntil(lambda: window.main is not None)
    assert window.main.services.sitting.name == SAM
    window.lock()
    for way in (
        lambda: session.unlock(folder, SAM, PASSWORD),
        lambda: session.recover(folder, vault),
    ):
        with pytest.raises(WrongPassword):
            way()
    session.recover(folder, code).close()
    services = session.unlock(folder, SAM, NEW)
    said = [x.sentence for x in services.audit_log.lines(services.audit_log.find())]
    services.sitting.lock()
    assert "The recovery code was used." in said
    assert "Recovery code let Sam Patel choose a new password." in said


def test_a_slip_in_the_code_is_told_by_its_group_and_a_wrong_code_as_such(window, qtbot, vault):
    wrong = "2" if vault[12] != "2" else "3"
    at_the_code(window, qtbot, vault[:12] + wrong + vault[13:])
    qtbot.waitUntil(lambda: "group 3 looks mistyped" in seen(window, "code.error"))
    from youthcase.vault import recovery

    fill(window, code=recovery.new_code())
    press(qtbot, window, "submit")
    qtbot.waitUntil(lambda: "not the one of this vault" in seen(window, "code.error"))
    press(qtbot, window, "leave")
    assert page_named(window, "unlock_page") is not None


def test_leaving_half_way_changes_nothing(window, qtbot, vault, session, folder):
    at_the_code(window, qtbot, vault)
    qtbot.waitUntil(lambda: page_named(window, "who_step") is not None)
    typed_new(window)
    press(qtbot, window, "submit")
    qtbot.waitUntil(lambda: page_named(window, "new_code_step") is not None)
    press(qtbot, window, "leave_code")
    assert page_named(window, "unlock_page") is not None
    session.unlock(folder, SAM, PASSWORD).sitting.lock()
    session.recover(folder, vault).close()


def test_a_weak_passphrase_is_refused_before_a_code_is_written_down(window, qtbot, vault):
    at_the_code(window, qtbot, vault)
    qtbot.waitUntil(lambda: page_named(window, "who_step") is not None)
    typed_new(window, "sam patel sam patel")
    press(qtbot, window, "submit")
    qtbot.waitUntil(lambda: "tried first" in seen(window, "new.error"))


def test_the_code_locks_itself_too_and_leaves_the_vault_closed(
    window, qtbot, vault, session, folder
):
    at_the_code(window, qtbot, vault)
    qtbot.waitUntil(lambda: window.watch is not None)
    window.watch.lock.emit()
    assert page_named(window, "unlock_page") is not None
    session.unlock(folder, SAM, PASSWORD).sitting.lock()


def test_a_code_that_opens_after_the_window_went_leaves_the_vault_closed(
    window, qtbot, vault, session, folder
):
    at_the_code(window, qtbot, vault)
    window.close()
    window.end()
    session.unlock(folder, SAM, PASSWORD).sitting.lock()


def test_everybody_changes_their_own_passphrase(window, qtbot, session, folder, vault):
    sign_in(qtbot, window, MAYA, OWN)
    qtbot.waitUntil(lambda: window.main is not None)
    press(qtbot, window, "change_passphrase")
    assert window.main.place == Place(Room.OWN_KEY)
    fill(window, old="not my passphrase at all", new=NEW, again=NEW)
    press(qtbot, window, "passphrase.submit")
    qtbot.waitUntil(lambda: "not your present passphrase" in seen(window, "old.error"))
    fill(window, old=OWN)
    press(qtbot, window, "passphrase.submit")
    qtbot.waitUntil(lambda: window.main.place == Place(Room.CASELOAD))
    window.lock()
    with pytest.raises(WrongPassword):
        session.unlock(folder, MAYA, OWN)
    session.unlock(folder, MAYA, NEW).sitting.lock()


def test_a_half_typed_change_is_forgotten_when_one_goes_elsewhere(window, qtbot):
    sign_in(qtbot, window, MAYA, OWN)
    qtbot.waitUntil(lambda: window.main is not None)
    press(qtbot, window, "change_passphrase")
    fill(window, old=OWN, new=NEW, again=NEW)
    window.main.go(Place(Room.SETTINGS))
    page = window.main.findChild(object, "passphrase")
    assert [box.text() for box in page.findChildren(QLineEdit)] == ["", "", ""]


def test_the_service_refuses_everything_until_it_is_chosen(session, folder, once):
    maya = session.unlock(folder, MAYA, once)
    with pytest.raises(Refusal):
        maya.people.add(maya.people.blank())
    with pytest.raises(Refusal, match="given to you"):
        maya.colleagues.choose_password(once)
    assert "too short" in maya.colleagues.judge("short")
    assert maya.colleagues.judge(NEW) == ""
    maya.colleagues.choose_password(NEW)
    maya.sitting.lock()


@pytest.mark.parametrize(
    ("mode", "percent"),
    [(theme.Mode.LIGHT, 100), (theme.Mode.DARK, 150), (theme.Mode.CONTRAST, 200)],
)
def test_everybody_can_use_every_page_on_the_way(window, qtbot, vault, mode, percent):
    theme.current().dress(mode, percent)
    assert audit(window) == []
    press(qtbot, window, "recover")
    assert audit(window) == []
    fill(window, code=vault)
    press(qtbot, window, "submit")
    qtbot.waitUntil(lambda: bool(seen(window, "offer")))
    assert audit(window) == []
    typed_new(window)
    press(qtbot, window, "submit")
    qtbot.waitUntil(lambda: page_named(window, "new_code_step") is not None)
    assert audit(window) == []
    press(qtbot, window, "written")
    assert audit(window) == []


@pytest.mark.parametrize(
    ("mode", "percent"),
    [(theme.Mode.LIGHT, 100), (theme.Mode.DARK, 150), (theme.Mode.CONTRAST, 200)],
)
def test_everybody_can_choose_and_change(window, qtbot, once, mode, percent):
    theme.current().dress(mode, percent)
    sign_in(qtbot, window, MAYA, once)
    qtbot.waitUntil(lambda: bool(seen(window, "offer")))
    assert audit(window) == []
    typed_new(window)
    press(qtbot, window, "choose")
    qtbot.waitUntil(lambda: window.main is not None)
    window.main.go(Place(Room.OWN_KEY))
    qtbot.waitUntil(lambda: bool(seen(window, "offer")))
    assert audit(window) == []
