"""What does every widget of the kit look like, together in one window?"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QFrame, QLabel, QStackedWidget, QWidget

from youthcase.errors import Refusal
from youthcase.ui.kit import banner, buttons, cards, chips, empty, fields, measure, text, theme
from youthcase.ui.kit.flow import Flow
from youthcase.ui.kit.form import Form, QuestionPage, Scrolled
from youthcase.ui.kit.nav import NavItem, NavList
from youthcase.ui.kit.palette import CommandPalette, Hit
from youthcase.ui.kit.pdf_view import PdfView
from youthcase.ui.kit.progress import ProgressPanel
from youthcase.ui.kit.reflow import PageHeader, SideBySide, Tiles, em_width
from youthcase.ui.kit.stat import StatTile
from youthcase.ui.kit.table import Cell, Column, DataTable, PagedTable
from youthcase.ui.kit.tabs import Tabs
from youthcase.ui.kit.tasklist import Task, TaskList
from youthcase.ui.kit.timeline import Entry, Timeline
from youthcase.ui.kit.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

PEOPLE = [
    (
        "Aisha Khan",
        14,
        "YC-0412",
        "Open",
        "Safety plan review",
        -3,
        ("Exploitation", "Missing"),
    ),
    ("Tomasz Nowak", 16, "YC-0388", "Open", "Statement to panel", -1, ()),
    ("Ffion Hughes", 13, "YC-0431", "New", "First contact", 0, ("Self-harm",)),
    ("Reuben Clarke", 17, "YC-0279", "Open", "Home visit", 0, ()),
    ("Niamh Murphy", 15, "YC-0402", "Open", "School meeting", 1, ("Missing",)),
    ("Jayden Campbell", 16, "YC-0365", "Open", "Session 6 of 12", 2, ()),
    ("Zainab Ali", 12, "YC-0440", "New", "Consent form", 3, ()),
    ("Kofi Osei", 15, "YC-0397", "On hold", "Session 3 of 12", 4, ("Exploitation",)),
    ("Grace Evans", 14, "YC-0351", "Open", "Check in with school", 9, ()),
    ("Callum Wright", 17, "YC-0244", "Open", "Closing letter", 12, ()),
]
Person = tuple[str, int, str, str, str, int, tuple[str, ...]]


def gallery(size: tuple[int, int] = (1366, 720)) -> Gallery:
    """A window with a page for each family of widgets."""
    made = Gallery()
    made.resize(*size)
    return made


class Gallery(QWidget):
    """The kit's widgets on pages like those of the program."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Youthcase")
        outer = measure.row(self)
        self.sidebar = sidebar()
        outer.addWidget(self.sidebar)
        self.pages = QStackedWidget()
        outer.addWidget(self.pages, 1)
        for make in (caseload, file, plan, bits, paper):
            self.pages.addWidget(make())
        self.palette = CommandPalette(self, hits)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        narrow = em_width(self) < 1000
        nav = self.sidebar.findChild(NavList)
        assert nav is not None
        if narrow != nav.collapsed:
            nav.set_collapsed(narrow)
            for words in self.sidebar.findChildren(QLabel):
                words.setVisible(not narrow or not words.text())
        measure.fit(self.sidebar, width=72 if narrow else 214)

    def show_page(self, at: int) -> QWidget:
        """Turn to a page."""
        self.pages.setCurrentIndex(at)
        return self.pages.widget(at)


def sidebar() -> QWidget:
    side = measure.fit(QFrame(), width=214)
    side.setProperty("role", "sidebar")
    layout = measure.column(side, gap=4, margins=(12, 16, 12, 12))
    brand = measure.row(gap=8, margins=(6, 0, 0, 12))
    from youthcase.ui.kit.icons import Icon

    brand.addWidget(Icon("folder-heart", "primary", 24))
    brand.addWidget(text.label("Youthcase", "h3"))
    brand.addStretch()
    layout.addLayout(brand)
    nav = NavList(
        "Main parts",
        [
            NavItem("today", "sun", "Today", shortcut="Ctrl+1"),
            NavItem("caseload", "users", "Caseload", 12),
            NavItem("approvals", "badge-check", "Approvals", 2),
            NavItem("returns", "chart-column", "Returns"),
        ],
    )
    nav.set_current("caseload")
    layout.addWidget(nav)
    layout.addStretch()
    card = cards.Card()
    card.body.addWidget(text.label("Maya Adeyemi", "strong"))
    card.body.addWidget(text.label("Caseworker", "cap", tone="muted"))
    layout.addWidget(card)
    return side


