"""A hardened process shows its memory to no other of the same user, and leaves no core."""

import resource
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from youthcase import hardening

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

NOBODY = 65534

# Root reads everything, so the trial is between two processes of somebody else. Who changes
# its user is closed to others already: it is opened again, as any program starts.
STEP_DOWN = f"""
import ctypes, os, resource, sys
from youthcase import hardening
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid({NOBODY})
    os.setuid({NOBODY})
    ctypes.CDLL(None).prctl(4, 1, 0, 0, 0)
"""

HOLDER = """
marker = "-".join(["brindle", "quartz", "lantern", str(7 * 11)])
if sys.argv[1] == "hardened":
    hardening.harden()
print("ready", flush=True)
sys.stdin.read()
"""

READER = """
marker = "-".join(["brindle", "quartz", "lantern", str(7 * 11)]).encode()
found = 0
try:
    spans = [line.split()[0].split("-") for line in open(f"/proc/{sys.argv[1]}/maps")
             if line.split()[1].startswith("rw")]
    with open(f"/proc/{sys.argv[1]}/mem", "rb", buffering=0) as memory:
        for low, high in spans:
            try:
                memory.seek(int(low, 16))
                found += memory.read(int(high, 16) - int(low, 16)).count(marker)
            except OSError:
                pass
except PermissionError:
    print("denied")
else:
    print(found)
"""


@pytest.fixture
def held(request):
    started = subprocess.Popen(
        [sys.executable, "-c", STEP_DOWN + HOLDER, request.param],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert started.stdout.readline() == b"ready\n"
    yield started
    started.communicate(timeout=10)


def read_by_another(pid):
    return subprocess.run(
        [sys.executable, "-c", STEP_DOWN + READER, str(pid)],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()


@pytest.mark.parametrize("held", ["hardened"], indirect=True)
def test_another_process_of_the_same_user_cannot_read_the_memory(held):
    assert read_by_another(held.pid) == "denied"


@pytest.mark.parametrize("held", ["plain"], indirect=True)
def test_without_hardening_the_same_reader_finds_the_marker(held):
    if (
        Path("/proc/sys/kernel/yama/ptrace_scope").exists()
        and read_by_another(held.pid) == "denied"
    ):
        pytest.skip("this system lets no process read another's memory at all")
    assert int(read_by_another(held.pid)) > 0


def crash(folder, how):
    """Abort a process that may write a core of any size; answer its limits as it died."""
    program = f"""
        import os, resource
        from youthcase import hardening
        _soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
        resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
        if {how!r} == "hardened":
            hardening.harden()
        print(resource.getrlimit(resource.RLIMIT_CORE)[0], oct(os.umask(0)), flush=True)
        os.abort()
    """
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_hardened_process_that_crashes_leaves_no_core(tmp_path):
    ended = crash(tmp_path, "hardened")
    assert ended.returncode == -signal.SIGABRT
    assert ended.stdout.split() == ["0", "0o77"]
    assert list(tmp_path.iterdir()) == []


def test_without_hardening_the_crash_leaves_one_where_the_system_writes_cores(tmp_path):
    pattern = Path("/proc/sys/kernel/core_pattern").read_text(encoding="utf-8")
    if resource.getrlimit(resource.RLIMIT_CORE)[1] == 0 or pattern.startswith(("|", "/")):
        pytest.skip("this system writes no core files into the working folder")
    crash(tmp_path, "plain")
    assert any(file.name.startswith("core") for file in tmp_path.iterdir())


def test_on_windows_only_our_own_bundle_is_left_out_of_error_reports():
    frozen = "/opt/youthcase/youthcase.exe"
    assert hardening.excluded_program(frozen, is_frozen=True) == "youthcase.exe"
    assert hardening.excluded_program("/usr/bin/python3", is_frozen=False) == ""


def test_the_windows_rights_let_the_owner_neither_read_memory_nor_change_the_rights():
    rights = int(hardening.PROCESS_DACL.split(";")[2], 16)
    reading, writing, debugging, changing = 0x0010, 0x0020, 0x0040, 0x0004_0000
    assert rights & (reading | writing | debugging | changing) == 0
    assert ";;;OW)" in hardening.PROCESS_DACL


def test_where_there_is_no_capture_exclusion_a_window_is_left_as_it_is():
    assert hardening.hide_from_capture(0) is False
