"""What does every test of the kit need: a known dress, and the gallery."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from youthcase.ui.kit import theme

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from pytestqt.qtbot import QtBot


@pytest.fixture(autouse=True)
def _dressed(qapp: object) -> Iterator[None]:
    """Begin each test in light at 100 %; leave it so."""
    assert qapp
    worn = theme.current()
    if (worn.mode, worn.percent) != (theme.Mode.LIGHT, 100):
        worn.dress(theme.Mode.LIGHT, 100)
    yield
    if (worn.mode, worn.percent) != (theme.Mode.LIGHT, 100):
        worn.dress(theme.Mode.LIGHT, 100)


@pytest.fixture(scope="session")
def gallery() -> ModuleType:
    """The gallery of all widgets."""
    name = "youthcase_kit_gallery"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(
            name, Path(__file__).with_name("gallery.py")
        )
        assert spec
        assert spec.loader
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return sys.modules[name]


@pytest.fixture
def show(qtbot: QtBot):
    """Show a widget as the active window."""

    def shown(widget, size=(800, 600)):
        qtbot.addWidget(widget)
        widget.resize(*size)
        widget.show()
        widget.activateWindow()
        qtbot.waitUntil(widget.isActiveWindow)
        return widget

    return shown
