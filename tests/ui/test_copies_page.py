"""Does a copy leave the vault only as it was seen, registered, and never by a hidden file?"""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from datetime import date

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QDialog, QFileDialog, QLabel, QWidget

from youthcase.domain.ids import PlanItemId, new_record
from youthcase.domain.plan_copy import Form
from youthcase.domain.plan_sections import helplines, sections
from youthcase.domain.plans import PlanItem
from youthcase.errors import Refusal
from youthcase.ui.frame import Frame, Place, Room
from youthcase.ui.kit import a11y, theme
from youthcase.ui.kit.background import Background
from youthcase.ui.pages.copies import CopiesPage

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="CUPS is not on Windows")


@pytest.fixture(autouse=True)
def _dressed(qapp):
    theme.current().dress(theme.Mode.LIGHT, 100)
    yield
    theme.current().dress(theme.Mode.LIGHT, 100)


@pytest.fixture
def cups(tmp_path, monkeypatch):
    """A computer with the print commands that a test gives it: none at first."""
    tools = tmp_path / "tools"
    tools.mkdir()
    monkeypatch.setenv("PATH", f"{tools}{os.pathsep}/usr/bin{os.pathsep}/bin")

    def tool(name, script):
        path = tools / name
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)

    tool("lpstat", "exit 1")
    tool.folder = tmp_path
    tool.with_printer = lambda: tool("lpstat", '[ "$1" = "-e" ] && echo Front_desk || true')
    return tool


def whole_plan(services, person, carry):
    content = services.plans.begin(person)
    items = tuple(
        PlanItem(
            id=PlanItemId(new_record()),
            person=person,
            version=content.version.id,
            section=part.number,
            position=1,
            text=f"A line of section {part.number}",
            audience=("YOUNG_PERSON",) if part.may_reach("YOUNG_PERSON") else (),
        )
        for part in sections()
        if part.kind not in {"about", "agreement", "places"}
    )
    version = replace(
        content.version,
        agreed_on=services.sitting.today,
        participation="AGREED",
        carry_decision=carry,
        carry_finders="Only her gran",
        carry_kept="In her coat",
    )
    return replace(content, version=version, items=items)


@pytest.fixture
def person(town):
    maya = town.as_("Maya Adeyemi")
    person = replace(
        maya.people.blank(), first_name="Amara", last_name="Okonedo", dob=date(2010, 5, 5)
    )
    episode = replace(
        maya.episodes.blank(person.id),
        referral_source="2A",
        primary_risk="KNIFE",
        reason="School is worried.",
    )
    maya.episodes.refer(episode, person)
    maya.episodes.accept(maya.people.file(person.id).current, start=maya.sitting.today)
    return person.id


@pytest.fixture
def show(qtbot, town, cups):
    """Show the page with one version or the draft, and wait for its preview."""
    shown_pages = []

    def shown(place, *, preview=True):
        frame = Frame(town.services, Background())
        page = CopiesPage(frame)
        shown_pages.append(page)
        page.went, page.said = [], []
        frame.go.connect(page.went.append)
        frame.said.connect(page.said.append)
        qtbot.addWidget(page)
        page.resize(1152, 720)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        page.open(Place(Room.COPIES, place))
        page.first_focus().setFocus()
        if preview:
            qtbot.waitUntil(lambda: page.preview.page_count > 0, timeout=10_000)
        return page

    yield shown
    for page in shown_pages:
        page.leave()
        page.hide()
        page.frame.background.close()


@pytest.fixture
def approve(town, person):
    """Approve a plan whose carry decision is given; leave Maya at the desk."""

    def approved(carry="CARRY_FULL_YP"):
        maya = town.as_("Maya Adeyemi")
        maya.plans.submit(whole_plan(maya, person, carry))
        sam = town.as_("Sam Patel")
        (waiting,) = sam.plans.waiting()
        version = waiting.version.id
        sam.plans.approve(version, sam.plans.content_hash(sam.plans.content(version)))
        town.as_("Maya Adeyemi")
        return version

    return approved


def choose(page, form):
    radio(page, form).click()


def radio(page, form):
    return page.choose.form.radios[list(Form).index(form)]


def press(page, name):
    QTest.mouseClick(page.findChild(QAbstractButton, name), Qt.MouseButton.LeftButton)


