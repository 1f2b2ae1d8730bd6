"""A supervisor lets colleagues in, and hands a passphrase over once."""

from dataclasses import replace
from datetime import date

import pytest

from youthcase.domain.staff import Role
from youthcase.errors import Refusal
from youthcase.ui.frame import Frame, Place, Room
from youthcase.ui.kit import theme
from youthcase.ui.kit.a11y import audit
from youthcase.ui.kit.background import Background
from youthcase.ui.pages.colleagues import ColleaguesPage


@pytest.fixture
def page(town, qtbot):
    theme.start(theme.Mode.LIGHT, 100)
    background = Background()
    made = ColleaguesPage(Frame(town.services, background))
    qtbot.addWidget(made)
    made.resize(1150, 720)
    made.open(Place(Room.COLLEAGUES))
    qtbot.waitUntil(lambda: bool(made._lines))
    made.show()
    made.activateWindow()
    yield made
    background.close()
    theme.start(theme.Mode.LIGHT, 100)


def press(page, name):
    page.findChild(object, name).click()


def begin(page, qtbot):
    press(page, "let_in_button")
    qtbot.waitUntil(lambda: bool(page.form.offered))


def send(page, qtbot):
    press(page, "let_in.submit")
    qtbot.waitUntil(lambda: page._asked is None, timeout=8000)


def on_the_list_only(town, name):
    """A colleague who came with an import, without a key."""
    services = town.services
    from youthcase.domain.ids import StaffId, new_record
    from youthcase.domain.staff import Staff
    from youthcase.store import journal

    desk = services.colleagues._desk
    staff = Staff(id=StaffId(new_record()), name=name, role="CASEWORKER", recorded_at=desk.now)
    with desk.vault.write() as db:
        journal.add(db, desk.pen, [staff])


def cells(page):
    lines = page.lines
    return {
        lines.index(r, 0).data(): [lines.index(r, c).data() for c in (1, 2, 3)]
        for r in range(lines.rowCount())
    }


def test_the_list_says_who_does_what_and_who_can_sign_in(page, town, qtbot):
    on_the_list_only(town, "Old Hand")
    services = town.services
    person = replace(
        services.people.blank(), first_name="Amara", last_name="Okonedo", dob=date(2010, 5, 5)
    )
    maya = next(x.id for x in services.colleagues.everybody() if x.name == "Maya Adeyemi")
    episode = replace(
        services.episodes.blank(person.id),
        referral_source="2A",
        primary_risk="KNIFE",
        reason="School is worried.",
        lead_worker=maya,
    )
    services.episodes.refer(episode, person)
    found = services.people.file(services.people.find("ama")[0].person).current
    page.refresh(services.episodes.accept(found, start=services.sitting.today))
    qtbot.waitUntil(lambda: len(page._lines) == 5)
    assert cells(page) == {
        "Maya Adeyemi": ["Caseworker", "Can sign in", "1"],
        "Old Hand": ["Caseworker", "On the list only", "0"],
        "Ruth Achebe": ["Supervisor", "Can sign in", "0"],
        "Sam Patel": ["Supervisor", "Can sign in", "0"],
        "Tom Brennan": ["Caseworker", "Can sign in", "0"],
    }
    assert page.top.about.text() == "5 colleagues  ·  4 can sign in"


def test_somebody_new_is_let_in_and_can_unlock_with_the_phrase_shown_once(page, town, qtbot):
    begin(page, qtbot)
    page.form.name.set_value("Ola Brandt")
    phrase = page.form.offered
    assert len(phrase.split("-")) == 5
    send(page, qtbot)
    assert page.hand_over.phrase.text() == phrase
    assert "in person" in page.hand_over.advice.words.accessibleName()
    assert page.form.offered == ""
    press(page, "hand_over.done")
    assert page.hand_over.phrase.text() == ""
    page.frame.background.close()
    town.services.sitting.lock()
    town.services = town.session.unlock(town.folder, "Ola Brandt", phrase)
    assert town.services.sitting.role is Role.CASEWORKER


def test_somebody_on_the_staff_list_keeps_their_record(page, town, qtbot):
    on_the_list_only(town, "Old Hand")
    page.look()
    qtbot.waitUntil(lambda: len(page._lines) == 5)
    begin(page, qtbot)
    page.form.who.set_value("Old Hand")
    assert page.form.name.isHidden()
    page.form.role.set_value(Role.SUPERVISOR)
    send(page, qtbot)
    qtbot.waitUntil(lambda: "Can sign in" in cells(page)["Old Hand"])
    assert len(page._lines) == 5
    found = next(x for x in town.services.colleagues.everybody() if x.name == "Old Hand")
    assert (found.signs_in, found.role) == (True, Role.SUPERVISOR)


def test_another_phrase_is_offered_on_request(page, qtbot):
    begin(page, qtbot)
    before = page.form.offered
    press(page, "new_phrase")
    qtbot.waitUntil(lambda: bool(page.form.offered))
    assert page.form.offered != before


def test_a_phrase_of_their_own_is_checked_and_never_shown(page, qtbot):
    begin(page, qtbot)
    page.form.name.set_value("Ola Brandt")
    page.form.kind.set_value("own")
    page.form.password.set_value("too short")
    send(page, qtbot)
    assert "too short" in page.form.password.error
    page.form.password.set_value("winter-pebble-ladder-saucer")
    send(page, qtbot)
    assert page.hand_over.card.isHidden()
    assert page.form.password.value() is None
    assert "just chosen" in page.hand_over.words.text()


def test_a_name_that_is_taken_is_refused_at_the_name(page, qtbot):
    begin(page, qtbot)
    page.form.name.set_value("Maya Adeyemi")
    send(page, qtbot)
    assert "There is a user of this name" in page.form.name.error
    press(page, "let_in.cancel")
    assert page.table.isVisible()


def test_a_missing_name_is_asked_for(page, qtbot):
    begin(page, qtbot)
    press(page, "let_in.submit")
    assert "Enter the colleague's name" in page.form.name.error


def test_leaving_forgets_a_form_but_keeps_a_phrase_not_handed_over_yet(page, qtbot):
    begin(page, qtbot)
    page.leave()
    assert page.form.offered == ""
    assert page.table.isVisible()
    begin(page, qtbot)
    page.form.name.set_value("Ola Brandt")
    send(page, qtbot)
    page.leave()
    assert page.hand_over.phrase.text()


def test_caseworkers_do_not_see_the_page(town, qtbot):
    services = town.as_("Maya Adeyemi")
    background = Background()
    page = ColleaguesPage(Frame(services, background))
    qtbot.addWidget(page)
    with pytest.raises(Refusal, match="Only supervisors"):
        page.open(Place(Room.COLLEAGUES))
    background.close()


@pytest.mark.parametrize(
    ("mode", "percent"), [("light", 100), ("dark", 100), ("contrast", 100), ("light", 200)]
)
def test_everybody_can_use_list_form_and_hand_over(page, qtbot, mode, percent):
    theme.start(theme.Mode(mode), percent)
    page.resize(1280, 720)
    assert audit(page) == []
    begin(page, qtbot)
    assert audit(page) == []
    page.form.name.set_value("Ola Brandt")
    send(page, qtbot)
    assert audit(page) == []
