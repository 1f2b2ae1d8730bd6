"""Which commands are there, with which arguments, and an example of each?"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from youthcase import __version__
from youthcase.cli import commands as acts
from youthcase.cli import returning
from youthcase.domain.plan_copy import ENGLISH, Form
from youthcase.i18n import _
from youthcase.returns.released import AUDIENCES, MIRROR5, PARTNER, PROFILES, PUBLIC
from youthcase.services import training

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Commands = Any  # argparse has no public name for what add_subparsers gives


def parser(words: Sequence[str] = ()) -> argparse.ArgumentParser:
    """The whole command line, for `words`: an import asks for less to write a template."""
    top = argparse.ArgumentParser(
        prog="youthcase",
        description=_("Case files and safety plans, kept encrypted on this computer."),
        epilog=_("Without a command the desktop program opens."),
    )
    top.add_argument("--version", action="version", version=f"youthcase {__version__}")
    rooms = top.add_subparsers(required=True, metavar="COMMAND")
    _opening(rooms)
    _vault(rooms)
    _importing(rooms, writes_template="--template" in words)
    _plan(rooms)
    _return(rooms)
    _measuring(rooms)
    return top


def _opening(rooms: Commands) -> None:
    made = _command(
        rooms,
        "open",
        acts.open_window,
        _("Open the desktop program."),
        "youthcase open D:/cases",
    )
    made.add_argument("vault", metavar="VAULT", nargs="?", type=Path)
    made = _command(
        rooms,
        "demo",
        acts.demo,
        _("Make a training vault of invented young people and open it."),
        "youthcase demo --people 200 --seed 3",
    )
    made.add_argument("--dir", type=Path, help=_("where; a folder that is new or empty"))
    made.add_argument("--people", metavar="N", type=_number, default=training.PEOPLE)
    made.add_argument("--seed", metavar="S", type=int, default=training.SEED)
    made.add_argument("--no-window", action="store_true", help=_("only make it"))


def _vault(rooms: Commands) -> None:
    group = _group(
        rooms, "vault", _("Make a vault, add a user, check it, back it up, change its keys.")
    )
    made = _command(
        group,
        "create",
        acts.create,
        _("Make a new vault; its recovery code is printed once."),
        "youthcase vault create cases --user 'Sam Patel' --role supervisor",
    )
    made.add_argument("vault", metavar="VAULT", type=Path)
    made.add_argument("--user", metavar="NAME", required=True)
    made.add_argument("--role", choices=["supervisor"], default="supervisor")
    _password_file(made)
    made = _command(
        group,
        "add-user",
        acts.add_user,
        _("Give somebody a key slot of their own."),
        "youthcase vault add-user cases --as 'Sam Patel' --user 'Maya Adeyemi' "
        "--role caseworker --new-password-file new.txt",
    )
    _signed_in(made)
    made.add_argument("--user", metavar="NAME", required=True)
    made.add_argument("--role", choices=["caseworker", "supervisor", "manager"], required=True)
    made.add_argument("--new-password-file", metavar="FILE")
    made = _command(
        group,
        "check",
        acts.check,
        _("Look at every part of a vault: one line each, ok or what is wrong."),
        "youthcase vault check cases --as 'Sam Patel'",
    )
    _signed_in(made)
    _keeping(group)


def _keeping(group: Commands) -> None:
    made = _command(
        group,
        "backup",
        acts.back_up,
        _("Copy a vault into one file, and prove the copy."),
        "youthcase vault backup cases --as 'Sam Patel' --to E:/cases.backup",
    )
    _signed_in(made)
    made.add_argument("--to", metavar="FILE", type=Path, required=True)
    made = _command(
        group,
        "restore",
        acts.restore,
        _("Bring a backup back into a new place; nothing is ever overwritten."),
        "youthcase vault restore E:/cases.backup --to cases-again",
    )
    made.add_argument("file", metavar="FILE", type=Path)
    made.add_argument("--to", metavar="VAULT", type=Path, required=True)
    made.add_argument(
        "--as",
        metavar="USER",
        dest="user_as",
        help=_("open it as this user, look at all of it and count before it gets its place"),
    )
    _password_file(made)
    made = _command(
        group,
        "rescue",
        acts.rescue,
        _("Read what can still be read of a harmed vault into a new one."),
        "youthcase vault rescue cases --as 'Sam Patel' --to cases-rescued",
    )
    _signed_in(made)
    made.add_argument("--to", metavar="FOLDER", type=Path, required=True)
    made = _command(
        group,
        "rotate",
        acts.rotate,
        _("Give a vault new keys, and somebody who left none of them."),
        "youthcase vault rotate cases --as 'Sam Patel' --remove 'Maya Adeyemi'",
    )
    _signed_in(made)
    made.add_argument("--remove", metavar="USER")


def _importing(rooms: Commands, *, writes_template: bool) -> None:
    made = _command(
        rooms,
        "import",
        acts.bring_in,
        _("Bring in a folder of CSV files or one workbook: all of it, or nothing."),
        "youthcase import cases --as 'Sam Patel' old-list.xlsx --dry-run",
    )
    # Two arguments that may be left out would both be taken before `--as`: argparse looks
    # for optional ones once only. So they are asked for, unless nothing is imported.
    asked = "?" if writes_template else None
    made.add_argument("vault", metavar="VAULT", nargs=asked, type=Path)
    made.add_argument("source", metavar="SOURCE", nargs=asked, type=Path)
    made.add_argument("--as", metavar="USER", dest="user_as")
    _password_file(made)
    made.add_argument("--dry-run", action="store_true", help=_("read and report only"))
    made.add_argument("--json", action="store_true", help=_("report as JSON"))
    made.add_argument(
        "--ignore-unknown", action="store_true", help=_("leave out columns that have no place")
    )
    made.add_argument(
        "--template", metavar="FILE.xlsx", type=Path, help=_("write the empty workbook instead")
    )


def _plan(rooms: Commands) -> None:
    group = _group(rooms, "plan", _("Copies of safety plans."))
    made = _command(
        group,
        "print",
        acts.print_plan,
        _("Write one copy of a plan as a PDF; it is registered."),
        "youthcase plan print cases --as 'Sam Patel' --person YP-0042 --copy full --to p.pdf",
    )
    _signed_in(made)
    made.add_argument("--person", metavar="REF", required=True)
    made.add_argument("--version", metavar="N", type=_number)
    made.add_argument("--copy", choices=[form.value for form in Form], required=True)
    made.add_argument("--to", metavar="FILE.pdf", type=Path, required=True)
    made.add_argument("--for", metavar="WHOM", dest="for_whom", help=_("for whom it is"))
    made.add_argument(
        "--language",
        metavar="TAG",
        default=ENGLISH,
        help=_("of headings and set phrases; what was written stays as it is"),
    )
    made.add_argument(
        "--override",
        metavar="REASON",
        help=_("a supervisor's reason for a copy above the carry decision"),
    )


def _return(rooms: Commands) -> None:
    group = _group(rooms, "return", _("Who counts, and why."))
    made = _command(
        group,
        "trace",
        returning.trace,
        _("Say for everybody whether they count in a period, and by which clause."),
        "youthcase return trace cases --as 'Sam Patel' --period 2026-27-Q2 "
        "--as-at 2026-10-31 --json",
    )
    _signed_in(made)
    _asked_for(made)
    made.add_argument("--json", action="store_true")
    made = _command(
        group,
        "draft",
        returning.draft,
        _("Show the tables of a return and what is withheld; writes nothing."),
        "youthcase return draft cases --as 'Sam Patel' --period 2026-27-Q2 "
        "--as-at 2026-10-31 --audience partner",
    )
    _signed_in(made)
    _asked_for(made)
    _protected(made, AUDIENCES)
    made.add_argument("--json", action="store_true")
    made = _command(
        group,
        "freeze",
        returning.freeze,
        _("Release a return as files into a new folder."),
        "youthcase return freeze cases --as 'Sam Patel' --period 2026-27-Q2 "
        "--as-at 2026-10-31 --audience public --to Q2",
    )
    _signed_in(made)
    _asked_for(made)
    _protected(made, (PARTNER, PUBLIC))
    made.add_argument("--to", metavar="DIR", type=Path, required=True)
    made = _command(
        group,
        "verify",
        returning.verify,
        _("Say whether a folder is exactly what was released; needs no vault."),
        "youthcase return verify Q2",
    )
    made.add_argument("folder", metavar="DIR", type=Path)
    made = _command(
        group,
        "pack",
        returning.pack,
        _("Write this laptop's counting facts, or the team's key, into a sealed file."),
        "youthcase return pack cases --as 'Sam Patel' --to E:/laptop-2.pack",
    )
    _signed_in(made)
    _travelling(made)
    made.add_argument("--to", metavar="FILE", type=Path, required=True)
    made = _command(
        group,
        "merge",
        returning.merge,
        _("Take in another laptop's counting facts, or the team's key."),
        "youthcase return merge cases E:/laptop-2.pack --as 'Sam Patel'",
    )
    _signed_in(made)
    made.add_argument("file", metavar="FILE", type=Path)
    _travelling(made)


def _travelling(made: argparse.ArgumentParser) -> None:
    made.add_argument(
        "--key", action="store_true", help=_("the team's key in place of counting facts")
    )
    made.add_argument(
        "--passphrase-file",
        metavar="FILE",
        help=_("the passphrase of the file is its first line; else it is asked for"),
    )


def _asked_for(made: argparse.ArgumentParser) -> None:
    made.add_argument("--period", metavar="P", required=True)
    made.add_argument("--as-at", metavar="DATE", required=True)


def _protected(made: argparse.ArgumentParser, audiences: Sequence[str]) -> None:
    made.add_argument("--audience", choices=audiences, required=True)
    made.add_argument(
        "--profile",
        choices=PROFILES,
        default=MIRROR5,
        help=_("mirror5, unless a funder's form demands another"),
    )


def _measuring(rooms: Commands) -> None:
    made = _command(
        rooms,
        "bench",
        acts.bench,
        _("Measure what a user waits for, beside a limit measured in the same run."),
        "youthcase bench --people 2000",
    )
    made.add_argument("--people", metavar="N", type=_number, default=2000)


def _group(rooms: Commands, name: str, words: str) -> Commands:
    made = rooms.add_parser(name, help=words, description=words)
    return made.add_subparsers(required=True, metavar="COMMAND")


def _command(
    rooms: Commands, name: str, act: Callable[..., object], words: str, example: str
) -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = rooms.add_parser(
        name, help=words, description=words, epilog=_("Example: {line}").format(line=example)
    )
    made.set_defaults(act=act)
    return made


def _signed_in(made: argparse.ArgumentParser) -> None:
    made.add_argument("vault", metavar="VAULT", type=Path)
    made.add_argument("--as", metavar="USER", dest="user_as", required=True)
    _password_file(made)


def _password_file(made: argparse.ArgumentParser) -> None:
    made.add_argument(
        "--password-file",
        metavar="FILE",
        help=_("the password is its first line; - is standard input; else it is asked for"),
    )


def _number(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(_("a whole number from 1 upward"))
    return number
