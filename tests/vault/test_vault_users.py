"""New users, new passwords, the recovery code."""

import math

import pytest

from youthcase.errors import NotAllowed, Refusal, WrongPassword
from youthcase.vault import header, key_files, keys, passwords, recovery
from youthcase.vault.keys import FLOOR, Kdf
from youthcase.vault.vault import Vault

NEW = "copper meadow, thirteen swans"


def test_a_new_vault_has_its_first_user_and_files_for_their_owner_only(tmp_path):
    folder = tmp_path / "a" / "vault"
    created = Vault.create(folder, user="Amina Sesay", password=NEW, kdf=Kdf(19_456, 1))
    with created.vault as vault:
        assert [(u.name, u.role) for u in vault.users()] == [("Amina Sesay", "supervisor")]
        modes = {f.name: f.stat().st_mode & 0o777 for f in folder.iterdir()}
    assert folder.stat().st_mode & 0o777 == 0o700
    assert set(modes.values()) == {0o600}
    assert {"vault.keys", "vault.keys2", "vault-1.db", "counts-1.db"} <= set(modes)


def test_a_vault_is_not_made_in_a_folder_that_holds_something(tmp_path):
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(Refusal, match="not empty"):
        Vault.create(tmp_path, user="Amina Sesay", password=NEW)
    assert [f.name for f in tmp_path.iterdir()] == ["letter.txt"]


def test_a_vault_that_cannot_be_made_leaves_nothing_behind(tmp_path, monkeypatch):
    from youthcase.vault import migrations

    monkeypatch.setattr(migrations, "steps", lambda *_below: ("CREATE nonsense",))
    with pytest.raises(Exception, match="syntax"):
        Vault.create(tmp_path / "v", user="Amina Sesay", password=NEW, kdf=Kdf(19_456, 1))
    assert list(tmp_path.iterdir()) == []


def test_a_supervisor_adds_a_caseworker_who_can_unlock(sample):
    with sample.open() as vault:
        vault.add_user(user="Cai Rees", role="caseworker", password=NEW, kdf=sample.cheap)
        assert [u.name for u in vault.users()] == ["Amina Sesay", "Ben Okoro", "Cai Rees"]
    with Vault.open(sample.folder, user="cai rees", password=NEW) as vault:
        assert (vault.user, vault.role) == ("Cai Rees", "caseworker")
        assert not vault.must_change_password
        with vault.read() as db:
            query = "SELECT actor, count(*) FROM audit WHERE action = 'slot.added' GROUP BY 1"
            assert [tuple(row) for row in db.execute(query)] == [("Amina Sesay", 4)]


def test_a_caseworker_adds_and_resets_nobody(sample):
    with sample.open_as_caseworker() as vault:
        with pytest.raises(NotAllowed):
            vault.add_user(user="Cai Rees", role="caseworker", password=NEW)
        with pytest.raises(NotAllowed):
            vault.reset_password(user=sample.supervisor)


@pytest.mark.parametrize(
    ("user", "role", "password", "field"),
    [
        ("ben  OKORO", "caseworker", NEW, "user"),
        ("  ", "caseworker", NEW, "user"),
        ("Two\x00Lines", "caseworker", NEW, "user"),
        ("Cai Rees", "auditor", NEW, "role"),
        ("Cai Rees", "caseworker", "short", "password"),
        ("Cai Rees", "caseworker", "Cai Rees Amina Sesay 1", "password"),
    ],
)
def test_a_user_who_will_not_do_is_refused(sample, user, role, password, field):
    with sample.open() as vault:
        before = [u.name for u in vault.users()]
        with pytest.raises(Refusal) as caught:
            vault.add_user(user=user, role=role, password=password, kdf=sample.cheap)
        assert caught.value.field == field
        assert [u.name for u in vault.users()] == before


def test_a_changed_password_replaces_the_old_one(sample):
    with sample.open_as_caseworker() as vault:
        with pytest.raises(WrongPassword):
            vault.change_password(old="wrong", new=NEW, kdf=sample.cheap)
        vault.change_password(old=sample.other_password, new=NEW, kdf=sample.cheap)
    with pytest.raises(WrongPassword):
        sample.open_as_caseworker()
    Vault.open(sample.folder, user=sample.caseworker, password=NEW).close()


def test_a_reset_gives_a_password_for_one_use(sample):
    with sample.open() as vault:
        once = vault.reset_password(user=sample.caseworker, kdf=sample.cheap)
    with pytest.raises(WrongPassword):
        sample.open_as_caseworker()
    with Vault.open(sample.folder, user=sample.caseworker, password=once) as vault:
        assert vault.must_change_password
        vault.change_password(old=once, new=NEW, kdf=sample.cheap)
        assert not vault.must_change_password
    with Vault.open(sample.folder, user=sample.caseworker, password=NEW) as vault:
        assert vault.role == "caseworker"
        assert len([u for u in vault.users() if u.name == sample.caseworker]) == 1


