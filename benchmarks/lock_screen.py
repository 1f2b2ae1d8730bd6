"""How soon does the program paint its lock screen? It starts as for a person, then ends."""

from __future__ import annotations

import sys
from pathlib import Path

from first_paint import FirstPaint

from youthcase import app


def main(vault: Path) -> int:
    FirstPaint(app.dressed_application())
    return app.main(vault)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
