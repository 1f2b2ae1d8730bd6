"""Is a window wanted, or a command? Without arguments it is the window."""

from __future__ import annotations

import sys


def main(argv: list[str] | None = None) -> int:
    """Run a command or open the window; answer the exit status."""
    words = sys.argv[1:] if argv is None else argv
    vault, trainee = None, ""
    if words:  # the command line costs imports that the bare window does not need
        from youthcase import cli, hardening  # noqa: PLC0415  as the comment above says

        hardening.harden()  # before a password is asked for
        answer = cli.run(words)
        if isinstance(answer, int):
            return answer
        vault, trainee = answer.vault, answer.trainee
    from youthcase import app  # noqa: PLC0415  commands must run where Qt does not

    return app.main(vault, trainee=trainee)


if __name__ == "__main__":
    sys.exit(main())
