"""A spreadsheet comes in through the window: checked, shown, all of it or nothing."""

import shutil
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from youthcase.errors import Refusal
from youthcase.services.people import Wanted
from youthcase.ui.frame import Frame, Place, Room
from youthcase.ui.kit import theme
from youthcase.ui.kit.a11y import audit
from youthcase.ui.kit.background import Background
from youthcase.ui.pages.importing import ImportingPage

SAMPLE = Path(__file__).parents[1] / "importing" / "sample"


@pytest.fixture
def page(sam, qtbot):
    theme.start(theme.Mode.LIGHT, 100)
    background = Background()
    made = ImportingPage(Frame(sam, background))
    qtbot.addWidget(made)
    made.resize(1150, 720)
    made.open(Place(Room.IMPORTING))
    made.show()
    made.activateWindow()
    yield made
    background.close()
    theme.start(theme.Mode.LIGHT, 100)


@pytest.fixture
def wrong(tmp_path):
    """The sample with a column too many, a future contact and a person without a reference."""
    folder = tmp_path / "history"
    shutil.copytree(SAMPLE / "csv", folder)
    contacts = folder / "contacts.csv"
    head, first, *rest = contacts.read_text("utf-8-sig").splitlines()
    moment = first.split(",")[2]
    lines = [f"{head},colour", first.replace(moment, "2099-01-01 10:00"), *rest]
    contacts.write_text("\n".join(lines), "utf-8")
    return folder


def press(page, name):
    page.findChild(object, name).click()


def look_at(page, qtbot, path):
    page.form.source.set_value(path)
    press(page, "check")
    qtbot.waitUntil(lambda: page._job is None, timeout=8000)


def people(services):
    return services.people.count(Wanted())


def test_a_sound_workbook_is_checked_shown_and_imported(page, sam, qtbot):
    look_at(page, qtbot, SAMPLE / "sample.xlsx")
    assert people(sam) == 0
    assert "12 young people" in page.report.counts.text()
    assert "5 warnings" in page.report.answer.words.accessibleName()
    said, changed = [], []
    page.frame.said.connect(said.append)
    page.frame.changed.connect(changed.append)
    press(page, "import")
    qtbot.waitUntil(lambda: page._job is None, timeout=8000)
    assert people(sam) == 12
    assert said == ["Imported: 12 young people"]
    assert len(changed) == 1
    went = []
    page.frame.go.connect(went.append)
    press(page, "to_caseload")
    assert went == [Place(Room.CASELOAD)]


def test_errors_are_listed_with_their_place_and_nothing_can_be_imported(
    page, sam, qtbot, wrong
):
    look_at(page, qtbot, wrong)
    assert page.report.import_.isHidden()
    assert page.report.answer.words.accessibleName().startswith("2 errors.")
    lines = page.report.lines
    rows = [(lines.index(r, 0).data(), lines.index(r, 1).data())
            for r in range(lines.rowCount())]  # fmt: skip
    assert [place for place, _words in rows] == [
        "contacts, row 1, column colour",
        "contacts, row 2, column started_at",
    ]
    assert "not in the layout" in rows[0][1]
    assert "future" in rows[1][1]
    assert "contacts, row 1" in page.report.whole.text()
    page.bring_in()
    assert people(sam) == 0


def test_unknown_columns_can_be_left_out_and_checked_again(page, qtbot, wrong):
    look_at(page, qtbot, wrong)
    press(page, "report.leave_out")
    qtbot.waitUntil(lambda: page._job is None, timeout=8000)
    assert page.report.answer.words.accessibleName().startswith("1 error.")
    assert page.report.leave_out.isChecked()
    assert page.form.leave_out.value()


