"""How does a page say what stands on it? A thin layer over the library's canvas.

A block draws in one of four ways; nothing else is needed from here:

- `with within(canvas, element)`: what its inner blocks paint is part of `element`.
- `with painted(canvas, element)`: what is painted is the content of `element`, words too.
- `with figure(canvas, alt, width, height)`: it is a picture that `alt` describes.
- `with ornament(canvas)`: it is for the eye only.

An `Element` belongs to the block, not to the canvas: it is made with the block, handed to
both halves when the block is split, and placed in the tree when its first content is painted.
A block that writes operators itself takes `canvas.tree.mark(element)` and closes it by EMC,
unless `canvas.tree.inside` says that other marked content is open; within its own marks it
may spell a cluster by `spelled(words)`, again closed by EMC.
"""

from youthcase.reports.tagging.canvas import (
    TaggedCanvas,
    UntaggedWordsError,
    figure,
    ornament,
    painted,
    part_of_ornament,
    tagged,
    within,
)
from youthcase.reports.tagging.cells import Pairs, Rows, TaggedTable
from youthcase.reports.tagging.lines import Leads, Lines, Reading
from youthcase.reports.tagging.metadata import Properties
from youthcase.reports.tagging.roles import begin
from youthcase.reports.tagging.tree import Element, Tree
from youthcase.reports.tagging.writing import hexed, spelled

__all__ = [
    "Element",
    "Leads",
    "Lines",
    "Pairs",
    "Properties",
    "Reading",
    "Rows",
    "TaggedCanvas",
    "TaggedTable",
    "Tree",
    "UntaggedWordsError",
    "begin",
    "figure",
    "hexed",
    "ornament",
    "painted",
    "part_of_ornament",
    "spelled",
    "tagged",
    "within",
]