def due(days: int) -> Cell:
    if days < 0:
        words = f"{-days} day{'s' if days < -1 else ''} overdue"
        return Cell(chips=(chips.Chip(words, Tone.DANGER, "triangle-alert", outlined=True),))
    if days == 0:
        return Cell(chips=(chips.Chip("Today", Tone.WARN, "clock", outlined=True),))
    return Cell("Tomorrow" if days == 1 else f"In {days} days", muted=True)


COLUMNS: list[Column[Person]] = [
    Column(
        "name",
        "Young person",
        lambda p: Cell(
            p[0], f"{p[1]} years  ·  {p[2]}", initials=chips.initials_of(p[0]), strong=True
        ),
        width=230,
        stretches=True,
        sortable=True,
    ),
    Column(
        "status",
        "Status",
        lambda p: (
            Cell(p[3]) if p[3] == "Open" else Cell(chips=(chips.Chip(p[3], Tone.NEUTRAL),))
        ),
        width=110,
        folds=1,
    ),
    Column("next", "Next action", lambda p: Cell(p[4]), width=190, stretches=True),
    Column("due", "Due", lambda p: due(p[5]), width=160, sortable=True),
    Column(
        "alerts",
        "Alerts",
        lambda p: Cell(chips=tuple(chips.Chip(a, Tone.CARE) for a in p[6])),
        width=190,
        folds=2,
    ),
]


def people_table(people: Sequence[Person] = PEOPLE) -> DataTable:
    table = PagedTable[Person](
        COLUMNS,
        count=lambda: len(people),
        page=lambda offset, limit: people[offset : offset + limit],
        row_name=lambda p: p[0],
        sorter=lambda _key, _down: None,
    )
    table.mark_sorted("due")
    view = DataTable("Caseload", table)
    table.setParent(view)
    view.set_empty(
        empty.EmptyState(
            "users", "Nobody on your caseload", "A person added by you appears here.", "Add one"
        )
    )
    return view


def caseload() -> QWidget:
    page = QWidget()
    layout = measure.column(page, gap=12, margins=(24, 16, 24, 16))
    search = fields.IconField(
        "search", "Search everything", placeholder="Search everything", key="Ctrl+K"
    )
    add = buttons.primary("Add a young person", "plus")
    about = "12 young people  ·  Monday 23 November 2026"
    actions = [measure.fit(search, height=36, width=270), add]
    layout.addWidget(PageHeader("Caseload", about, actions))
    stats = QWidget()
    tiles = Tiles(stats)
    for icon, words, number, tone in (
        ("triangle-alert", "Overdue", 2, Tone.DANGER),
        ("clock", "Due today", 2, Tone.WARN),
        ("calendar-days", "Due this week", 4, Tone.INFO),
        ("file-text", "Unsent statement", 0, Tone.PLAIN),
    ):
        tiles.addWidget(StatTile(icon, words, number, tone))
    layout.addWidget(stats)
    bar = QWidget()
    filters = Flow(bar)
    find = fields.IconField(
        "list-filter", "Filter by name or reference", placeholder="Filter by name or reference"
    )
    filters.addWidget(measure.fit(find, height=36, width=300))
    for words in ("Status: all", "Worker: me"):
        combo = fields.Combo(words)
        combo.addItems([words, "Open", "Closed"])
        filters.addWidget(measure.fit(combo, width=150))
    layout.addWidget(bar)
    layout.addWidget(measure.fit(people_table(), min_height=240), 1)
    return Scrolled(page)


