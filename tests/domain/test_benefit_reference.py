"""The rule equals a deliberately naive reading of its text, day by day.

The reference below walks every day of the period and asks each clause as domain.md 7.4
words it. It shares no code with the product: only the values that both read.
"""

from __future__ import annotations

from calendar import isleap
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from youthcase.domain.benefit import (
    Agreement,
    Contact,
    Episode,
    GoalScore,
    History,
    PlanVersion,
    Rule,
    count,
    judge,
)
from youthcase.domain.periods import Period, parse

thorough = settings(
    max_examples=600,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
on_groups = settings(thorough, max_examples=120)

# --- the reference -------------------------------------------------------------------------


def every_day(first, last):
    while first <= last:
        yield first
        first += timedelta(days=1)


def ref_recorded(recorded_on, as_at):
    """A record made in the program must have been recorded by then; None was imported."""
    return recorded_on is None or not recorded_on > as_at


def ref_accepted(e, as_at):
    return (
        e.decision == "ACCEPTED"
        and (e.decided_on is None or not e.decided_on > as_at)
        and ref_recorded(e.decision_recorded_on, as_at)
    )


def ref_open(e, d, as_at):
    """start <= d <= (end or infinity); an ending after the as-at date is not used."""
    if e.start is None or d < e.start:
        return False
    end_is_used = (
        e.end is not None and e.end <= as_at and ref_recorded(e.end_recorded_on, as_at)
    )
    return not (end_is_used and d > e.end)


def ref_clause_1(e, d, as_at):
    return (
        e.referral_type == "INTERVENTION"
        and ref_accepted(e, as_at)
        and e.closure_reason not in ("DUPLICATE", "ERROR")
        and ref_open(e, d, as_at)
    )


def ref_age(born, d):
    """Whole birthdays had; born on 29 February: on 1 March in common years."""
    birthdays = 0
    for year in range(born.year + 1, d.year + 1):
        month, day = born.month, born.day
        if (month, day) == (2, 29) and not isleap(year):
            month, day = 3, 1
        if date(year, month, day) <= d:
            birthdays += 1
    return birthdays if d >= born else -1


def ref_clause_2(h, d, rule):
    return h.date_of_birth is None or (
        rule.min_age <= ref_age(h.date_of_birth, d) <= rule.max_age
    )


def ref_clause_3(e, d, as_at):
    if (
        e.lawful_basis is not None
        and e.lawful_basis != "CONSENT"
        and ref_recorded(e.basis_recorded_on, as_at)
    ):
        return True
    standing = []
    for a in e.agreements:
        since = a.day
        if since is None and a.answer == "Y":
            since = e.start
        if since is None and a.answer == "N":
            since = date(1, 1, 1)
        if since is None or since > d or since > as_at:
            continue
        if a.answer in ("Y", "N") and ref_recorded(a.recorded_on, as_at):
            standing.append((since, a.recorded_on or date(1, 1, 1), a.answer == "N"))
    return bool(standing) and not max(standing)[2]


def ref_qualifies(e, c, as_at, rule):
    if c.day > as_at or not ref_recorded(c.recorded_on, as_at):
        return False
    if not ref_open(e, c.day, as_at):
        return False
    if not c.attended or not c.with_young_person:
        return False
    if c.mode[:4] == "F2F_":
        return True
    if c.mode in ("VIDEO", "PHONE"):
        return c.minutes is not None and c.minutes >= rule.min_minutes
    return False


def ref_clause_4(e, d, as_at, rule):
    qualifying = [c for c in e.contacts if ref_qualifies(e, c, as_at, rule) and c.day <= d]
    faces = {c.day for c in qualifying if c.mode[:4] == "F2F_"}
    return (
        len({c.day for c in qualifying}) >= rule.min_contacts
        and len(faces) >= rule.min_face_to_face
    )


def ref_approved(v, as_at):
    return (
        v.approved_on is not None
        and v.approved_on <= as_at
        and ref_recorded(v.approval_recorded_on, as_at)
        and ref_recorded(v.recorded_on, as_at)
    )


def ref_in_force(e, v, d, as_at, rule):
    if not ref_recorded(v.recorded_on, as_at):
        return False
    if v.agreed_on is None or v.agreed_on > d or v.agreed_on > as_at:
        return False
    if v.participation not in rule.participation or not ref_approved(v, as_at):
        return False
    if v.review_due is None or (d - v.review_due).days > rule.grace_days:
        return False
    end_is_known = ref_recorded(v.ended_recorded_on, as_at)
    if end_is_known and v.ended_on is not None and d >= v.ended_on:
        return False
    successors = [
        w
        for w in e.plans
        if w.number > v.number and ref_approved(w, as_at) and w.agreed_on is not None
    ]
    if any(d >= w.agreed_on for w in successors):
        return False
    closed = v.status in ("ENDED", "SUPERSEDED") and end_is_known
    return not (closed and v.ended_on is None and not successors)


def ref_clause_5(e, d, as_at, rule):
    return any(ref_in_force(e, v, d, as_at, rule) for v in e.plans)


def ref_clause_6(e, d, as_at, rule):
    if any(c.day == d and ref_qualifies(e, c, as_at, rule) for c in e.contacts):
        return True
    return any(v.agreed_on == d and ref_in_force(e, v, d, as_at, rule) for v in e.plans)


def ref_clauses(h, e, d, as_at, rule):
    return (
        ref_clause_1(e, d, as_at),
        ref_clause_2(h, d, rule),
        ref_clause_3(e, d, as_at),
        ref_clause_4(e, d, as_at, rule),
        ref_clause_5(e, d, as_at, rule),
        ref_clause_6(e, d, as_at, rule),
    )


def ref_table(h, period, as_at, rule):
    """For each episode, by number, what each clause says on each day of the period."""
    days = list(every_day(period.first, min(period.last, as_at)))
    return {
        e.number: {d: ref_clauses(h, e, d, as_at, rule) for d in days}
        for e in h.episodes
        if ref_accepted(e, as_at)
    }


def ref_count_date(h, period, as_at, rule):
    table = ref_table(h, period, as_at, rule)
    days = [d for by_day in table.values() for d, held in by_day.items() if all(held)]
    return min(days, default=None)


def ref_first_days(by_day):
    return tuple(
        next((d for d, held in sorted(by_day.items()) if held[i]), None) for i in range(6)
    )


def ref_lacks_one(h, period, as_at, rule):
    """The clauses that alone are missing on some day in some episode."""
    table = ref_table(h, period, as_at, rule)
    return {
        held.index(False) + 1
        for by_day in table.values()
        for held in by_day.values()
        if sum(held) == 5
    }


# --- people near every boundary ------------------------------------------------------------

RULE = Rule()
Q2 = parse("2026-27-Q2")
# Few days, so that they meet: the edges of quarters, an as-at date, and pairs 28 and 29 days
# apart, so that an end, an approval or a review often falls on the very day of a contact.
POOL = [
    date(2026, 4, 1),
    date(2026, 6, 30),
    date(2026, 7, 1),
    date(2026, 7, 2),
    date(2026, 7, 14),
    date(2026, 7, 15),
    date(2026, 7, 16),
    date(2026, 7, 30),
    date(2026, 8, 11),
    date(2026, 8, 12),
    date(2026, 8, 13),
    date(2026, 9, 30),
    date(2026, 10, 1),
    date(2026, 10, 31),
    date(2026, 11, 1),
    date(2027, 1, 1),
    date(2027, 3, 31),
]
EARLY = POOL[1:8]
some_day = st.sampled_from(POOL)
maybe_day = st.none() | some_day
recorded = st.sampled_from([None] * 6 + POOL[5:15:3])
mostly = lambda value, *others: st.sampled_from([value] * 4 + list(others))  # noqa: E731

contacts = st.builds(
    Contact,
    day=some_day,
    attended=mostly(True, False),
    with_young_person=mostly(True, False),
    mode=st.sampled_from(
        ["F2F_HOME", "F2F_CUSTODY", "PHONE", "VIDEO", "GROUP", "TEXT_MSG", "JOINT_VISIT"]
    ),
    minutes=st.sampled_from([None, 0, 14, 15, 16, 60]),
    recorded_on=recorded,
)


@st.composite
def plan_versions(draw):
    agreed = draw(maybe_day)
    anchor = agreed or draw(some_day)
    review = draw(
        st.none()
        | some_day
        | st.builds(
            lambda n: anchor + timedelta(days=n), st.sampled_from([-30, -28, -27, 0, 42])
        )
    )
    return PlanVersion(
        number=draw(st.integers(1, 4)),
        status=draw(mostly("ACTIVE", "ENDED", "SUPERSEDED", "DRAFT", "RETURNED")),
        agreed_on=agreed,
        participation=draw(
            mostly("AGREED", "AGREED_PART", "TOOK_PART_NOT_SIGNED", "DID_NOT_TAKE_PART", None)
        ),
        approved_on=draw(st.just(agreed) | maybe_day),
        review_due=review,
        ended_on=draw(st.none() | maybe_day),
        recorded_on=draw(recorded),
        approval_recorded_on=draw(recorded),
        ended_recorded_on=draw(recorded),
    )


agreements = st.builds(
    Agreement, answer=mostly("Y", "N", "U"), day=maybe_day, recorded_on=recorded
)
goals = st.builds(
    GoalScore,
    item=st.sampled_from(["a", "b"]),
    day=some_day,
    value=st.integers(0, 10),
    recorded_on=recorded,
)


@st.composite
def episodes(draw, number):
    return Episode(
        number=number,
        referral_type=draw(mostly("INTERVENTION", "INTELLIGENCE", "CONSULTATION")),
        decision=draw(mostly("ACCEPTED", "ACCEPTED", "INTEL_ONLY", "PENDING")),
        referral_received=draw(maybe_day),
        decided_on=draw(mostly(None) | maybe_day),
        start=draw(mostly(date(2026, 4, 1), date(2026, 7, 1), None) | some_day),
        end=draw(st.none() | maybe_day),
        closure_reason=draw(mostly(None, "PLAN_MET", "DUPLICATE", "ERROR")),
        agreements=tuple(draw(st.lists(agreements, min_size=0, max_size=3))),
        lawful_basis=draw(st.sampled_from([None, None, "CONSENT", "PUBLIC_TASK"])),
        contacts=tuple(draw(st.lists(contacts, max_size=7))),
        plans=tuple(draw(st.lists(plan_versions(), max_size=4))),
        goals=tuple(draw(st.lists(goals, max_size=4))),
        recorded_on=draw(recorded),
        decision_recorded_on=draw(recorded),
        end_recorded_on=draw(recorded),
        basis_recorded_on=draw(recorded),
    )


# Each bend changes one thing in an episode that counts, so that two or three of them make
# people who just count, or only just do not.


def bend_plan(**fields):
    def bent(e, values):
        return replace(e, plans=(replace(e.plans[0], **values), *e.plans[1:]))

    return st.fixed_dictionaries(fields).map(lambda values: lambda e: bent(e, values))


def bend_contact(**fields):
    def bent(e, values):
        return replace(e, contacts=(*e.contacts[:-1], replace(e.contacts[-1], **values)))

    return st.fixed_dictionaries(fields).map(lambda values: lambda e: bent(e, values))


def bend_episode(**fields):
    return st.fixed_dictionaries(fields).map(lambda values: lambda e: replace(e, **values))


def add(name, value):
    return value.map(lambda v: lambda e: replace(e, **{name: (*getattr(e, name), v)}))


good_contacts = st.builds(
    Contact,
    day=st.sampled_from(EARLY),
    attended=st.just(True),
    with_young_person=st.just(True),
    mode=st.sampled_from(["F2F_HOME", "F2F_HOME", "PHONE", "VIDEO"]),
    minutes=st.just(15),
)
good_plans = st.builds(
    lambda number, agreed, part, approved, status: PlanVersion(
        number=number,
        status=status,
        agreed_on=agreed,
        participation=part,
        approved_on=approved or agreed,
        review_due=date(2026, 12, 31),
    ),
    number=st.integers(1, 3),
    agreed=st.sampled_from(EARLY),
    part=st.sampled_from(["AGREED", "AGREED", "TOOK_PART_NOT_SIGNED", "DID_NOT_TAKE_PART"]),
    approved=st.none() | some_day,
    status=st.sampled_from(["ACTIVE", "ACTIVE", "SUPERSEDED"]),
)
bends = st.one_of(
    bend_plan(review_due=st.sampled_from([None, *POOL[:6]])),
    bend_plan(ended_on=maybe_day, ended_recorded_on=recorded, status=st.just("ENDED")),
    bend_plan(status=st.sampled_from(["ENDED", "SUPERSEDED", "DRAFT"])),
    bend_plan(approved_on=maybe_day, approval_recorded_on=recorded),
    bend_plan(recorded_on=some_day),
    bend_plan(agreed_on=maybe_day),
    bend_plan(participation=st.sampled_from(["AGREED_PART", "DID_NOT_TAKE_PART", None])),
    add("plans", good_plans),
    add("plans", plan_versions()),
    bend_contact(
        mode=st.sampled_from(["PHONE", "VIDEO"]), minutes=st.sampled_from([None, 14, 15])
    ),
    bend_contact(mode=st.sampled_from(["GROUP", "TEXT_MSG", "F2F_CUSTODY"])),
    bend_contact(day=some_day, recorded_on=recorded),
    bend_contact(attended=st.booleans(), with_young_person=st.booleans()),
    add("contacts", good_contacts),
    add("contacts", contacts),
    bend_episode(start=maybe_day),
    bend_episode(end=maybe_day, end_recorded_on=recorded, closure_reason=st.just("MOVED")),
    bend_episode(closure_reason=st.sampled_from(["DUPLICATE", "ERROR"]), end=maybe_day),
    bend_episode(referral_type=st.sampled_from(["INTELLIGENCE", "CONSULTATION"])),
    bend_episode(decided_on=maybe_day, decision_recorded_on=recorded),
    bend_episode(agreements=st.just((Agreement(answer="Y"),))),
    bend_episode(agreements=st.lists(agreements, max_size=2).map(tuple)),
    add("agreements", agreements),
    add("agreements", st.sampled_from(EARLY).map(lambda day: Agreement(answer="N", day=day))),
    bend_plan(ended_on=st.sampled_from(EARLY), ended_recorded_on=recorded),
    bend_episode(
        agreements=st.just(()),
        lawful_basis=st.sampled_from(["CONSENT", "PUBLIC_TASK"]),
        basis_recorded_on=recorded,
    ),
    bend_episode(goals=st.lists(goals, max_size=4).map(tuple)),
)


@st.composite
def near_people(draw):
    """Somebody who counts in July, bent in none to three places."""
    first, second, agreed = draw(st.tuples(*[st.sampled_from(EARLY)] * 3))
    episode = Episode(
        number=1,
        referral_type="INTERVENTION",
        decision="ACCEPTED",
        referral_received=date(2026, 4, 1),
        start=date(2026, 4, 1),
        agreements=(Agreement(answer="Y", day=date(2026, 4, 1)),),
        contacts=(
            Contact(day=first, attended=True, with_young_person=True, mode="F2F_HOME"),
            Contact(
                day=second, attended=True, with_young_person=True, mode="PHONE", minutes=15
            ),
        ),
        plans=(
            PlanVersion(
                number=draw(st.integers(1, 2)),
                agreed_on=agreed,
                participation="AGREED",
                approved_on=agreed,
                review_due=date(2026, 12, 31),
            ),
        ),
    )
    for bend in draw(st.lists(bends, max_size=3)):
        episode = bend(episode)
    return episode


births = st.sampled_from(
    [
        *[date(2010, 5, 5)] * 6,
        None,
        date(2000, 7, 2),
        date(2000, 7, 15),
        date(2000, 7, 16),
        date(2016, 7, 15),
        date(2016, 7, 16),
        date(2016, 8, 12),
        date(2030, 1, 1),
    ]
)
as_ats = st.sampled_from([date(2026, 10, 31)] * 8 + POOL[3:])


@st.composite
def people(draw, ref="YP-0001"):
    found = draw(
        st.one_of(
            near_people().map(lambda e: [e]),
            near_people().map(lambda e: [e]),
            near_people().map(lambda e: [e]),
            near_people().map(lambda e: [e]),
            st.tuples(near_people(), near_people()).map(
                lambda pair: [pair[0], replace(pair[1], number=2)]
            ),
            st.tuples(near_people(), episodes(2)).map(list),
            st.integers(0, 3).flatmap(
                lambda n: st.tuples(*(episodes(i + 1) for i in range(n)))
            ),
        )
    )
    return History(ref=ref, date_of_birth=draw(births), episodes=tuple(found))


periods = st.sampled_from(
    [
        Q2,
        Q2,
        Q2,
        parse("2026-27"),
        parse("2026-27-Q1"),
        parse("2026-27-Q2-ytd"),
        parse("2026-07-15..2026-08-12"),
        parse("2026-03-01..2026-07-01"),
    ]
)
rules = st.sampled_from(
    [
        RULE,
        RULE,
        RULE,
        Rule(min_contacts=1),
        Rule(min_contacts=3),
        Rule(grace_days=0),
        Rule(min_minutes=16),
        Rule(min_age=11, max_age=24),
        Rule(min_face_to_face=2),
        Rule(participation=("AGREED",)),
    ]
)


@st.composite
def groups(draw):
    size = draw(st.integers(1, 3))
    return [draw(people(f"YP-{n:04d}")) for n in range(size)]


# --- what must hold ------------------------------------------------------------------------


@thorough
@given(person=people(), period=periods, as_at=as_ats, rule=rules)
def test_the_count_date_and_every_clause_are_those_of_the_naive_reading(
    person, period, as_at, rule
):
    verdict = judge(person, period, as_at, rule)
    assert verdict.count_date == ref_count_date(person, period, as_at, rule)
    table = ref_table(person, period, as_at, rule)
    dates = tuple(c.day for c in verdict.clauses)
    assert tuple(c.met for c in verdict.clauses) == tuple(day is not None for day in dates)
    if not table:
        days = every_day(period.first, min(period.last, as_at))
        aged = next((d for d in days if ref_clause_2(person, d, rule)), None)
        assert dates == (None, aged, None, None, None, None)
        return
    assert dates == ref_first_days(table[verdict.episode])
    if verdict.count_date:
        assert all(table[verdict.episode][verdict.count_date])
    else:
        most = max(sum(d is not None for d in ref_first_days(t)) for t in table.values())
        assert sum(d is not None for d in dates) == most


MENDED = {
    "not_approved": lambda as_at: {"approved_on": as_at, "approval_recorded_on": None},
    "did_not_take_part": lambda _as_at: {"participation": "AGREED"},
    "no_review_date": lambda as_at: {"review_due": as_at},
    "ending_undated": lambda _as_at: {"status": "ACTIVE"},
}


@given(
    born=st.dates(min_value=date(1996, 2, 25), max_value=date(1996, 3, 5))
    | st.dates(min_value=date(2016, 2, 25), max_value=date(2016, 3, 5))
    | st.dates(min_value=date(1990, 1, 1), max_value=date(2020, 1, 1)),
    year=st.sampled_from([2021, 2022, 2025, 2026, 2028, 2030]),
    rule=rules,
)
def test_ages_turn_on_the_days_of_the_naive_reading(born, year, rule):
    person = History(ref="YP-0001", date_of_birth=born)
    for first, last in ((20, 58), (58, 62), (200, 300)):
        start = date(year, 1, 1)
        days = [start + timedelta(days=n) for n in range(first, last)]
        period = Period("some days", days[0], days[-1])
        aged = next((d for d in days if ref_clause_2(person, d, rule)), None)
        assert judge(person, period, days[-1], rule).clauses[1].day == aged


@thorough
@given(person=people(), period=periods, as_at=as_ats, rule=rules)
def test_a_near_miss_lacks_exactly_one_clause_or_one_entry_of_a_plan(
    person, period, as_at, rule
):
    found = count([person], period, as_at, rule).near_misses
    lacking = ref_lacks_one(person, period, as_at, rule)
    if ref_count_date(person, period, as_at, rule):
        assert found == ()
        return
    if not found:
        assert not lacking
        return
    (miss,) = found
    assert miss.sentence
    assert miss.remedy
    held = ref_table(person, period, as_at, rule)[miss.episode][miss.day]
    if [i for i, holds in enumerate(held, start=1) if not holds] == [miss.clause]:
        assert miss.clause in lacking
        return
    changes = MENDED[miss.reason.value](as_at)
    (episode,) = (e for e in person.episodes if e.number == miss.episode)
    assert miss.day in {
        ref_count_date(
            replace(
                person,
                episodes=(
                    replace(
                        episode,
                        plans=tuple(
                            {
                                **dict(enumerate(episode.plans)),
                                i: replace(v, **changes),
                            }.values()
                        ),
                    ),
                ),
            ),
            period,
            as_at,
            rule,
        )
        for i, v in enumerate(episode.plans)
        if v.number == miss.evidence[0].number
    }


@on_groups
@given(histories=groups(), period=periods, as_at=as_ats, rule=rules)
def test_every_figure_is_that_of_the_naive_reading(histories, period, as_at, rule):
    span = parse("2026-03-01..2027-06-30")
    found = count(histories, period, as_at, rule, plan_span=span)
    tables = {h.ref: ref_table(h, period, as_at, rule) for h in histories}
    dates = {h.ref: ref_count_date(h, period, as_at, rule) for h in histories}

    def having(*clauses):
        return {
            ref
            for ref, table in tables.items()
            if any(
                all(held[c - 1] for c in clauses)
                for by_day in table.values()
                for held in by_day.values()
            )
        }

    counted = {ref for ref, day in dates.items() if day}
    assert set(found.counted) == counted
    assert found.headline == found.funnel.benefited == len(counted)
    assert found.funnel.accepted == len(having(1))
    assert found.funnel.casework == len(having(1, 4))
    assert found.funnel.plan_in_force == len(having(1, 4, 5))
    assert found.casework_only == len(having(1, 2, 3, 4) - counted)
    assert found.over_plan == sum(
        ref_count_date(h, span, as_at, rule) is not None for h in histories
    )
    for contacts_asked, headline in found.sensitivity:
        asked = replace(
            rule,
            min_contacts=max(contacts_asked, rule.min_face_to_face),
        )
        if contacts_asked >= rule.min_face_to_face:
            assert headline == sum(
                ref_count_date(h, period, as_at, asked) is not None for h in histories
            )


@on_groups
@given(histories=groups(), as_at=as_ats)
def test_the_people_of_a_year_are_the_union_of_its_quarters_people(histories, as_at):
    year = parse("2026-27")
    quarters = [count(histories, q, as_at) for q in year.quarters()]
    union = {ref for found in quarters for ref in found.counted}
    assert set(count(histories, year, as_at).counted) == union
    for n, quarter in enumerate(year.quarters(), start=1):
        to_date = count(histories, parse(f"{quarter.code}-ytd"), as_at)
        assert set(to_date.counted) == {ref for found in quarters[:n] for ref in found.counted}
        assert to_date.headline == to_date.new == sum(q.new for q in quarters[:n])
        first_days = {v.ref: v.first_of_year for v in to_date.verdicts if v.counts}
        for found in quarters[:n]:
            for verdict in found.verdicts:
                if verdict.counts:
                    assert verdict.first_of_year == first_days[verdict.ref]


@on_groups
@given(histories=groups(), period=periods, as_at=as_ats, seed=st.integers(0, 1000))
def test_the_order_in_which_records_come_does_not_matter(histories, period, as_at, seed):
    rng = Random(seed)  # noqa: S311 - shuffles, keeps no secret

    def shuffled(values):
        return tuple(rng.sample(values, len(values)))

    def mixed(e):
        return replace(
            e,
            agreements=shuffled(e.agreements),
            contacts=shuffled(e.contacts),
            plans=shuffled(one_of_each_number(e.plans)),
            goals=shuffled(e.goals),
        )

    def one_of_each_number(plans):
        """Two versions under one number are told apart by their place alone."""
        return tuple({v.number: v for v in plans}.values())

    histories = [
        replace(
            h, episodes=tuple(replace(e, plans=one_of_each_number(e.plans)) for e in h.episodes)
        )
        for h in histories
    ]

    again = [replace(h, episodes=shuffled([mixed(e) for e in h.episodes])) for h in histories]
    assert count(shuffled(again), period, as_at) == count(histories, period, as_at)


@on_groups
@given(histories=groups(), period=periods, as_at=as_ats, rule=rules)
def test_each_stage_of_the_funnel_is_a_part_of_the_one_before(histories, period, as_at, rule):
    funnel = count(histories, period, as_at, rule).funnel
    stages = [getattr(funnel, name) for name in type(funnel).__slots__]
    assert stages == sorted(stages, reverse=True)
    assert funnel.referred <= len(histories)


@thorough
@given(person=people(), as_at=as_ats)
def test_what_happens_after_the_as_at_date_changes_nothing(person, as_at):
    """What is dated or recorded later is as if it were not there."""
    later_on = as_at + timedelta(days=1)
    added = tuple(
        replace(
            e,
            contacts=(
                *e.contacts,
                Contact(day=later_on, attended=True, with_young_person=True, mode="F2F_HOME"),
                Contact(
                    day=as_at,
                    attended=True,
                    with_young_person=True,
                    mode="F2F_HOME",
                    recorded_on=later_on,
                ),
            ),
            agreements=(*e.agreements, Agreement(answer="N", day=later_on)),
            plans=(
                *e.plans,
                PlanVersion(
                    number=9,
                    agreed_on=as_at,
                    participation="AGREED",
                    approved_on=later_on,
                    review_due=later_on,
                ),
            ),
        )
        for e in person.episodes
    )
    period = Period("all", date(2026, 3, 1), date(2027, 6, 30))
    before = judge(person, period, as_at)
    after = judge(replace(person, episodes=added), period, as_at)
    assert after.count_date == before.count_date
    assert [c.day for c in after.clauses] == [c.day for c in before.clauses]
