"""Do the floors hold, and would each contract notice if they did not?"""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

# Where a wrong import is put, the import, and the contract that must notice.
BREACHES = [
    ("domain/dates.py", "import youthcase.store.cases", "built bottom-up"),
    ("domain/dates.py", "import youthcase.vault.hashes", "built bottom-up"),
    ("ui/frame.py", "import youthcase.vault.hashes", "people, not plumbing"),
    ("cli/commands.py", "import youthcase.store.cases", "people, not plumbing"),
    ("services/desk.py", "import PySide6.QtCore", "Qt stays upstairs"),
    ("store/cases.py", "import sqlcipher3", "Only the vault touches SQLCipher"),
    ("services/desk.py", "import reportlab", "Only reports draw"),
    ("services/desk.py", "import openpyxl", "Only imports and returns read workbooks"),
    ("services/desk.py", "import highspy", "Only returns solve"),
    ("ui/kit/tokens.py", "import youthcase.domain.codes", "The kit knows no casework"),
    ("returns/__init__.py", "import youthcase.reports", "built bottom-up"),
]


def lint(folder):
    """The lines that import-linter prints about the copy of the program in `folder`."""
    script = (
        f"import sys; sys.path.insert(0, {str(folder / 'src')!r}); "
        "from importlinter.cli import lint_imports; "
        f"sys.exit(lint_imports(config_filename={str(folder / 'pyproject.toml')!r}, "
        "no_cache=True))"
    )
    return subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, cwd=folder
    )


@pytest.fixture
def copy(tmp_path):
    shutil.copytree(
        ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_floors_hold(copy):
    done = lint(copy)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(("module", "breach", "contract"), BREACHES)
def test_a_breach_is_noticed(copy, module, breach, contract):
    file = copy / "src" / "youthcase" / module
    file.write_text(file.read_text() + f"\n{breach}\n")
    done = lint(copy)
    assert done.returncode != 0
    broken = [line for line in done.stdout.splitlines() if line.endswith("BROKEN")]
    assert any(contract in line for line in broken), done.stdout