def registered(town, person):
    copies = town.services.people.file(person).copies
    return [(c.form, c.for_whom, c.number, c.how) for c in copies]


def test_the_preview_shows_the_pages_and_what_is_left_out_for_safety(show, approve, qtbot):
    page = show(approve())
    assert page.preview.page_count >= 2
    assert "Nothing is left out" in page.choose.nothing.text()
    choose(page, Form.YOUNG_PERSON)
    qtbot.waitUntil(lambda: bool(page.choose.removed.blocks), timeout=10_000)
    spoken = [block.spoken() for block in page.choose.removed.blocks]
    assert "What we are worried about, 1 line, Never on paper that a young person carries" in (
        spoken
    )
    assert page.choose.whom.isHidden()


def test_a_form_that_the_carry_decision_forbids_says_why(show, approve):
    page = show(approve("CARD_ONLY"))
    assert not radio(page, Form.YOUNG_PERSON).isEnabled()
    assert "The pocket card" in page.choose.why_not.text()
    assert not page.choose.why_not.isHidden()


def test_without_a_printer_that_is_said_and_saving_is_offered(show, approve, qtbot):
    page = show(approve())
    qtbot.waitUntil(lambda: not page.leaving.no_printer.isHidden())
    assert page.leaving.print.isHidden()
    assert page.leaving.save.isEnabled()


def test_from_the_file_to_paper_in_three_clicks(show, approve, cups, qtbot, town, person):
    cups.with_printer()
    got = cups.folder / "got"
    cups("lp", f'cat > {got}.pdf; echo "$@" > {got}.txt')
    page = show(approve())  # one click: "Print or save a copy" on the file
    qtbot.waitUntil(page.leaving.print.isEnabled)
    page.findChildren(QAbstractButton, "usual")[1].click()  # two: for whom
    press(page, "print")  # three
    qtbot.waitUntil(lambda: page.said != [], timeout=10_000)
    assert page.said == ["Sent to Front_desk"]
    assert (cups.folder / "got.pdf").read_bytes().startswith(b"%PDF")
    assert "plan-v1-1" in (cups.folder / "got.txt").read_text()
    assert "Okonedo" not in (cups.folder / "got.txt").read_text()
    assert registered(town, person) == [("full", "Social care", 1, "printed")]
    assert "The copy is in the register." in page.leaving.done.words.text()


def test_a_full_copy_says_for_whom_before_it_leaves(show, approve, cups, qtbot, town, person):
    cups.with_printer()
    page = show(approve())
    qtbot.waitUntil(page.leaving.print.isEnabled)
    press(page, "print")
    error = page.findChild(QLabel, "for_whom.error").text()
    assert error == "Error: Say for whom this copy is"
    assert registered(town, person) == []


def test_saving_warns_and_proposes_a_neutral_name(show, approve, qtbot):
    page = show(approve())
    page.choose.whom.set_value("School")
    press(page, "save")
    asked = page.window().findChild(QDialog, "confirm")
    words = asked.accessibleDescription()
    assert "outside the vault, unencrypted" in words
    assert "plan-v1-1.pdf" in words
    asked.do.click()
    dialog = page.window().findChild(QFileDialog, "save_dialog")
    assert dialog.selectedFiles()[0].endswith("plan-v1-1.pdf")
    dialog.reject()


def test_a_saved_copy_is_registered_once_and_the_next_has_the_next_number(
    show, approve, tmp_path, qtbot, town, person
):
    page = show(approve())
    page.choose.whom.set_value("School")
    to = tmp_path / "plan-v1-1.pdf"
    page.leaving.save_to(to)
    qtbot.waitUntil(lambda: page.said != [], timeout=10_000)
    assert to.read_bytes().startswith(b"%PDF")
    assert registered(town, person) == [("full", "School", 1, "saved")]
    qtbot.waitUntil(lambda: page.leaving._file_name == "plan-v1-2.pdf", timeout=10_000)


