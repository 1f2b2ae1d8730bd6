"""Are the pictures the ones that were drawn?"""

from __future__ import annotations

import math
import re

import pytest

from youthcase import resources
from youthcase.reports.icons import GRID, outline

NAMES = sorted(file.stem for file in resources.path("icons").glob("*.svg"))


def points(name):
    """Every end point and control point of a picture."""
    numbers = [float(n) for n in re.findall(r"-?\d*\.?\d+", outline(name).getCode())]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def test_there_are_pictures_to_read():
    assert len(NAMES) > 50


@pytest.mark.parametrize("name", NAMES)
def test_every_picture_stays_on_its_square(name):
    for x, y in points(name):
        assert -1 <= x <= GRID + 1
        assert -1 <= y <= GRID + 1


def test_a_circle_is_round():
    """Each end point of the curves lies ten units from the middle."""
    for x, y in points("circle")[::3]:
        assert math.dist((x, y), (12, 12)) == pytest.approx(10, abs=0.01)


def test_a_picture_is_read_once():
    assert outline("phone") is outline("phone")


def test_a_missing_picture_is_a_fault():
    with pytest.raises(FileNotFoundError):
        outline("no-such-picture")