def file() -> QWidget:
    page = QWidget()
    layout = measure.column(page)
    head = QFrame()
    head.setProperty("role", "identity")
    top = measure.column(head, gap=10, margins=(24, 14, 24, 0))
    about = "14 years (born 3 May 2012)  ·  she/her  ·  YC-0412  ·  Hillside Academy"
    line = measure.row(gap=14)
    line.addWidget(chips.Avatar("Aisha Khan"), 0, Qt.AlignmentFlag.AlignTop)
    actions = [buttons.secondary("Share or print", "printer"), buttons.primary("Add", "plus")]
    line.addWidget(PageHeader("Aisha Khan", about, actions), 1)
    top.addLayout(line)
    top.addWidget(
        banner.Banner(
            Tone.CARE,
            "Call or text Mum on her own mobile. Set 6 Nov by Maya Adeyemi.",
            lead="Do not leave messages on the home phone.",
            action="Details",
        )
    )
    tabs = Tabs(
        "File sections",
        [
            (t.lower(), t)
            for t in ("Overview", "Timeline", "Safety plan", "People", "Documents")
        ],
    )
    tabs.set_current("timeline")
    top.addWidget(tabs)
    layout.addWidget(head)
    body = measure.row(gap=20, margins=(24, 14, 24, 12))
    layout.addLayout(body, 1)
    side = QWidget()
    column = measure.column(side, gap=12)
    column.addWidget(actions_card())
    wants = cards.Card("What Aisha wants")
    wants.body.addWidget(
        cards.QuoteCard("I want to stay at my school.", "Her words, session 2")
    )
    column.addWidget(wants)
    column.addStretch()
    body.addWidget(SideBySide(timeline(), side), 1)
    return page


def actions_card() -> cards.Card:
    card = cards.Card("Next actions")
    tasks = TaskList(
        "Next actions",
        [
            Task("a", "Review safety plan", "3 days overdue", "triangle-alert", Tone.DANGER),
            Task("b", "Speak to Mr Lloyd", "Due Wed 25 Nov"),
        ],
    )
    card.body.addWidget(measure.fit(tasks, height=104))
    card.body.addWidget(buttons.link("Add an action", "plus"), 0, Qt.AlignmentFlag.AlignLeft)
    return card


def timeline() -> Timeline:
    view = Timeline("Timeline, newest first")
    view.set_entries(
        [
            Entry(
                "1",
                "Phone call with Mum",
                "Today, 09:40",
                "Maya Adeyemi",
                "Home settled since Thursday. Mum asked whether the school move can wait until "
                "after the review. Agreed I will speak to Mr Lloyd before Wednesday.",
                "phone",
                section="This week",
            ),
            Entry(
                "2",
                "Session 4: Feeling safe",
                "Fri 20 Nov, 15:30",
                "Maya Adeyemi",
                "Aisha made her own list of safe people and places. She said walking the long "
                "way round is “what I do anyway”. Strengths: asks for help early.",
                "message-circle-heart",
                Tone.OK,
                section="This week",
            ),
            Entry(
                "3",
                "Missing episode: returned safe",
                "Thu 19 Nov, 23:50",
                "Sam Patel",
                "Reported missing 21:10, home 23:35. Return conversation offered and accepted.",
                "map-pin",
                Tone.DANGER,
                section="This week",
                chips=(chips.Chip("Missing", Tone.CARE),),
            ),
            Entry(
                "4",
                "Safety plan, version 3 agreed",
                "Fri 6 Nov, 16:05",
                "Maya Adeyemi",
                "Agreed with Aisha and Mum. Review due Friday 20 November.",
                "shield-check",
                Tone.INFO,
                section="Earlier in November",
            ),
        ]
    )
    return view


def plan_form() -> Form:
    return Form(
        [
            fields.TextField("who", "Who or where", required=True),
            fields.DateField(
                "born", "Date of birth", hint="For example, 27 3 2012", today=date.today
            ),
            fields.ChoiceField(
                "knows",
                "Knows about the plan",
                [fields.Choice(1, "Yes", "They have seen it"), fields.Choice(2, "No")],
                required=True,
            ),
            fields.ChoiceChips(
                "needs", "Needs", [fields.Choice(w, w) for w in ("School", "Family", "Friends")]
            ),
            fields.LongText("says", "What Aisha says about this"),
            fields.PasswordField("pass", "Passphrase", required=False),
        ],
        step="Step 4 of 7",
        title="Who are the safe people and places for Aisha?",
        hint="Use her own words where you can. People here must know they are on the plan.",
    )


