"""What does each command do, and what does it print?

Nothing that is printed names a young person: references only.
"""

from __future__ import annotations

import getpass
import json
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from youthcase import resources
from youthcase.domain.plan_copy import Form
from youthcase.domain.staff import Role
from youthcase.errors import Damaged, Refusal
from youthcase.i18n import _, plural
from youthcase.services import importing, restoring, sitting, training

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Generator, Sequence

    from youthcase.importing.problems import Problem
    from youthcase.services.copies_paper import Paper
    from youthcase.services.house import Services
    from youthcase.services.session import Session

DONE, REFUSED, DAMAGED = 0, 1, 3


class WrongUsage(Exception):  # noqa: N818  an answer like a refusal
    """The words of the command do not fit together."""


@dataclass(frozen=True, slots=True)
class Window:
    """What to open in the desktop program: a vault (None: the last one).

    In a training vault, `trainee` is signed in at once: its passwords are published.
    """

    vault: Path | None = None
    trainee: str = ""


def open_window(args: argparse.Namespace, _session: Session) -> Window:
    """Open the desktop program."""
    return Window(args.vault)


def demo(args: argparse.Namespace, session: Session) -> int | Window:
    """Make a training vault, print its users, and open it."""
    folder: Path = args.dir or training.usual_folder()
    if args.dir is None and training.trainees(folder):
        trainees = training.trainees(folder)
    else:
        trainees = training.make(
            folder, session, people=args.people, seed=args.seed, progress=_progress()
        )
    print(
        _("A training vault is in {folder}. Everybody in it is invented.").format(folder=folder)
    )
    for trainee in trainees:
        print(f"  {trainee.name:<16} {trainee.role.lower():<12} {trainee.password}")
    return DONE if args.no_window else Window(folder, trainees[0].name)


def create(args: argparse.Namespace, session: Session) -> int:
    """Make a new vault and print its recovery code once."""
    password = asked_secret(
        args.password_file, _("Password for {name}: ").format(name=args.user)
    )
    made = session.create(args.vault, args.user, password)
    made.services.sitting.lock()
    print(_("The vault is made. Its recovery code, shown this once:"))
    print(f"\n    {made.recovery_code}\n")
    print(_("Write it down and keep it where only a supervisor can reach it."))
    return DONE


def add_user(args: argparse.Namespace, session: Session) -> int:
    """Give somebody a key slot."""
    with unlocked(args, session) as services:
        new = asked_secret(args.new_password_file, _("Password for the new user: "))
        services.colleagues.let_in(args.user, Role[args.role.upper()], new)
    print(_("{name} can sign in now.").format(name=args.user))
    return DONE


def check(args: argparse.Namespace, session: Session) -> int:
    """Look at every part of a vault."""
    password = password_of(args)
    try:
        with at(args, session, password) as services:
            findings = services.sitting.check()
    except Damaged as damage:
        findings = sitting.check_closed(args.vault, args.user_as, password)
        print(damage, file=sys.stderr)
    for finding in findings:
        print(finding.line)
    return DONE if all(f.is_sound for f in findings) else DAMAGED


def back_up(args: argparse.Namespace, session: Session) -> int:
    """Copy a vault into one proved file."""
    with unlocked(args, session) as services:
        made = services.backups.save_to(args.to)
    print(_("The backup is made and has passed its checks: {file}").format(file=made.file))
    print(_counted(made.counts))
    if made.problem:
        print(made.problem, file=sys.stderr)
    return DONE


def restore(args: argparse.Namespace, _session: Session) -> int:
    """Bring a backup back into a new place."""
    password = ""
    if args.user_as is not None:
        question = _("Password of {name}: ").format(name=args.user_as)
        password = asked_secret(args.password_file, question)
    done = restoring.restore(args.file, args.to, user=args.user_as, password=password)
    print(
        _("Restored as of {day}: {folder}").format(
            day=f"{done.made:%Y-%m-%d %H:%M} UTC", folder=done.folder
        )
    )
    if done.after is None:
        print(_("Every part is as it was written. Unlock it with a password of that day."))
    else:
        print(_counted(done.after))
    return DONE


def rescue(args: argparse.Namespace, _session: Session) -> int:
    """Copy what can still be read of a harmed vault into a new folder."""
    question = _("Password of {name}: ").format(name=args.user_as)
    password = asked_secret(args.password_file, question)
    done = restoring.rescue(args.vault, args.to, user=args.user_as, password=password)
    print(_("What could be read is in {folder}.").format(folder=done.folder))
    print(_counted(done.read))
    for name, lost in done.lost.items():
        how_many = _("nobody can tell how many") if lost is None else f"{lost:,}"
        print(_("Lost: {name}: {n}").format(name=name, n=how_many))
    if not done.lost:
        print(_("Nothing was lost."))
        return DONE
    print(
        _(
            "Unlock the new vault: where its journal is whole, lost rows are made anew. The "
            "harmed vault was not touched. A backup may hold more."
        )
    )
    return DAMAGED


def rotate(args: argparse.Namespace, session: Session) -> int:
    """Give a vault new keys."""
    with unlocked(args, session) as services:
        words = services.colleagues.what_new_keys_protect()
        services.colleagues.renew_keys(remove=args.remove)
    if args.remove:
        print(_("{name} can no longer sign in.").format(name=args.remove))
    print(_("The vault has new keys. A backup of before lies in its folder."))
    print(words)
    return DONE


def _counted(counts: dict[str, int]) -> str:
    return ", ".join(f"{n:,} {name}" for name, n in counts.items())


