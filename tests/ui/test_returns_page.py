"""What a supervisor sees of the figures, and that every number is the length of its list."""

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from youthcase.domain import periods
from youthcase.errors import NotAllowed, Refusal
from youthcase.services import training
from youthcase.services.session import Session
from youthcase.ui.frame import Frame, Place, Room
from youthcase.ui.kit import theme
from youthcase.ui.kit.a11y import audit
from youthcase.ui.kit.background import Background
from youthcase.ui.pages import returns_reading as reading
from youthcase.ui.pages.returns import ReturnsPage
from youthcase.vault.keys import Kdf

NOW = datetime(2026, 11, 23, 10, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def invented(tmp_path_factory):
    """A training vault of forty people, made once."""
    folder = tmp_path_factory.mktemp("invented") / "vault"
    session = Session(clock=lambda: NOW, kdf=Kdf(memory_kib=19_456, passes=1))
    training.make(folder, session, people=40)
    return session, folder


@pytest.fixture(scope="module")
def supervisor(invented):
    session, folder = invented
    services = session.unlock(folder, "Sam Patel", training.PASSWORDS["Sam Patel"])
    yield services
    services.sitting.lock()


@pytest.fixture
def make_page(qtbot):
    made = []

    def make(services):
        background = Background()
        page = ReturnsPage(Frame(services, background))
        qtbot.addWidget(page)
        page.resize(1150, 720)
        page.show()
        page.activateWindow()
        made.append((page, background))
        return page

    yield make
    for page, background in made:
        page.hide()
        background.close()
    theme.start(theme.Mode.LIGHT, 100)


@pytest.fixture
def page(make_page, supervisor, qtbot):
    page = make_page(supervisor)
    page.open(Place(Room.RETURNS))
    counted(page, qtbot)
    return page


def counted(page, qtbot):
    qtbot.waitUntil(lambda: page.figures is not None and not page._is_counting, timeout=5000)


def press(page, name):
    page.findChild(object, name).click()


def test_the_definition_stands_before_the_figure_and_folds_once_read(page, supervisor):
    definition = page.summary.definition
    shown = [w.text() for w in definition.long.findChildren(QLabel)]
    count = supervisor.returns.headline(supervisor.returns.periods()[0], NOW.date())
    assert tuple(shown) == count.definition
    assert (
        definition.mapTo(page, definition.pos()).y()
        < page.summary.headline.mapTo(page, page.summary.headline.pos()).y()
    )
    press(page, "definition.fold")
    assert definition.is_folded
    page.look()
    assert definition.is_folded


def test_the_headline_and_the_way_to_the_target_say_what_the_service_counted(page, supervisor):
    found = supervisor.returns.headline(supervisor.returns.periods()[0], NOW.date())
    assert found.count.headline > 5
    assert page.summary.headline.number == found.count.headline
    words = page.summary.target_words.text()
    assert f"{found.year_to_date} of 200 by 23 November 2026" in words
    assert f"{200 - found.year_to_date} more" in words
    assert page.summary.bar.accessibleName() == words


def test_every_number_opens_a_list_of_that_length(page):
    summary = page.summary
    figures = [summary.headline, summary.figures[reading.NEW]]
    figures.append(summary.figures[reading.WITHOUT_PLAN])
    numbers = [(f.key, f.number) for f in figures]
    numbers += [(b.key, b.number) for b in (*summary.funnel.bars.bars.items,
                                            *summary.sensitivity.bars.bars.items)]  # fmt: skip
    numbers.append((reading.YEAR, page.figures.headline.year_to_date))
    assert len(numbers) == 3 + 9 + 6 + 1
    for key, number in numbers:
        page._open_list(key)
        assert page.people.lines.rowCount() == number, key
        assert page.people.key == key


def test_a_bar_opens_its_list_by_keyboard(page, qtbot):
    bars = page.summary.funnel.bars
    bars.setFocus()
    QTest.keyClick(bars, Qt.Key.Key_Down)
    QTest.keyClick(bars, Qt.Key.Key_Return)
    assert page.tabs.current_key() == "people"
    assert page.people.key == "stage.accepted"
    counted(page, qtbot)


def test_the_table_twin_says_what_the_bars_say(page):
    chart = page.summary.funnel
    press(page, "funnel.twin")
    assert chart.bars.isHidden()
    rows = range(chart.lines.rowCount())
    said = [(chart.lines.index(r, 0).data(), chart.lines.index(r, 1).data()) for r in rows]
    assert said == [(b.words, str(b.number)) for b in chart.bars.bars.items]


def test_a_plan_span_adds_the_figure_over_several_years(page, supervisor, qtbot):
    assert page.summary.figures[reading.PLAN].isHidden()
    changes = supervisor.settings.choose("plan_span", "2024-04-01..2027-03-31")
    page.refresh(changes)
    counted(page, qtbot)
    figure = page.summary.figures[reading.PLAN]
    assert not figure.isHidden()
    figure.click()
    assert page.people.lines.rowCount() == figure.number > 0
    supervisor.settings.choose("plan_span", "")


def test_choosing_a_person_shows_the_six_conditions_with_sentence_and_date(page):
    page._open_list(reading.NOT_COUNTED)
    row = page.people.table.current_record()
    assert page.people.trace.name.text() == row.name
    for part, found in zip(page.people.trace.clauses, row.verdict.clauses, strict=True):
        assert found.sentence in part.sentence.text()
        assert ("Met on" in part.sentence.text()) == found.met
    page.people.table.go_to_row(1)
    assert page.people.trace.name.text() == page.people.table.current_record().name


def test_people_are_found_by_name_and_by_reference(page):
    page._open_list(reading.EVERYBODY)
    row = page.people.table.current_record()
    for typed in (row.ref, row.name.upper()):
        page.people.filter.edit.setText(typed)
        assert row.ref in [page.people.lines.record(i).ref for i in
                           range(page.people.lines.rowCount())]  # fmt: skip
        assert page.people.lines.rowCount() < 10
    page.people.filter.edit.setText("nobody of that name")
    assert page.people.lines.rowCount() == 0
    assert page.people.trace.file.isHidden()


def test_one_step_short_is_grouped_and_enter_opens_the_file(page, supervisor, qtbot):
    page.tabs.setCurrentIndex(1)
    counted(page, qtbot)
    misses = page.figures.count.near_misses
    assert page.short.number == len(misses) > 0
    assert f"({len(misses)})" in page.tabs.tabText(1)
    group = page.short.list.tasks.items[0]
    assert group.words.startswith(f"{page.short.lines.rowCount()} lack")
    line = page.short.table.current_record()
    went = []
    page.frame.go.connect(went.append)
    QTest.keyClick(page.short.table, Qt.Key.Key_Return)
    person = supervisor.returns.person_id(line.row.ref)
    assert went == [Place(Room.FILE, person)]


def test_gaps_are_grouped_with_whom_they_are_about(page, qtbot):
    page.tabs.setCurrentIndex(3)
    counted(page, qtbot)
    assert page.gaps.number == len(page.figures.count.warnings) > 0
    for row, task in enumerate(page.gaps.list.tasks.items):
        page.gaps.list.setCurrentIndex(page.gaps.list.tasks.index(row))
        number = sum(w.gap.value == task.key for w in page.figures.count.warnings)
        assert page.gaps.lines.rowCount() == number
        assert task.status.startswith(f"{number} ")


def test_another_period_and_an_earlier_day_are_counted(page, supervisor, qtbot):
    page.period.setCurrentIndex(1)
    counted(page, qtbot)
    quarter = supervisor.returns.periods()[1]
    found = supervisor.returns.headline(quarter, NOW.date())
    assert page.summary.headline.number == found.count.headline
    press(page, "as_at_button")
    page.dates.as_at.set_value(date(2026, 10, 15))
    press(page, "dates.count")
    counted(page, qtbot)
    assert page.as_at.text() == "As known on 15 October 2026"
    found = supervisor.returns.headline(quarter, date(2026, 10, 15))
    assert page.summary.headline.number == found.count.headline


def test_days_of_ones_own_are_counted_and_impossible_ones_refused(page, supervisor, qtbot):
    page.period.setCurrentIndex(page.period.count() - 1)
    assert page.dates.isVisible()
    page.dates.first.set_value(date(2026, 6, 1))
    page.dates.last.set_value(date(2026, 5, 1))
    press(page, "dates.count")
    assert "ends before it begins" in page.dates.last.error
    page.dates.last.set_value(date(2026, 8, 31))
    page.dates.as_at.set_value(date(2027, 1, 1))
    press(page, "dates.count")
    assert "today at the latest" in page.dates.as_at.error
    page.dates.as_at.set_value(NOW.date())
    press(page, "dates.count")
    counted(page, qtbot)
    period = periods.parse("2026-06-01..2026-08-31")
    found = supervisor.returns.headline(period, NOW.date())
    assert page.summary.headline.number == found.count.headline
    assert page.period.currentText() == "1 June 2026 to 31 August 2026"


def test_escape_leaves_the_dates_and_changes_nothing(page):
    before = page.period.currentText()
    page.period.setCurrentIndex(page.period.count() - 1)
    QTest.keyClick(page.dates.first.day, Qt.Key.Key_Escape)
    assert not page.dates.isVisible()
    assert page.period.currentText() == before


def test_names_become_initials_in_privacy_mode(page):
    page._open_list(reading.EVERYBODY)
    row = page.people.table.current_record()
    page.frame.set_private(True)
    shown = page.people.lines.index(0, 0).data()
    assert row.name not in shown
    assert row.name != page.people.trace.name.text()
    page.frame.set_private(False)


def test_looking_at_names_is_noted_once_for_each_count(page, supervisor, qtbot):
    def noted():
        with supervisor.returns._desk.vault.read() as db:
            found = db.execute("SELECT count(*) FROM audit WHERE action = 'return.trace'")
            return found.fetchone()[0]

    before = noted()
    page.look()
    counted(page, qtbot)
    assert noted() == before
    page._open_list(reading.COUNTED)
    counted(page, qtbot)
    page.look()
    counted(page, qtbot)
    assert noted() == before + 1


def test_changes_while_counting_are_counted_too(page, supervisor, qtbot):
    page.look()
    changes = supervisor.settings.choose("target", "150")
    page.refresh(changes)
    assert page._is_stale
    counted(page, qtbot)
    assert " of 150 by " in page.summary.target_words.text()
    supervisor.settings.choose("target", "200")


def test_caseworkers_do_not_see_the_returns(make_page, town):
    services = town.as_("Maya Adeyemi")
    with pytest.raises(Refusal, match="Only supervisors"):
        make_page(services).open(Place(Room.RETURNS))
    with pytest.raises(NotAllowed):
        services.returns.headline(services.returns.periods()[0], services.sitting.today)


def test_an_empty_vault_counts_nobody_and_says_so(make_page, sam, qtbot):
    page = make_page(sam)
    page.open(Place(Room.RETURNS))
    counted(page, qtbot)
    assert page.summary.headline.number == 0
    page.tabs.setCurrentIndex(1)
    assert page.short.nothing.isVisible()
    assert "Nobody is chosen" in page.people.trace.name.text()


@pytest.mark.parametrize("part", ["figures", "short", "people", "gaps"])
def test_everybody_can_use_every_part(page, qtbot, part):
    page.open(Place(Room.RETURNS, part=part))
    counted(page, qtbot)
    assert audit(page) == []


@pytest.mark.parametrize("mode", [theme.Mode.DARK, theme.Mode.CONTRAST])
def test_the_figures_hold_at_twice_the_text_size(page, mode):
    theme.start(mode, 200)
    page.resize(1280, 720)
    assert audit(page) == []
