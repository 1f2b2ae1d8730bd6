"""How does this process keep others from reading its memory and its windows?

What Linux does here is tested. The Windows calls are written from their documentation and
are not run by any test: their parts that need no Windows are.
"""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

PRIVATE = 0o077  # what others may not do with a file that is made here

_PR_SET_DUMPABLE = 4  # Source: prctl(2)

# The owner may end this process and wait for it, and nothing else: no reading of memory, and
# no changing of this list, which an owner could otherwise do. Source: Microsoft Learn,
# "Process Security and Access Rights" and "Security Descriptor String Format".
_END, _LOOK, _WAIT = 0x0001, 0x1000, 0x0010_0000
PROCESS_DACL = f"D:P(A;;0x{_END | _LOOK | _WAIT:x};;;OW)(A;;GA;;;SY)"
_SDDL_REVISION, _DACL_INFORMATION = 1, 0x0000_0004
_WER_NO_HEAP = 0x01
_NO_FAULT_BOXES = 0x0001 | 0x0002  # SEM_FAILCRITICALERRORS, SEM_NOGPFAULTERRORBOX
_EXCLUDE_FROM_CAPTURE, _ONLY_ON_MONITOR = 0x11, 0x01


def harden() -> None:
    """Close this process to others of the same user, and keep it out of core files.

    Call it before anything secret is in memory. Where the system refuses a part of it, the
    program goes on: the rest still holds.
    """
    os.umask(PRIVATE)
    if sys.platform == "win32":
        _harden_windows()
    else:
        _harden_unix()


def hide_from_capture(window: int) -> bool:
    """Leave a top-level window out of screenshots and shared screens, where that exists."""
    if sys.platform != "win32":
        return False
    user32 = ctypes.WinDLL("user32", use_last_error=True)
    show = user32.SetWindowDisplayAffinity
    show.argtypes = (ctypes.c_void_p, ctypes.c_uint32)
    show.restype = ctypes.c_int
    # Windows before 10 version 2004 knows only the second: a black window in its place.
    return bool(show(window, _EXCLUDE_FROM_CAPTURE) or show(window, _ONLY_ON_MONITOR))


def allow_to_front(process: int) -> None:
    """Let another process of ours put its window in front, where Windows asks for leave."""
    if sys.platform == "win32":
        ctypes.WinDLL("user32").AllowSetForegroundWindow(ctypes.c_uint32(process))


def excluded_program(executable: str, *, is_frozen: bool) -> str:
    """Whose error reports Windows is not to make: our own bundle's, not every Python's."""
    return Path(executable).name if is_frozen else ""


def _harden_unix() -> None:
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415  there is none on Windows

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def _harden_windows() -> None:
    if sys.platform != "win32":
        return
    kernel32 = ctypes.WinDLL("kernel32", use_last_error=True)
    kernel32.SetErrorMode(_NO_FAULT_BOXES)
    kernel32.WerSetFlags(_WER_NO_HEAP)
    program = excluded_program(sys.executable, is_frozen=bool(getattr(sys, "frozen", False)))
    if program:
        ctypes.WinDLL("wer").WerAddExcludedApplication(ctypes.c_wchar_p(program), 0)
    _guard_process()


def _guard_process() -> None:
    """Give this process the list of rights that keeps its owner's other programs out."""
    if sys.platform != "win32":
        return
    kernel32 = ctypes.WinDLL("kernel32", use_last_error=True)
    advapi32 = ctypes.WinDLL("advapi32", use_last_error=True)
    read = advapi32.ConvertStringSecurityDescriptorToSecurityDescriptorW
    read.argtypes = (
        ctypes.c_wchar_p,
        ctypes.c_uint32,
        ctypes.POINTER(ctypes.c_void_p),
        ctypes.c_void_p,
    )
    kernel32.GetCurrentProcess.restype = ctypes.c_void_p
    kernel32.LocalFree.argtypes = (ctypes.c_void_p,)
    give = advapi32.SetKernelObjectSecurity
    give.argtypes = (ctypes.c_void_p, ctypes.c_uint32, ctypes.c_void_p)
    rights = ctypes.c_void_p()
    if read(PROCESS_DACL, _SDDL_REVISION, ctypes.byref(rights), None):
        give(kernel32.GetCurrentProcess(), _DACL_INFORMATION, rights)
        kernel32.LocalFree(rights)