def test_the_recovery_code_lets_a_supervisor_choose_and_is_replaced_at_once(sample):
    typed = sample.code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    new_code = recovery.new_code()
    with Vault.open_with_recovery_code(sample.folder, typed) as vault:
        assert vault.role == "recovery"
        assert vault.supervisors() == (sample.supervisor,)
        vault.recover(user="amina  sesay", password=NEW, code=new_code, kdf=sample.cheap)
    with pytest.raises(WrongPassword):
        Vault.open_with_recovery_code(sample.folder, sample.code)
    with pytest.raises(WrongPassword):
        sample.open()
    with Vault.open(sample.folder, user=sample.supervisor, password=NEW) as vault:
        assert not vault.must_change_password
        assert all(finding.is_ok for finding in vault.check())
        with vault.read() as db:
            rows = db.execute("SELECT action FROM audit WHERE actor = 'Recovery code'")
            acts = [row[0] for row in rows]
    assert acts == [
        "vault.opened",
        "recovery.used",
        "password.recovered",
        "recovery.renewed",
        "vault.closed",
    ]
    Vault.open_with_recovery_code(sample.folder, new_code).close()


def test_the_recovery_code_does_nothing_else(sample):
    with Vault.open_with_recovery_code(sample.folder, sample.code) as vault:
        with pytest.raises(NotAllowed), vault.write():
            pass
        with pytest.raises(NotAllowed):
            vault.reset_password(user=sample.caseworker)
        with pytest.raises(NotAllowed):
            vault.add_user(user="Cai Rees", role="supervisor", password=NEW)
        with pytest.raises(NotAllowed):
            vault.rotate()
        with pytest.raises(NotAllowed):
            vault.replace_recovery_code(recovery.new_code())
        for user, password, field in (
            (sample.caseworker, NEW, "user"),
            ("Nobody Here", NEW, "user"),
            (sample.supervisor, "short", "password"),
        ):
            with pytest.raises(Refusal) as caught:
                vault.recover(user=user, password=password, code=recovery.new_code())
            assert caught.value.field == field
        with pytest.raises(Refusal, match="slip"):
            vault.recover(user=sample.supervisor, password=NEW, code=sample.code[:-1] + "?")
    Vault.open_with_recovery_code(sample.folder, sample.code).close()
    sample.open().close()


def test_a_recovery_that_cannot_be_saved_leaves_the_old_code_and_passphrase(sample):
    blocked = sample.folder / "vault.keys.new"
    with Vault.open_with_recovery_code(sample.folder, sample.code) as vault:
        blocked.mkdir()
        with pytest.raises(Refusal, match="could not be written"):
            vault.recover(
                user=sample.supervisor,
                password=NEW,
                code=recovery.new_code(),
                kdf=sample.cheap,
            )
        blocked.rmdir()
    sample.open().close()
    Vault.open_with_recovery_code(sample.folder, sample.code).close()


def test_only_the_code_recovers_and_only_a_supervisor_replaces_it(sample):
    with sample.open() as vault:
        with pytest.raises(NotAllowed):
            vault.recover(user=sample.supervisor, password=NEW, code=recovery.new_code())
        code = recovery.new_code()
        vault.replace_recovery_code(code)
    with pytest.raises(WrongPassword):
        Vault.open_with_recovery_code(sample.folder, sample.code)
    Vault.open_with_recovery_code(sample.folder, code).close()
    with sample.open_as_caseworker() as vault, pytest.raises(NotAllowed):
        vault.replace_recovery_code(recovery.new_code())


def test_a_password_for_one_use_needs_no_second_typing_and_is_not_chosen_again(sample):
    with sample.open() as vault:
        once = vault.reset_password(user=sample.caseworker, kdf=sample.cheap)
        with pytest.raises(NotAllowed):
            vault.choose_password(new=NEW)
    with Vault.open(sample.folder, user=sample.caseworker, password=once) as vault:
        with pytest.raises(Refusal, match="given to you") as caught:
            vault.choose_password(new=once)
        assert caught.value.field == "new"
        with pytest.raises(Refusal, match="too short"):
            vault.choose_password(new="short")
        assert vault.must_change_password
        vault.choose_password(new=NEW, kdf=sample.cheap)
        assert not vault.must_change_password
    with pytest.raises(WrongPassword):
        Vault.open(sample.folder, user=sample.caseworker, password=once)
    Vault.open(sample.folder, user=sample.caseworker, password=NEW).close()