def test_a_copy_is_locked_with_words_that_are_shown_once(
    show, approve, qtbot, tmp_path, town, person
):
    page = show(approve())
    page.choose.whom.set_value("School")
    press(page, "save")
    asked = page.window().findChild(QDialog, "confirm")
    assert not asked.locking.isVisible()
    asked.lock.set_value("locked")
    qtbot.waitUntil(lambda: not asked.words.is_empty(), timeout=10_000)
    phrase = asked.words.value()
    said = " ".join(part.text() for part in asked.findChildren(QLabel))
    for part in ("kept nowhere", "by phone", "same e-mail", "not PDF/A"):
        assert part in said
    for poor in ("short", "password-password-password", "Amara-Okonedo-Amara-1"):
        asked.words.set_value(poor)
        asked.do.click()
        qtbot.waitUntil(asked.do.isEnabled, timeout=10_000)
        assert asked.words.error
        assert asked.isVisible()
    asked.words.set_value(phrase)
    asked.do.click()
    found = lambda: page.window().findChild(QFileDialog, "save_dialog")  # noqa: E731
    qtbot.waitUntil(lambda: found() is not None, timeout=10_000)
    to = tmp_path / "plan-v1-1.pdf"
    found().fileSelected.emit(str(to))
    found().reject()
    qtbot.waitUntil(lambda: page.said != [], timeout=10_000)
    made = to.read_bytes()
    with pytest.raises(pypdfium2.PdfiumError):
        pypdfium2.PdfDocument(made)
    with pypdfium2.PdfDocument(made, password=phrase) as file:
        assert "Who to call" in file[0].get_textpage().get_text_range()
    assert registered(town, person) == [("full", "School", 1, "saved with a passphrase")]
    told = town.services.audit_log.about(person, limit=1)[0]
    assert "locked with a passphrase" in told.sentence
    assert page.leaving._passphrase == ""
    assert "locked" in page.leaving.done.words.text()


def test_numbers_that_nobody_checked_for_six_months_are_said(show, approve, town, qtbot, clock):
    page = show(approve())
    assert page.stale.isHidden()
    lines = [replace(line, last_checked=date(2026, 5, 1)) for line in helplines()[:1]]
    town.as_("Sam Patel").settings.own.keep_helplines([*lines, *helplines()[1:]])
    page = show(page._content.version.id)
    said = page.stale.words.text()
    assert "Police, ambulance or fire (999)" in said
    assert "Childline" not in said
    press(page, "check_helplines")
    assert page.went == [Place(Room.SETTINGS, "copies")]
    clock.moment = clock.moment.replace(year=2027, month=6)
    town.as_("Maya Adeyemi")
    page = show(page._content.version.id)
    assert "and 8 more" in page.stale.words.text()
    assert "Ask a supervisor" in page.stale.words.text()
    assert not page.stale.action.isVisible()


def test_the_organisations_own_titles_stand_beside_the_preview(show, approve, town, qtbot):
    version = approve()
    town.as_("Sam Patel").settings.own.keep_title(5, "My toolbox")
    page = show(version)
    assert page.choose.ticks.ticks[5].text() == "My toolbox"


def test_a_failed_print_says_what_the_register_holds_and_tries_the_same_bytes_again(
    show, approve, cups, qtbot, town, person
):
    cups.with_printer()
    cups("lp", f"cat > {cups.folder}/first.pdf; exit 1")
    page = show(approve())
    qtbot.waitUntil(page.leaving.print.isEnabled)
    page.choose.whom.set_value("School")
    press(page, "print")
    qtbot.waitUntil(lambda: not page.leaving.failed.isHidden(), timeout=10_000)
    words = page.leaving.failed.words.text()
    assert "did not take it" in words
    assert "The register already holds this copy" in words
    assert page.said == []
    cups("lp", f"cat > {cups.folder}/second.pdf")
    press(page, "again")
    qtbot.waitUntil(lambda: not page.leaving.done.isHidden(), timeout=10_000)
    first, second = cups.folder / "first.pdf", cups.folder / "second.pdf"
    assert first.read_bytes() == second.read_bytes()
    assert registered(town, person) == [("full", "School", 1, "printed")]
    assert page.leaving.again.isHidden()


def test_a_folder_that_cannot_be_written_is_said(show, approve, tmp_path, qtbot):
    page = show(approve())
    page.choose.whom.set_value("School")
    page.leaving.save_to(tmp_path / "nowhere" / "plan.pdf")
    qtbot.waitUntil(lambda: not page.leaving.failed.isHidden(), timeout=10_000)
    assert "could not be written there" in page.leaving.failed.words.text()


