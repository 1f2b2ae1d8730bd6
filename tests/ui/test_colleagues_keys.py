"""A supervisor helps who forgot a passphrase, removes who left, and renews keys and code."""

import pytest
from PySide6.QtWidgets import QWidget

from youthcase.errors import WrongPassword
from youthcase.services.house import Services
from youthcase.ui.frame import Frame, Place, Room
from youthcase.ui.kit import theme
from youthcase.ui.kit.a11y import audit
from youthcase.ui.kit.background import Background
from youthcase.ui.pages.colleagues import ColleaguesPage

MAYA, RUTH, SAM = "Maya Adeyemi", "Ruth Achebe", "Sam Patel"
SAMS = "velvet-walnut-harbour-signal"
THEIRS = "ribbon-cactus-meadow-thimble"


@pytest.fixture
def page(town, qtbot):
    theme.start(theme.Mode.LIGHT, 100)
    background = Background()
    made = ColleaguesPage(Frame(town.services, background))
    qtbot.addWidget(made)
    made.resize(1150, 720)
    made.show()
    made.open(Place(Room.COLLEAGUES))
    qtbot.waitUntil(lambda: bool(made._lines))
    yield made
    background.close()
    theme.start(theme.Mode.LIGHT, 100)


def part(page, name):
    found = [w for w in page.findChildren(QWidget, name) if w.isVisible()]
    assert len(found) == 1, (name, len(found))
    return found[0]


def there(page, name):
    return any(w.isVisible() for w in page.window().findChildren(QWidget, name))


def press(page, name):
    part(page, name).click()


def mark(page, name):
    row = next(n for n, x in enumerate(page._lines) if x.colleague.name == name)
    page.table.setCurrentIndex(page.lines.index(row, 0))


def write_down(page, qtbot):
    """Write down the code that is shown, and type it in; the code."""
    qtbot.waitUntil(lambda: there(page, "shown_code"))
    code = page.errands._code
    press(page, "written")
    part(page, "typed_code").form.set_values({"code": code})
    press(page, "confirm")
    return code


def has_ended(page, qtbot):
    qtbot.waitUntil(lambda: there(page, "key_outcome"), timeout=15_000)


def refused(town, name, password):
    with pytest.raises(WrongPassword):
        town.session.unlock(town.folder, name, password)
    return True


def test_a_caseworker_who_left_can_no_longer_sign_in(page, town, qtbot):
    mark(page, MAYA)
    press(page, "chosen.remove")
    said = " ".join(w.text() for w in page.findChildren(QWidget) if hasattr(w, "text"))
    assert "can no longer sign in" in said
    assert "Copies and backups made until today" in said
    press(page, "key_errand.do")
    has_ended(page, qtbot)
    press(page, "key_outcome.done")
    qtbot.waitUntil(
        lambda: {x.colleague.name: x.colleague.signs_in for x in page._lines}[MAYA] is False
    )
    page.frame.background.close()
    town.services.sitting.lock()
    refused(town, MAYA, THEIRS)
    town.services = town.session.unlock(town.folder, RUTH, THEIRS)
    assert isinstance(town.services, Services)


def test_a_supervisor_who_left_costs_a_new_recovery_code(page, town, qtbot):
    mark(page, RUTH)
    press(page, "chosen.remove")
    press(page, "key_errand.do")
    code = write_down(page, qtbot)
    has_ended(page, qtbot)
    page.frame.background.close()
    town.services.sitting.lock()
    refused(town, RUTH, THEIRS)
    town.session.recover(town.folder, code).close()
    town.services = town.session.unlock(town.folder, SAM, SAMS)


def test_a_slip_of_the_pen_is_named_and_nothing_changes_before_it_is_right(page, qtbot):
    press(page, "new_recovery_code")
    press(page, "key_errand.do")
    qtbot.waitUntil(lambda: there(page, "shown_code"))
    code = page.errands._code
    press(page, "written")
    typed = part(page, "typed_code")
    typed.form.set_values({"code": code[:-1] + ("2" if code[-1] != "2" else "3")})
    press(page, "confirm")
    assert "Group 8" in typed.field.error
    typed.form.set_values({"code": code})
    press(page, "confirm")
    has_ended(page, qtbot)


def test_a_forgotten_passphrase_gives_one_for_one_use(page, town, qtbot):
    mark(page, MAYA)
    press(page, "chosen.reset")
    part(page.window(), "do").click()
    qtbot.waitUntil(lambda: bool(page.hand_over.phrase.text()), timeout=15_000)
    phrase = page.hand_over.phrase.text()
    press(page, "hand_over.done")
    assert page.hand_over.phrase.text() == ""
    page.frame.background.close()
    town.services.sitting.lock()
    refused(town, MAYA, THEIRS)
    town.services = town.session.unlock(town.folder, MAYA, phrase)
    assert town.services.colleagues.must_change_password


def test_the_keys_are_renewed_and_everybody_keeps_their_passphrase(page, town, qtbot):
    press(page, "renew_keys")
    press(page, "key_errand.do")
    has_ended(page, qtbot)
    page.frame.background.close()
    town.services.sitting.lock()
    assert (town.folder / "vault-2.db").is_file()
    town.services = town.session.unlock(town.folder, MAYA, THEIRS)
    assert town.services.sitting.name == MAYA


def test_nobody_is_offered_to_remove_or_reset_themselves(page):
    mark(page, SAM)
    assert there(page, "chosen")
    assert not there(page, "chosen.remove")
    assert not there(page, "chosen.reset")
    assert "This is you" in page.chosen.about.text()


@pytest.mark.parametrize("percent", [100, 200])
def test_everybody_can_use_every_face_of_an_errand(page, qtbot, percent):
    theme.current().dress(theme.Mode.LIGHT, percent)
    mark(page, RUTH)
    press(page, "chosen.remove")
    for name in ("key_errand.do", "written", ""):
        qtbot.wait(50)
        assert audit(page) == []
        if name:
            press(page, name)
    assert there(page, "typed_code")