def test_a_changed_password_comes_with_a_new_key(sample):
    before = key_files.read(sample.folder)[0].slot(header.slot_id(_id(sample), "Ben Okoro"))
    with sample.open_as_caseworker() as vault:
        vault.change_password(old=sample.other_password, new=NEW, kdf=sample.cheap)
    after = key_files.read(sample.folder)[0].slot(header.slot_id(_id(sample), "Ben Okoro"))
    assert before.public != after.public


def _id(sample):
    return key_files.read(sample.folder)[0].vault


def test_a_slip_in_the_recovery_code_is_told_and_changes_nothing(sample):
    before = sample.digest()
    for place in (0, 6, len(sample.code) - 1):
        wrong = "2" if sample.code[place] != "2" else "3"
        typed = sample.code[:place] + wrong + sample.code[place + 1 :]
        with pytest.raises(Refusal, match=f"group {place // 5 + 1} looks") as caught:
            Vault.open_with_recovery_code(sample.folder, typed)
        assert not isinstance(caught.value, WrongPassword)
        assert caught.value.field == "code"
    with pytest.raises(Refusal, match="Group 8 of the recovery code does not have four"):
        Vault.open_with_recovery_code(sample.folder, sample.code[:-1])
    with pytest.raises(Refusal, match="eight groups"):
        Vault.open_with_recovery_code(sample.folder, sample.code[:-5])
    with pytest.raises(WrongPassword, match="recovery code"):
        Vault.open_with_recovery_code(sample.folder, recovery.new_code())
    assert sample.digest() == before


@pytest.mark.parametrize("typed", ["{}", " {} ", "{}\n", "{}."])
def test_gaps_dashes_and_case_of_a_code_do_not_matter(typed):
    code = recovery.new_code()
    spellings = (
        code,
        code.lower(),
        code.replace("-", ""),
        code.replace("-", "  "),
        code.replace("-", "\u2013"),
        code.replace("0", "O").replace("1", "I"),
        code.replace("0", "o").replace("1", "l"),
    )
    secrets = {bytes(recovery.secret_of(typed.format(one))) for one in spellings}
    assert secrets == {bytes(recovery.secret_of(code))}


def test_two_signs_that_changed_places_are_found_too():
    code = "".join(recovery.new_code().split("-"))
    at = next(n for n in range(8, 27) if code[n] != code[n + 1])
    typed = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
    with pytest.raises(Refusal, match=rf"group {at // 4 + 1} looks"):
        recovery.secret_of(typed)


def test_a_sign_that_no_code_has_is_named_by_its_group():
    code = recovery.new_code()
    with pytest.raises(Refusal, match="group 3 looks"):
        recovery.secret_of(code[:10] + "U" + code[11:])


def test_many_slips_are_told_without_a_wrong_guess_at_the_group():
    code = recovery.new_code()
    wrong = code.translate(str.maketrans("2345", "3452"))
    typed = "7777" + code[4:-5] + "-7777"
    for text in (wrong, typed):
        with pytest.raises(Refusal, match=r"last group|looks mistyped"):
            recovery.secret_of(text)


def test_a_recovery_code_has_140_random_bits_in_letters_that_read_well():
    codes = {recovery.new_code() for _i in range(200)}
    assert len(codes) == 200
    assert not set("ILOU") & set("".join(codes))
    assert all(len(code.split("-")) == 8 for code in codes)


def test_a_slot_below_the_floor_is_renewed_at_the_next_unlock(sample, monkeypatch):
    monkeypatch.setattr(keys, "calibrated", lambda: FLOOR)
    with sample.open() as vault, vault.write() as db:
        db.execute("DELETE FROM vault_meta WHERE key = 'keys'")  # no longer cheap on purpose
    with sample.open() as vault:
        slot = vault.slot
    found = key_files.read(sample.folder)[0]
    assert found.slot(slot).kdf == FLOOR
    assert found.slot(header.slot_id(found.vault, sample.caseworker)).kdf == sample.cheap
    sample.open().close()


def test_a_vault_that_is_cheap_on_purpose_stays_so_and_says_it(sample):
    with sample.open() as vault:
        (finding,) = [f for f in vault.check() if f.about == "Key slots"]
        assert finding.is_ok
        assert "training" in finding.note


@pytest.mark.parametrize("seconds", [0.01, 0.1, 0.25, 0.5, 0.9, 5.0])
def test_calibration_spends_half_to_one_second_and_never_less_than_the_floor(seconds):
    cost = keys.fitting(seconds)
    spent = seconds * cost.memory_kib / FLOOR.memory_kib * cost.passes / FLOOR.passes
    assert not cost.is_below(FLOOR)
    assert spent <= 1.0 or cost == FLOOR
    assert spent >= 0.5 or cost.passes == 10