def test_a_full_disk_leaves_no_half_file_behind(show, approve, qtbot, tmp_path):
    full = "/dev/full"
    if not os.path.exists(full):  # noqa: PTH110
        pytest.skip("this system has no device that is always full")
    page = show(approve())
    page.choose.whom.set_value("School")
    to = tmp_path / "plan.pdf"
    to.symlink_to(full)
    page.leaving.save_to(to)
    qtbot.waitUntil(lambda: not page.leaving.failed.isHidden(), timeout=10_000)
    assert "could not be written there" in page.leaving.failed.words.text()
    assert not to.is_symlink()


def test_a_decision_changed_meanwhile_registers_nothing(
    show, approve, cups, qtbot, town, person
):
    cups.with_printer()
    page = show(approve("CARD_ONLY"))
    qtbot.waitUntil(page.leaving.print.isEnabled)
    page.choose.form.set_value(Form.YOUNG_PERSON)  # as if the page were older than the plan
    press(page, "print")
    qtbot.waitUntil(lambda: not page.trouble.isHidden(), timeout=10_000)
    assert "carried" in page.trouble.words.text()
    assert registered(town, person) == []


def test_an_unapproved_plan_is_not_given_to_carry(show, town, person, clock, qtbot):
    maya = town.as_("Maya Adeyemi")
    maya.plans.submit(whole_plan(maya, person, "CARRY_FULL_YP"))
    (version,) = maya.people.file(person).versions
    page = show(version.id)
    assert page.choose.form.radios[
        list(Form).index(Form.YOUNG_PERSON)
    ].isEnabled()  # interim, within 72 hours
    clock.moment = clock.moment.replace(day=28)
    page = show(version.id)
    assert not radio(page, Form.YOUNG_PERSON).isEnabled()
    assert "once it is approved" in page.choose.why_not.text()


def test_a_draft_can_be_looked_at_and_not_given(show, town, person):
    maya = town.as_("Maya Adeyemi")
    maya.plans.keep(whole_plan(maya, person, "CARRY_FULL_YP"))
    page = show(f"draft:{person}")
    assert page.preview.page_count >= 1
    assert page.leaving.print.isHidden()
    assert page.leaving.save.isHidden()
    press(page, "back")
    assert page.went == [Place(Room.PLAN_EDITOR, person)]


def test_without_a_draft_there_is_nothing_to_look_at(show, town, person):
    town.as_("Maya Adeyemi")
    with pytest.raises(Refusal, match="no draft"):
        show(f"draft:{person}", preview=False)


_watching: list[list[str]] = []


def _watch(event, arguments):
    if _watching and event == "open":
        path, mode, flags = arguments
        writes = isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        if writes or (isinstance(mode, str) and set(mode) & set("wax+")):
            _watching[-1].append(str(path))
    elif _watching and event.startswith("tempfile."):
        _watching[-1].append(event)


sys.addaudithook(_watch)


def test_nothing_is_written_to_disk_between_the_vault_and_the_printer(
    show, approve, cups, qtbot, folder
):
    cups.with_printer()
    cups("lp", "cat > /dev/null")
    version = approve()
    opened: list[str] = []
    _watching.append(opened)
    try:
        page = show(version)
        qtbot.waitUntil(page.leaving.print.isEnabled)
        page.choose.whom.set_value("School")
        press(page, "print")
        qtbot.waitUntil(lambda: page.said != [], timeout=10_000)
    finally:
        _watching.pop()
    outside = [
        p for p in opened if not p.startswith((str(folder), "/dev/")) and "pycache" not in p
    ]
    assert [p for p in outside if not p.isdigit()] == []


def test_leaving_the_page_forgets_the_paper(show, approve):
    page = show(approve())
    page.leave()
    assert page.preview.page_count == 0
    assert page.preview._pdf == b""


@pytest.mark.parametrize(
    ("mode", "percent"),
    [(theme.Mode.LIGHT, 100), (theme.Mode.DARK, 150), (theme.Mode.CONTRAST, 200)],
)
def test_everybody_can_use_the_copies(show, approve, mode, percent, cups, qtbot):
    theme.current().dress(mode, percent)
    cups.with_printer()
    page = show(approve())
    qtbot.waitUntil(page.leaving.print.isEnabled)
    assert a11y.audit(page) == []
    assert page.findChild(QWidget, "printer").isVisible()
