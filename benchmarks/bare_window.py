"""How soon does PySide6 paint an empty window? The limit of every start."""

from __future__ import annotations

import sys

from first_paint import FirstPaint
from PySide6.QtWidgets import QApplication, QWidget


def main() -> int:
    app = QApplication(sys.argv[:1])
    FirstPaint(app)
    window = QWidget()
    window.resize(1366, 720)
    window.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