def plan() -> QWidget:
    page = QWidget()
    body = measure.row(page, gap=24, margins=(24, 14, 8, 12))
    card = measure.fit(cards.Card("Safety plan"), width=256)
    tasks = TaskList(
        "Safety plan steps",
        [
            Task("1", "What worries us", "Done", "circle-check", Tone.OK),
            Task("2", "Warning signs", "Done", "circle-check", Tone.OK),
            Task("3", "Safe people and places", "In progress", "circle-dot", Tone.INFO),
            Task("4", "What adults will do", "Not started"),
            Task("5", "Check and agree", "Cannot start yet", "lock", usable=False),
        ],
    )
    tasks.set_current("3")
    card.body.addWidget(tasks, 1)
    form = plan_form()
    form.body.insertWidget(
        2,
        banner.Banner(Tone.WARN, "", lead="If Aisha is at risk of harm now, call 999 first."),
    )
    question = QuestionPage(form, back="Previous")
    question.saved.say("Saved on this computer 14:02")
    body.addWidget(
        SideBySide(question, card, side_width=256, side_first=True, main_height=360), 1
    )
    return page


def bits() -> QWidget:
    page = QWidget()
    layout = measure.column(page, gap=16, margins=(24, 16, 24, 16))
    layout.addWidget(banner.TrainingBand("Training: all people here are invented"))
    line = measure.row(gap=10)
    for make in (
        buttons.primary,
        buttons.secondary,
        buttons.quiet,
        buttons.link,
        buttons.danger,
    ):
        line.addWidget(make(make.__name__.capitalize(), "check"))
    line.addWidget(buttons.icon_button("lock", "Lock now"))
    off = buttons.primary("Not now")
    off.setEnabled(False)
    line.addWidget(off)
    line.addStretch()
    layout.addLayout(line)
    line = measure.row(gap=8)
    for tone in Tone:
        line.addWidget(chips.ChipLabel(chips.Chip(tone.value.capitalize(), tone, "clock")))
    line.addStretch()
    layout.addLayout(line)
    for tone in (Tone.INFO, Tone.OK, Tone.DANGER, Tone.NEUTRAL):
        layout.addWidget(
            banner.Banner(tone, "Something to know about this page.", lead="Note.")
        )
    panel = ProgressPanel("Importing 2,000 people")
    panel.show_progress(820, 2000)
    layout.addWidget(panel)
    radios = fields.RadioField(
        "how",
        "How did it happen?",
        [fields.Choice(w, w) for w in ("In person", "By phone", "By video")],
        stacked=False,
    )
    radios.set_value("By phone")
    needs = fields.ChoiceChips(
        "needs2",
        "Needs",
        [fields.Choice(w, w) for w in ("School", "Family", "Friends", "Money")],
    )
    needs.set_value(["School", "Money"])
    agree = fields.CheckField("agree", "I have told Aisha who will see this, and why.")
    agree.set_value(True)
    for field in (radios, needs, agree):
        layout.addWidget(field)
    layout.addWidget(
        empty.EmptyState(
            "clipboard-list", "No plans yet", "Write one together.", "Start a plan"
        )
    )
    return Scrolled(page)


def sheet_of_paper(page: int, scale: float) -> QImage:
    image = QImage(round(420 * scale), round(595 * scale), QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.drawText(20, 40, f"Page {page + 1}")
    painter.end()
    return image


def paper() -> QWidget:
    view = PdfView("Safety plan")
    view.show_pages([(420, 595)] * 3, sheet_of_paper)
    return view


def hits(typed: str) -> list[Hit]:
    everything = [
        Hit("People", "user", "Aisha Khan", "YC-0412  ·  14 years", "aisha"),
        Hit("People", "user", "Aisling Byrne", "YC-0290  ·  closed", "aisling"),
        Hit("Notes", "phone", "Phone call with Mum", "Aisha Khan, today 09:40", "call"),
        Hit("Do", "pencil-line", "Write a note about Aisha Khan", "Ctrl+N", "note"),
    ]
    return [hit for hit in everything if typed.lower() in hit.title.lower()]


def refusal() -> Refusal:
    return Refusal("Enter the name of at least one safe adult", field="who")


def dress(mode: theme.Mode, percent: int) -> None:
    theme.start(mode, percent)