def bring_in(args: argparse.Namespace, session: Session) -> int:
    """Import a folder or workbook, or write the empty workbook."""
    if args.template:
        importing.write_template(args.template)
        print(_("The empty workbook is written: {file}").format(file=args.template))
        return DONE
    if args.vault is None or args.source is None or args.user_as is None:
        raise WrongUsage(_("import needs VAULT, --as USER and SOURCE, or --template FILE"))
    with unlocked(args, session) as services:
        proposal = services.importing.read(args.source, ignore_unknown=args.ignore_unknown)
        taken = not proposal.refused and not args.dry_run
        if taken:
            services.importing.bring_in(proposal, _progress())
    counts = proposal.records.counts()
    if args.json:
        report = {
            "imported": taken,
            "dry_run": args.dry_run,
            "counts": counts,
            "problems": [p.to_json() for p in proposal.problems],
        }
        print(json.dumps(report, indent=1, ensure_ascii=False))
    else:
        _tell(proposal.problems, counts, taken=taken, dry_run=args.dry_run)
    return REFUSED if proposal.refused else DONE


def _tell(
    problems: Sequence[Problem], counts: dict[str, int], *, taken: bool, dry_run: bool
) -> None:
    for problem in problems:
        place = f"{problem.sheet}, row {problem.row}" if problem.row else problem.sheet
        column = f", {problem.column}" if problem.column else ""
        where = f"{place}{column}: " if place else ""
        print(f"{problem.severity}: {where}{problem.sentence} {problem.remedy}")
    listed = ", ".join(f"{n} {name.replace('_', ' ')}" for name, n in counts.items() if n)
    if taken:
        print(_("Imported: {counts}.").format(counts=listed))
    elif dry_run and not any(p.severity == "error" for p in problems):
        print(_("This would be imported: {counts}.").format(counts=listed))
    else:
        print(_("Nothing was imported."))


def print_plan(args: argparse.Namespace, session: Session) -> int:
    """Write one registered copy of a plan."""
    target: Path = args.to
    if target.exists():
        raise Refusal(
            _("There is a file of that name already. Choose another; nothing was made.")
        )
    with unlocked(args, session) as services:
        person = services.people.by_ref(args.person)
        if person is None:
            raise Refusal(_("There is no young person with that reference."))
        versions = services.people.file(person.id).versions
        chosen = [v for v in versions if args.version in {None, v.number}]
        if not chosen:
            raise Refusal(_("This young person has no such version of a plan."))
        version = next((v for v in chosen if v.status == "ACTIVE"), chosen[0])
        paper, _changes = services.copies.issue(
            version.id,
            Form(args.copy),
            args.for_whom,
            "saved",
            language=args.language,
            override=args.override,
            hand=_written_to(target),
        )
    print(_("The copy is written and registered. The file is outside the vault: keep it safe."))
    stopped = len({hit.line for hit in paper.hits if not hit.is_passed})
    if stopped:
        words = plural(
            "The safety check stopped one line. Look at the preview to see why.",
            "The safety check stopped {n} lines. Look at the preview to see why.",
            stopped,
        )
        print(words, file=sys.stderr)
    return DONE


def _written_to(target: Path) -> Callable[[Paper], None]:
    """What writes a copy to a file that is not there yet, whole or not at all."""

    def write(paper: Paper) -> None:
        try:
            with target.open("xb") as out:
                out.write(paper.pdf)
        except OSError as error:
            if not isinstance(error, FileExistsError):
                target.unlink(missing_ok=True)
            raise Refusal(
                _("The file cannot be written there. Nothing was registered.")
            ) from error

    return write


def bench(args: argparse.Namespace, _session: Session) -> int:
    """Measure what a user waits for."""
    script = resources.root().parent / "benchmarks" / "run.py"
    if not script.is_file():
        raise Refusal(
            _("The benchmarks come with a checkout of the source, not with this copy.")
        )
    command = [sys.executable, str(script), "--people", str(args.people)]
    return subprocess.run(command, check=False).returncode  # noqa: S603  our own script


@contextmanager
def unlocked(args: argparse.Namespace, session: Session) -> Generator[Services]:
    """The services of `--as USER`, locked again afterwards whatever happens."""
    with at(args, session, password_of(args)) as services:
        yield services


def password_of(args: argparse.Namespace) -> str:
    """The password of `--as USER`, from its file or typed unseen."""
    question = _("Password of {name}: ").format(name=args.user_as)
    return asked_secret(args.password_file, question)


@contextmanager
def at(args: argparse.Namespace, session: Session, password: str) -> Generator[Services]:
    """The services of `--as USER` with this password, locked again afterwards."""
    services = session.unlock(args.vault, args.user_as, password)
    try:
        yield services
    finally:
        services.sitting.lock()


def asked_secret(file: str | None, question: str) -> str:
    """The first line of `file` (`-` is standard input), else what is typed unseen."""
    if file is None:
        if not sys.stdin.isatty():
            raise Refusal(
                _("No password was given. Use --password-file FILE, or - for standard input.")
            )
        return getpass.getpass(question)
    try:
        text = sys.stdin.readline() if file == "-" else Path(file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Refusal(_("The password file cannot be read. Nothing was changed.")) from error
    return text.splitlines()[0] if text else ""


def day(text: str) -> date:
    """The day that was typed. Raises: Refusal for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Refusal(_("Write the day as YYYY-MM-DD, for example 2026-10-31.")) from error


def _progress() -> Callable[[int, int], None] | None:
    """A line that counts up, where somebody is watching."""
    if not sys.stderr.isatty():
        return None

    def tell(done: int, total: int) -> None:
        end = "\n" if done >= total else "\r"
        print(f"{done:,} of {total:,} records", end=end, file=sys.stderr, flush=True)

    return tell
