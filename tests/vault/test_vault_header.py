"""The header: one form only, and nothing else is taken."""

import base64
import hashlib
import json
import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from youthcase.errors import Refusal
from youthcase.vault import key_files
from youthcase.vault.header import Unreadable, parsed, written
from youthcase.vault.vault import Vault

SOME = settings(
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=60),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=12,
)
FIELDS = ("audit", "generation", "mac", "salt", "schema", "sequence", "slots", "vault")
SLOT_FIELDS = (
    "counts_key",
    "id",
    "kdf",
    "kind",
    "once",
    "private",
    "public",
    "role",
    "salt",
    "vault_key",
)


@pytest.fixture(scope="module")
def content(made_once):
    return (made_once.folder / "vault.keys").read_bytes()


def with_body(values):
    body = json.dumps(values, sort_keys=True, separators=(",", ":")).encode()
    digest = hashlib.sha256(body).hexdigest().encode()
    return b"youthcase-vault 1 " + digest + b"\n" + body + b"\n"


def values_of(content):
    return json.loads(content.partition(b"\n")[2])


def opens(sample):
    try:
        Vault.open(
            sample.folder, user=sample.supervisor, password=sample.password, wait=None
        ).close()
    except Refusal:
        return False
    return True


def test_a_header_is_read_as_it_was_written(content):
    assert written(parsed(content)) == content
    assert with_body(values_of(content)) == content


def test_no_name_stands_in_it(made_once, content):
    for name in (made_once.supervisor, made_once.caseworker, "Sesay", "Okoro"):
        assert name.lower().encode() not in content.lower()


def test_a_second_way_to_write_the_same_is_not_taken(content):
    spaced = json.dumps(values_of(content), sort_keys=True).encode()
    doubled = content.partition(b"\n")[2].rstrip().replace(b"{", b'{"schema":1,', 1)
    for body in (spaced, doubled):
        digest = hashlib.sha256(body).hexdigest().encode()
        with pytest.raises(Unreadable):
            parsed(b"youthcase-vault 1 " + digest + b"\n" + body + b"\n")


@SOME
@given(bits=st.sets(st.integers(min_value=0, max_value=20_000), min_size=1, max_size=3))
def test_a_header_with_flipped_bits_is_not_taken(content, bits):
    harmed = bytearray(content)
    for bit in bits:
        harmed[bit // 8 % len(harmed)] ^= 1 << bit % 8
    if bytes(harmed) != content:
        with pytest.raises(Unreadable):
            parsed(bytes(harmed))


@SOME
@given(st.binary(max_size=300), st.booleans())
def test_bytes_that_are_no_header_are_not_taken(content, raw, after_magic):
    with pytest.raises(Unreadable):
        parsed(content[:18] + raw if after_magic else raw)


@SOME
@given(st.sampled_from(FIELDS), ANYTHING)
def test_a_header_with_any_value_changed_opens_nothing(made_once, content, field, value):
    values = values_of(content)
    values[field] = value
    opens_nothing(made_once, content, values)


@SOME
@given(st.sampled_from(SLOT_FIELDS), st.integers(0, 2), ANYTHING)
def test_a_header_with_any_slot_changed_opens_nothing(made_once, content, field, n, value):
    values = values_of(content)
    values["slots"][n][field] = value
    opens_nothing(made_once, content, values)


@pytest.mark.parametrize(
    "bound", ["0", str(2**53), "-1", "1.0", "true", '"1"', "null", "1" + "0" * 5000]
)
@pytest.mark.parametrize("field", ["sequence", "generation", "schema"])
def test_numbers_out_of_bounds_are_not_taken(content, field, bound):
    values = values_of(content)
    raw = json.dumps(values | {field: 1}, sort_keys=True, separators=(",", ":"))
    body = raw.replace(f'"{field}":1', f'"{field}":{bound}', 1).encode()
    digest = hashlib.sha256(body).hexdigest().encode()
    with pytest.raises(Unreadable):
        parsed(b"youthcase-vault 1 " + digest + b"\n" + body + b"\n")


@pytest.mark.parametrize(
    "kdf", [[19_455, 1, 1], [1_048_577, 1, 1], [65_536, 11, 1], [65_536, 3, 5], [65_536, 3], {}]
)
def test_a_header_cannot_demand_too_little_or_too_much_work(content, kdf):
    values = values_of(content)
    values["slots"][0]["kdf"] = kdf
    with pytest.raises(Unreadable):
        parsed(with_body(values))


def test_doubled_slots_and_too_many_slots_are_not_taken(content):
    values = values_of(content)
    slot = values["slots"][0]
    for slots in ([slot, slot], [], [dict(slot, id=f"{n:032x}") for n in range(65)]):
        with pytest.raises(Unreadable):
            parsed(with_body(values | {"slots": slots}))


@pytest.mark.parametrize("slot", [0, 1, 2])
@pytest.mark.parametrize("field", ["private", "public", "vault_key", "counts_key"])
def test_zeroed_key_material_is_refused_without_a_traceback(sample, content, slot, field):
    values = values_of(content)
    size = len(base64.b64decode(values["slots"][slot][field]))
    values["slots"][slot][field] = base64.b64encode(bytes(size)).decode()
    for name in key_files.COPIES:
        (sample.folder / name).write_bytes(with_body(values))
    assert not opens(sample)


def opens_nothing(made_once, content, values):
    """Nothing but a refusal, unless what was put in is what had been there."""
    changed = with_body_or_none(values)
    if changed is None or changed == content:
        return
    try:
        parsed(changed)
    except Unreadable:
        return
    folder = made_once.folder.with_name("mutated")
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(made_once.folder, folder)
    for name in key_files.COPIES:
        (folder / name).write_bytes(changed)
    assert not opens(type(made_once)(folder, made_once.code))


def with_body_or_none(values):
    try:
        return with_body(values)
    except (ValueError, TypeError):
        return None
