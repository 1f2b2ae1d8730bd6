"""The lock screen that a lock starts: writes down when it is painted, then ends.

The line in the file is the moment on the clock that all processes share, and the processor's
seconds that this one has used until then.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from first_paint import FirstPaint

from youthcase import app


class Told(FirstPaint):
    """As the first paint, but told in a file: the output of a lock screen goes nowhere."""

    def __init__(self, file: Path) -> None:
        super().__init__(app.dressed_application())
        self._file = file

    def _tell(self) -> None:
        self._file.write_text(f"{time.perf_counter()} {time.process_time()}\n")
        os._exit(0)


def main(vault: Path, file: Path) -> int:
    told = Told(file)
    assert told.parent()
    return app.main(vault)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
