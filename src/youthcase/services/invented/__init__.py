"""Who are the fictional young people of the training vault?"""

from __future__ import annotations

from youthcase.services.invented.histories import invent

__all__ = ["invent"]
