"""Is a command as closed to others as the window: no reading of its memory, no core file?"""

import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

ROOT = Path(__file__).resolve().parent.parent
NOBODY = 65534
MARKER = "brindle-quartz-lantern-meadow-saffron"
# Only somebody else than root can be kept out.
STEP_DOWN = f"""
import ctypes, os, sys
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid({NOBODY})
    os.setuid({NOBODY})
    ctypes.CDLL(None).prctl(4, 1, 0, 0, 0)
"""
# A command that holds a password and waits. `open` is the control: the same, not hardened.
COMMAND = f"""
import getpass, resource, sys
sys.path.insert(0, {str(ROOT / "src")!r})
from youthcase import cli, hardening
from youthcase.__main__ import main
from youthcase.cli import commands
{STEP_DOWN}
_soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
if sys.argv[1] == "open":
    hardening.harden = lambda: None
asked = commands.asked_secret
def ask(file, question):
    password = asked(file, question)
    print("ready", resource.getrlimit(resource.RLIMIT_CORE)[0], flush=True)
    sys.stdin.read()
    return password
commands.asked_secret = ask
main(["vault", "check", "/nowhere", "--as", "Sam Patel", "--password-file", "-"])
"""
READER = """
found = 0
try:
    spans = [line.split()[0].split("-") for line in open(f"/proc/{sys.argv[1]}/maps")
             if line.split()[1].startswith("rw")]
    with open(f"/proc/{sys.argv[1]}/mem", "rb", buffering=0) as memory:
        for low, high in spans:
            try:
                memory.seek(int(low, 16))
                found += memory.read(int(high, 16) - int(low, 16)).count(sys.argv[2].encode())
            except OSError:
                pass
except PermissionError:
    print("denied")
else:
    print(found)
"""


@pytest.fixture
def waiting(request, tmp_path):
    """A command that has read a password, and the core size that it would be allowed."""
    tmp_path.chmod(0o777)
    started = subprocess.Popen(
        [sys.executable, "-c", COMMAND, request.param],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=tmp_path,
        text=True,
    )
    started.stdin.write(f"{MARKER}\n")
    started.stdin.flush()
    word, limit = started.stdout.readline().split()
    assert word == "ready"
    yield started, int(limit), tmp_path
    if started.poll() is None:
        started.communicate(timeout=20)
    started.stdin.close()
    started.stdout.close()


def read_by_another(pid):
    command = [sys.executable, "-c", STEP_DOWN + READER, str(pid), MARKER]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


@pytest.mark.parametrize("waiting", ["hardened"], indirect=True)
def test_no_other_process_reads_the_password_of_a_command(waiting):
    started, _limit, _folder = waiting
    assert read_by_another(started.pid) == "denied"


@pytest.mark.parametrize("waiting", ["open"], indirect=True)
def test_without_hardening_the_same_reader_finds_it(waiting):
    started, _limit, _folder = waiting
    found = read_by_another(started.pid)
    if found == "denied" and Path("/proc/sys/kernel/yama/ptrace_scope").exists():
        pytest.skip("this system lets no process read another's memory at all")
    assert int(found) > 0


@pytest.mark.parametrize("waiting", ["hardened"], indirect=True)
def test_a_command_that_crashes_leaves_no_core(waiting):
    started, limit, folder = waiting
    assert limit == 0
    os.kill(started.pid, signal.SIGABRT)
    assert started.wait(timeout=20) == -signal.SIGABRT
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("waiting", ["open"], indirect=True)
def test_without_hardening_it_leaves_one_where_the_system_writes_cores(waiting):
    started, limit, folder = waiting
    pattern = Path("/proc/sys/kernel/core_pattern").read_text(encoding="utf-8")
    if resource.getrlimit(resource.RLIMIT_CORE)[1] == 0 or pattern.startswith(("|", "/")):
        pytest.skip("this system writes no core files into the working folder")
    assert limit != 0
    os.kill(started.pid, signal.SIGABRT)
    started.wait(timeout=20)
    assert any(file.name.startswith("core") for file in folder.iterdir())
