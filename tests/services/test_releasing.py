"""Returns from the vault: drafted, released, read again, by a supervisor and by a manager."""

import csv
from datetime import date
from io import StringIO

import pytest

from youthcase.domain import periods
from youthcase.domain.staff import Role
from youthcase.errors import Damaged, NotAllowed, Refusal
from youthcase.returns import files
from youthcase.returns.released import INTERNAL, PARTNER, PUBLIC
from youthcase.services import training
from youthcase.services.figures_desk import of_casework, of_manager
from youthcase.services.releasing import Releasing, Wish, verify
from youthcase.vault.figures import Figures

Q2 = periods.parse("2026-27-Q2")
H1 = periods.parse("2026-27-Q2-ytd")
AS_AT = date(2026, 11, 23)
MANAGER, MANAGERS = "Gwen Parry", "orchard violet kettle saddle"


def paper(_value):
    return b"%PDF-1.7 a stand-in for the paper"


@pytest.fixture
def desk(folder, session):
    training.make(folder, session, people=160)
    services = session.unlock(folder, "Sam Patel", training.PASSWORDS["Sam Patel"])
    yield services.returns._desk
    services.sitting.lock()


@pytest.fixture
def releasing(desk):
    return Releasing(of_casework(desk))


def figures(made):
    return list(csv.DictReader(StringIO(made[files.CSV].decode(), newline="")))


def test_internal_figures_are_the_true_ones_and_are_not_released(releasing, desk):
    draft = releasing.draft(Wish(period=H1, as_at=AS_AT, audience=INTERNAL))
    assert draft.release.headline == draft.count.headline > 20
    assert draft.facts_of == desk.today
    with pytest.raises(NotAllowed, match="Internal"):
        releasing.freeze(draft, paper)
    assert releasing.earlier() == ()


def test_a_release_is_written_verified_and_read_again(releasing, tmp_path):
    draft = releasing.draft(Wish(period=H1, as_at=AS_AT, audience=PARTNER))
    assert draft.release.headline_is_exact
    assert draft.release.headline == draft.count.headline
    released, made = releasing.freeze(draft, paper)
    assert released.number == 1
    lines = figures(made)
    breakdowns = [r for r in lines if r["table"] == "by_sex" and r["category_1"] != "TOTAL"]
    assert sum(int(r["value"]) for r in breakdowns) == 5 * (draft.count.headline // 5)
    assert all(int(r["value"]) % 5 == 0 for r in breakdowns)

    releasing.save(made, tmp_path / "out")
    said = verify(tmp_path / "out")
    assert said["approved_by_role"] == "supervisor"
    assert said["audience"] == PARTNER
    assert releasing.files_of(1) == made
    (kept,) = releasing.earlier()
    assert (kept.period, kept.headline) == ("2026-27-Q2-ytd", draft.count.headline)


def test_the_same_return_again_gives_the_same_bytes(releasing):
    wish = Wish(period=Q2, as_at=AS_AT, audience=PUBLIC)
    first, made = releasing.freeze(releasing.draft(wish), paper)
    again, same = releasing.freeze(releasing.draft(wish), paper)
    assert (again.number, same) == (first.number, made)
    assert len(releasing.earlier()) == 1


def test_two_drafts_side_by_side_are_not_both_released(releasing):
    quarter = releasing.draft(Wish(period=Q2, as_at=AS_AT, audience=PARTNER))
    year = releasing.draft(Wish(period=H1, as_at=AS_AT, audience=PARTNER))
    releasing.freeze(quarter, paper)
    with pytest.raises(Refusal, match="Another return"):
        releasing.freeze(year, paper)
    releasing.freeze(releasing.draft(year.wish), paper)
    assert len(releasing.earlier()) == 2


def test_without_its_ledger_nothing_more_is_released(releasing, desk):
    wish = Wish(period=Q2, as_at=AS_AT, audience=PARTNER)
    releasing.freeze(releasing.draft(wish), paper)
    with desk.vault.counts_write() as db:
        (body,) = db.execute("SELECT body FROM ledger").fetchone()
        db.execute("UPDATE ledger SET body = ?", (bytes(body).replace(b"5", b"6"),))
    with pytest.raises(Damaged, match="no return"):
        releasing.draft(Wish(period=H1, as_at=AS_AT, audience=PARTNER))
    with desk.vault.counts_write() as db:
        db.execute("DELETE FROM ledger")
    with pytest.raises(Damaged, match="missing"):
        releasing.draft(wish)


def test_a_manager_makes_the_return_without_a_case_file(releasing, desk, folder, session):
    releasing.draft(Wish(period=Q2, as_at=AS_AT, audience=INTERNAL))
    desk.vault.add_user(user=MANAGER, role="manager", password=MANAGERS, kdf=session.kdf)
    desk.vault.close()
    with Figures.open(folder, user=MANAGER, password=MANAGERS) as door:
        mine = Releasing(of_manager(door, session.clock))
        assert mine.role is Role.MANAGER
        draft = mine.draft(Wish(period=H1, as_at=AS_AT, audience=PARTNER))
        _released, made = mine.freeze(draft, paper)
        assert b"Gwen" not in b"".join(made.values())
        traced = mine.trace(Q2, AS_AT)
        assert len(traced.verdicts) == 160
        assert all(len(bytes.fromhex(v.ref)) == 16 for v in traced.verdicts)
        with door.counts_read() as db:
            acts = [
                r[0] for r in db.execute("SELECT action FROM audit WHERE actor = ?", (MANAGER,))
            ]
    assert acts == ["figures.opened", "return.drafted", "return.released", "return.trace"]


def test_a_caseworker_makes_no_returns(folder, session, desk):
    desk.vault.close()
    maya = session.unlock(folder, "Maya Adeyemi", training.PASSWORDS["Maya Adeyemi"])
    with pytest.raises(NotAllowed):
        of_casework(maya.returns._desk)
    maya.sitting.lock()