def test_the_list_is_narrowed_and_copied_without_a_cell_s_words(page, qtbot, wrong):
    look_at(page, qtbot, wrong)
    page.report.severity.setCurrentIndex(0)
    everything = page.report.lines.rowCount()
    page.report.severity.setCurrentIndex(2)
    assert page.report.lines.rowCount() == everything - 2
    page.report.severity.setCurrentIndex(0)
    page.report.filter.edit.setText("started_at")
    assert page.report.lines.rowCount() == 1
    press(page, "copy")
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("Error\tcontacts, row 2, column started_at\t")
    assert "2099" not in copied


def test_what_cannot_be_read_is_refused_at_the_path(page, qtbot, tmp_path):
    look_at(page, qtbot, tmp_path / "nothing.xlsx")
    assert page.form.source.error
    page.form.source.set_value("")
    press(page, "check")
    assert "Choose a workbook or a folder" in page.form.source.error


def test_a_check_can_be_stopped(page, sam, qtbot, tmp_path):
    folder = tmp_path / "long"
    shutil.copytree(SAMPLE / "csv", folder)
    contacts = folder / "contacts.csv"
    head, *rest = contacts.read_text("utf-8-sig").splitlines()
    contacts.write_text("\n".join([head, *rest * 400]), "utf-8")
    said = []
    page.frame.said.connect(said.append)
    page.form.source.set_value(folder)
    press(page, "check")
    press(page, "cancel")
    qtbot.waitUntil(lambda: page._job is None, timeout=8000)
    assert said == ["Stopped. Nothing was imported."]
    assert page.stack.currentWidget() is page._form_face
    assert people(sam) == 0


def test_importing_twice_is_refused_and_changes_nothing(page, sam, qtbot):
    look_at(page, qtbot, SAMPLE / "csv")
    proposal = page.proposal
    press(page, "import")
    qtbot.waitUntil(lambda: page._job is None, timeout=8000)
    press(page, "more")
    page.proposal = proposal
    page.bring_in()
    qtbot.waitUntil(lambda: page._job is None, timeout=8000)
    assert "in the vault by now" in page.form.source.error
    assert people(sam) == 12


def test_the_empty_workbook_is_saved_and_never_over_another_file(page, qtbot, tmp_path):
    file = tmp_path / "empty"
    with qtbot.waitSignal(page.frame.said) as said:
        page.form.save_template(str(file))
    assert said.args == ["The empty workbook is saved"]
    assert "people" in openpyxl.load_workbook(tmp_path / "empty.xlsx").sheetnames
    page.form.save_template(str(file))
    qtbot.waitUntil(page.form.form.errors.isVisible)


def test_the_computer_s_own_dialogs_do_not_stop_the_window(page, tmp_path):
    page.form.source.set_value(tmp_path / "not-there-yet.xlsx")
    for name in ("source.workbook", "source.folder", "template"):
        press(page, name)
        dialog = page.findChildren(QFileDialog)[-1]
        assert dialog.isVisible()
        if name == "source.workbook":
            dialog.fileSelected.emit(str(tmp_path / "chosen.xlsx"))
        dialog.reject()
    assert page.form.source.value() == tmp_path / "chosen.xlsx"


def test_caseworkers_cannot_import(town, qtbot):
    services = town.as_("Maya Adeyemi")
    background = Background()
    page = ImportingPage(Frame(services, background))
    qtbot.addWidget(page)
    with pytest.raises(Refusal, match="Only supervisors"):
        page.open(Place(Room.IMPORTING))
    background.close()


@pytest.mark.parametrize("mode", [theme.Mode.LIGHT, theme.Mode.DARK, theme.Mode.CONTRAST])
def test_everybody_can_use_the_form_and_the_report(page, qtbot, wrong, mode):
    theme.start(mode, 100)
    assert audit(page) == []
    look_at(page, qtbot, wrong)
    assert audit(page) == []


def test_the_report_holds_at_twice_the_text_size(page, qtbot, wrong):
    theme.start(theme.Mode.LIGHT, 200)
    page.resize(1280, 720)
    look_at(page, qtbot, wrong)
    assert audit(page) == []