@pytest.mark.parametrize(
    "cost", [(19_455, 1, 1), (1_048_577, 1, 1), (65_536, 0, 1), (65_536, 11, 1), (65_536, 3, 5)]
)
def test_a_cost_out_of_bounds_is_none(cost):
    with pytest.raises(ValueError, match="kdf"):
        Kdf(*cost)


@pytest.mark.parametrize(
    "password",
    [
        "short",
        "fourteen chars",
        "aaaaaaaaaaaaaaaaaaaa",
        "1234567890123456789",
        "correct horse battery staple",
        "Correct-Horse-Battery-Staple",
        "passwordpassword1",
        "Youthcase Youthcase 12",
        "amina sesay amina sesay",
        "north town youth service!",
        "x" * 2000,
    ],
)
def test_a_weak_password_is_refused_with_advice(password):
    with pytest.raises(Refusal, match=r"phrase|1,000") as caught:
        passwords.refuse_weak(password, known=["Amina Sesay", "North Town Youth Service"])
    assert caught.value.field == "password"


@pytest.mark.parametrize(
    "password",
    [
        "violet-harbour-mango-quilt",
        "ten grey badgers by the canal",
        "Ωmega λamda kœnig ñandú",
        NEW * 5,
    ],
)
def test_a_long_unlikely_password_is_taken_without_rules_of_composition(password):
    passwords.refuse_weak(password, known=["Amina Sesay"])


def test_offered_phrases_are_five_words_and_pass_our_own_rules():
    phrases = {passwords.passphrase() for _i in range(20)}
    assert len(phrases) == 20
    for phrase in phrases:
        assert all(word in passwords.words() for word in phrase.split("-"))
        assert len(phrase.split("-")) == passwords.WORDS == 5
        passwords.refuse_weak(phrase)


def test_the_word_list_is_long_plain_and_without_doubles():
    words = passwords.words()
    assert len(words) == len(set(words))
    assert passwords.WORDS * math.log2(len(words)) > 56  # as docs/vault.md says
    assert all(word.isascii() and word.isalpha() and word.islower() for word in words)
    assert all(3 <= len(word) <= 8 for word in words)


def test_the_same_letters_in_another_encoding_are_the_same_password():
    assert keys.of_password("café") == keys.of_password("cafe\u0301")


def test_slot_ids_differ_between_vaults_and_hold_no_name():
    one, other = (header.slot_id(vault * 32, "Amina Sesay") for vault in "ab")
    assert one != other
    assert "amina" not in one


def test_a_key_file_that_cannot_be_written_leaves_the_old_users_in_force(sample):
    blocked = sample.folder / "vault.keys.new"
    with sample.open() as vault:
        blocked.mkdir()
        with pytest.raises(Refusal, match="could not be written"):
            vault.add_user(user="Cai Rees", role="caseworker", password=NEW, kdf=sample.cheap)
        with pytest.raises(Refusal, match="could not be written"):
            vault.reset_password(user=sample.caseworker, kdf=sample.cheap)
        blocked.rmdir()
        assert [u.name for u in vault.users()] == ["Amina Sesay", "Ben Okoro"]
        with vault.read() as db:
            rows = db.execute("SELECT action FROM audit WHERE action LIKE '%.failed'")
            assert [row[0] for row in rows] == ["slot.added.failed", "password.reset.failed"]
    sample.open_as_caseworker().close()


def test_a_second_copy_that_cannot_be_written_does_not_undo_the_first(sample):
    blocked = sample.folder / "vault.keys2"
    with sample.open() as vault:
        blocked.unlink()
        blocked.mkdir()
        vault.add_user(user="Cai Rees", role="caseworker", password=NEW, kdf=sample.cheap)
        assert "Key file vault.keys2" in [f.about for f in vault.check() if not f.is_ok]
    Vault.open(sample.folder, user="Cai Rees", password=NEW).close()


def test_a_user_whose_slot_was_lost_to_a_power_cut_is_reported_and_can_be_reset(sample):
    whole = key_files.read(sample.folder)
    with sample.open() as vault:
        vault.add_user(user="Cai Rees", role="caseworker", password=NEW, kdf=sample.cheap)
        secrets = vault._inside.secrets
        key_files.write(sample.folder, whole[0], secrets.header)
        vault._inside.keys.header = whole[0]  # as if the header had not been written any more
    with sample.open() as vault:
        (problem,) = [f.problem for f in vault.check() if not f.is_ok]
        assert "new password" in problem
        once = vault.reset_password(user="Cai Rees", kdf=sample.cheap)
    Vault.open(sample.folder, user="Cai Rees", password=once).close()
