"""What can be done without a window, and with which exit status?

0 done, 1 refused (a reason a person can act on), 2 wrong usage, 3 damage found.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from youthcase.cli import arguments
from youthcase.cli.commands import DAMAGED, REFUSED, Window, WrongUsage
from youthcase.errors import Damaged, Refusal
from youthcase.services.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["Window", "run"]


def run(argv: Sequence[str], session: Session | None = None) -> int | Window:
    """Carry out one command; its exit status, or the window that it asks for."""
    if not argv:
        return Window()
    parser = arguments.parser(words=argv)
    args = parser.parse_args(argv)
    act: Callable[..., int | Window] = args.act
    try:
        return act(args, session or Session())
    except WrongUsage as wrong:
        parser.error(str(wrong))
    except Damaged as damage:
        print(damage, file=sys.stderr)
        return DAMAGED
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return REFUSED
