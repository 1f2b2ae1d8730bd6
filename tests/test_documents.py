"""Do the papers say what the program does? Every command, column, sentence and key."""

from __future__ import annotations

import argparse
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from youthcase.cli import arguments
from youthcase.domain.codes import code_list
from youthcase.domain.rule import Rule
from youthcase.importing.layout import SHEETS
from youthcase.ui.commands import IN_PAGES
from youthcase.ui.kit.background import Background
from youthcase.ui.main_window import _WINDOW_KEYS, MainWindow
from youthcase.ui.rooms import doors

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAPERS = (ROOT / "README.md", *sorted(DOCS.glob("*.md")))
ALL_PAPERS = (*PAPERS, ROOT / "CHANGELOG.md", *sorted(DOCS.glob("decisions/*.md")))

_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#{1,6} +(.+?) *$", re.MULTILINE)
# Hosts of package registries, in pieces: an address of one stands nowhere, not here either.
_REGISTRIES = ("pypi", "pythonhosted", "npmjs", "crates", "rubygems", "anaconda", "nuget")
_REGISTRY = re.compile(
    rf"\b(?:{'|'.join(_REGISTRIES)})\.(?:org|io|com|dev)\b|--(?:extra-)?index-"
)


@cache
def text(paper: Path) -> str:
    return paper.read_text(encoding="utf-8")


def sections(paper: str, level: int) -> dict[str, str]:
    """The text below each heading of this level, by the heading's words."""
    parts = re.split(rf"^{'#' * level} +(.+?) *$", text(DOCS / paper), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def commands(
    parser: argparse.ArgumentParser, words: str = "youthcase"
) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Every command that does something, with its words."""
    groups = [a for a in parser._actions if isinstance(a, argparse._SubParsersAction)]
    if not groups:
        yield words, parser
    for group in groups:
        for name, inner in group.choices.items():
            yield from commands(inner, f"{words} {name}")


def row_of(cell: str, table: str) -> list[str]:
    """The cells of the row of a table that begins with `cell`."""
    for line in table.splitlines():
        cells = [c.strip() for c in line.strip().strip("|").split(" | ")]
        if line.startswith("|") and cells[0] == cell:
            return cells
    raise AssertionError(f"no row begins with {cell}")


def anchors(paper: Path) -> set[str]:
    """What can stand behind a # in a link to `paper`."""
    kept = (re.sub(r"[^\w\- ]", "", h.casefold()) for h in _HEADING.findall(text(paper)))
    return {words.replace(" ", "-") for words in kept}


COMMANDS = dict(commands(arguments.parser()))


@pytest.mark.parametrize("words", COMMANDS)
def test_every_command_has_its_place_with_every_option_and_its_example(words):
    told = sections("command-line.md", 2)[words]
    parser = COMMANDS[words]
    example = str(parser.epilog).partition(": ")[2]
    assert f"\n{example}\n" in told
    for action in parser._actions:
        if isinstance(action, argparse._HelpAction):
            continue
        named = action.option_strings or [str(action.metavar or action.dest)]
        for name in named:
            assert re.search(rf"^\| `{re.escape(name)}[ `]", told, re.MULTILINE), name
        for choice in action.choices or ():
            assert choice in told


def test_no_command_or_option_is_told_that_does_not_exist():
    told = sections("command-line.md", 2)
    assert set(told) == set(COMMANDS)
    for words, section in told.items():
        known = {o for a in COMMANDS[words]._actions for o in a.option_strings}
        assert set(re.findall(r"^\| `(--[\w-]+)", section, re.MULTILINE)) <= known


def test_the_options_of_the_whole_command_line_are_told():
    whole = text(DOCS / "command-line.md")
    for action in arguments.parser()._actions:
        for option in action.option_strings:
            assert option == "-h" or f"`youthcase {option}`" in whole or f"`{option}`" in whole


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_every_column_of_the_layout_is_explained_as_it_is(sheet):
    table = sections("importing.md", 3)[sheet.name]
    assert sheet.means in table
    for column in sheet.columns:
        _name, must, holds, means = row_of(f"`{column.name}`", table)
        assert means == column.means
        assert must == ("yes" if column.must else "")
        assert not column.codes or f"(#{column.codes})" in holds
        assert not column.high or column.low < 0 or f"{column.low} to {column.high}" in holds


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_no_column_is_explained_that_is_not_in_the_layout(sheet):
    table = sections("importing.md", 3)[sheet.name]
    told = re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)
    assert told == [column.name for column in sheet.columns]


def test_every_code_that_a_column_takes_is_listed():
    told = sections("importing.md", 3)
    for name in {c.codes for sheet in SHEETS for c in sheet.columns if c.codes}:
        for code in code_list(name).codes:
            assert f"`{code.code}`" in told[name]


@pytest.mark.parametrize("sentence", Rule().definition())
def test_every_sentence_of_the_counting_rule_is_in_the_paper_on_returns(sentence):
    assert f"\n> {sentence}\n" in text(DOCS / "returns.md")


@pytest.mark.parametrize(("words", "keys"), IN_PAGES)
def test_every_key_of_pages_and_lists_is_in_the_guide(words, keys):
    told = row_of(words, sections("user-guide.md", 2)["Keys"])[1]
    assert all(f"`{part}`" in told for part in keys.split("  "))


def test_every_key_of_the_window_is_in_the_guide(town, qtbot):
    background = Background()
    window = MainWindow(town.services, background)
    qtbot.addWidget(window)
    told = sections("user-guide.md", 2)["Keys"]
    rooms = [door.words for door in doors(supervises=True)]
    assert row_of(f"Go to {', '.join(rooms)}", told)
    for command in (*window.commands, *_WINDOW_KEYS):
        for part in filter(None, command.keys.split("  ")):
            assert f"`{part}`" in told, command.words
        if command.keys and not command.words.startswith("Go to "):
            assert row_of(command.words, told)
    background.close()


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_every_relative_link_leads_to_a_place_that_exists(paper):
    for link in _LINK.findall(text(paper)):
        if re.match(r"[a-z]+:", link):
            continue
        place, _sign, anchor = link.partition("#")
        target = (paper.parent / place).resolve() if place else paper
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


@pytest.mark.parametrize("paper", ALL_PAPERS, ids=lambda paper: paper.name)
def test_no_paper_names_a_package_registry(paper):
    assert not _REGISTRY.search(text(paper))


def test_the_search_for_registries_and_links_can_fail():
    assert _REGISTRY.search("see " + ".".join(("pypi", "org")))
    assert _LINK.findall("[there](nowhere.md#at-all)") == ["nowhere.md#at-all"]
    assert "at-all" not in anchors(ROOT / "README.md")
