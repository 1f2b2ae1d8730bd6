"""Do the code lists say what casework needs them to say?"""

from datetime import date

import pytest

from youthcase.domain.codes import Code, code_list, names

# The codes of the specification, list by list.
EXPECTED = {
    "sex": "M F U",
    "gender": "00 01 02 09",
    "ethnicity": "W1 W2 W3 W4 W9 M1 M2 M3 M9 A1 A2 A3 A4 A9 B1 B2 B9 O2 O9 NS NK",
    "disability": "NONE AUT BEH COMM CON DDA HAND HEAR INC LD MOB PC VIS NK NS",
    "send_status": "N K E A NK",
    "send_type": "SPLD MLD SLD PMLD SEMH SLCN HI VI MSI PD ASD OTH",
    "care_status": "NONE EH CIN CP_NEG CP_EMO CP_PHY CP_SEX CP_MUL CLA_S20 CLA_ICO CLA_CO"
    " CLA_REMAND CLA_POLICE UASC CARE_LEAVER ADULT NK",
    "yj_status": "NONE NFA RUI_BAIL CR YC YCC RO YRO REMAND CUSTODY_DTO LICENCE PROBATION NK",
    "referral_source": "1A 1B 1C 1D 2A 2B 3A 3B 3C 3D 3E 3F 4 5A 5B 5C 5D 6 7 8 9 10 5B-YJS"
    " 5B-CSU 5B-YOUTH 5A-CSC 5A-MACE 3E-HYW 6-SN 6-CUST 6-YFP 8-VCS 2A-AP",
    "referral_type": "INTERVENTION INTELLIGENCE CONSULTATION",
    "referral_decision": "ACCEPTED NOT_ACCEPTED SIGNPOSTED INTEL_ONLY CONSULT_ONLY WITHDRAWN"
    " PENDING",
    "primary_risk": "DRUGS ASB SYV_HARMED SYV_RISK SYV_CAUSING KNIFE GANG CCE CSE TRAFFICKING"
    " ROBBERY ONLINE YPDA VAWG_PUBLIC RADICAL FAMILY OTHER NK",
    "priority": "URGENT HIGH MEDIUM LOW NONE",
    "risk_level": "LOW MEDIUM HIGH VERY_HIGH NOT_ASSESSED",
    "closure_reason": "PLAN_MET STEP_DOWN STEP_UP TRANSFER_LA TRANSFER_SVC DISENGAGED DECLINED"
    " CUSTODY MOVED AGED_OUT DIED DUPLICATE ERROR",
    "worker_change_reason": "MANAGE FCONTA LEFTRL ORGRST TSPROC ABSENC CHCHAN PCCHAN SWDIED"
    " OTHERS",
    "contact_mode": "F2F_HOME F2F_SCHOOL F2F_COMMUNITY F2F_OFFICE F2F_CUSTODY F2F_HOSPITAL"
    " VIDEO PHONE TEXT_MSG EMAIL_LETTER GROUP",
    "attendance": "ATTENDED DNA CANCELLED_YP CANCELLED_WORKER REFUSED UNSUCCESSFUL_VISIT"
    " NOT_APPLICABLE",
    "contact_with": "YP PARENT_CARER SIBLING PROFESSIONAL PANEL",
    "contact_purpose": "ENGAGEMENT ASSESSMENT SAFETY_PLANNING DIRECT_WORK CRISIS ADVOCACY ETE"
    " HOUSING FAMILY COURT_CUSTODY HEALTH REVIEW CLOSURE",
    "plan_status": "DRAFT AGREED_YP SUBMITTED RETURNED ACTIVE SUPERSEDED ENDED",
    "participation": "AGREED AGREED_PART TOOK_PART_NOT_SIGNED DID_NOT_TAKE_PART",
    "carry": "CARRY_FULL_YP CARD_ONLY NUMBERS_ONLY NOTHING_REHEARSED HELD_BY_TRUSTED_ADULT",
    "place_status": "SAFE OK_WITH_SOMEONE AVOID UNSURE",
    "dob_quality": "EXACT EST_AGE UNKNOWN",
    "reading_support": "NONE EASY_READ SYMBOLS AUDIO READ_ALOUD",
    "lawful_basis": "PUBLIC_TASK LEGAL_OBLIGATION LEGITIMATE_INTERESTS"
    " RECOGNISED_LEGITIMATE_INTEREST VITAL_INTERESTS CONSENT",
    "interpreter_needed": "Y N NK",
    "score_tool": "GBO SAFE_FEEL NEEDS SDQ_TOTAL SWEMWBS",
    "score_occasion": "START REVIEW END",
    "plan_audience": "FAMILY SCHOOL YOUNG_PERSON CARD",
    "role": "CASEWORKER SUPERVISOR MANAGER",
    "yes_no": "Y N",
    "agreement_answer": "Y N WITHDRAWN",
    "plan_decision": "APPROVED RETURNED",
    "missing_type": "M A",
}
ALSO = {
    "copy_outcome",
    "themes",
    "ward",
    "language",
    "score_item",
    "plan_context",
    "format_needs",
    "closure_domain",
    "closure_outcome",
}


def test_every_list_that_casework_needs_is_there():
    assert set(names()) == set(EXPECTED) | ALSO


@pytest.mark.parametrize("name", EXPECTED)
def test_a_list_has_the_codes_of_the_specification_and_no_other(name: str):
    assert {c.code for c in code_list(name).codes} == set(EXPECTED[name].split())


@pytest.mark.parametrize("name", names())
def test_no_code_or_label_stands_twice_in_a_list(name: str):
    codes = code_list(name).codes
    assert len({c.code for c in codes}) == len(codes)
    assert len({c.label for c in codes}) == len(codes)


@pytest.mark.parametrize("name", names())
def test_every_code_has_a_label_and_one_sentence_that_explains_it(name: str):
    listed = code_list(name)
    assert listed.title
    for c in listed.codes:
        assert c.label == c.label.strip() != ""
        assert c.meaning[0].isupper()
        assert c.meaning.endswith(".")
        assert ". " not in c.meaning
        assert "  " not in c.meaning


def test_every_main_risk_falls_under_a_theme_that_exists():
    themes = code_list("themes")
    assert len(themes.codes) == 5  # four priorities, and none of them
    for risk in code_list("primary_risk").codes:
        assert themes.has(risk.extra["theme"])


def test_every_local_referral_source_rolls_up_to_a_national_one():
    sources = code_list("referral_source")
    local = [c for c in sources.codes if "-" in c.code]
    assert len(local) == 11
    for source in local:
        parent = sources.get(source.extra["rolls_up_to"])
        assert source.code.startswith(parent.code)
        assert "rolls_up_to" not in parent.extra
        assert source.group == parent.group


def test_every_ethnicity_has_a_group_and_its_name_in_the_other_lists():
    ethnicity = code_list("ethnicity")
    assert {c.group for c in ethnicity.codes} == {
        "White",
        "Mixed or multiple",
        "Asian or Asian British",
        "Black, Black British, Caribbean or African",
        "Other ethnic group",
        "Not stated",
        "Not known",
    }
    assert all(c.extra["dfe"] and c.extra["nhs16"] for c in ethnicity.codes)
    assert [c.code for c in ethnicity.codes if "sde18" not in c.extra] == ["NK"]
    assert ethnicity.get("W3").extra["dfe_alternative"] == "WROM"


def test_scores_know_their_range_and_items_know_their_tool():
    tools = code_list("score_tool")
    ranges = {c.code: (c.extra["min"], c.extra["max"]) for c in tools.codes}
    assert ranges == {
        "GBO": ("0", "10"),
        "SAFE_FEEL": ("0", "10"),
        "NEEDS": ("1", "5"),
        "SDQ_TOTAL": ("0", "40"),
        "SWEMWBS": ("7", "35"),
    }
    items = code_list("score_item")
    assert {c.extra["tool"] for c in items.codes} == {"GBO", "SAFE_FEEL", "NEEDS"}


def test_the_wards_are_the_eighteen_and_two_ways_of_having_none():
    ward = code_list("ward")
    assert len(ward.codes) == 20
    assert ward.has("Brompton & Hans Town")
    assert ward.label("NFA_UNKNOWN") == "No fixed address or not known"


def test_the_languages_of_the_borough_are_offered_first():
    first = [c.label for c in code_list("language").codes][:9]
    assert first == [
        "English",
        "Arabic",
        "Spanish",
        "French",
        "Portuguese",
        "Italian",
        "Somali",
        "Tigrinya",
        "Persian (Farsi)",
    ]


def test_each_level_of_carrying_allows_no_more_than_the_one_above():
    carry = code_list("carry").codes
    allowed = [tuple(c.extra[copy] for copy in ("full", "card", "numbers")) for c in carry]
    assert allowed == [
        ("Y", "Y", "Y"),
        ("N", "Y", "Y"),
        ("N", "N", "Y"),
        ("N", "N", "N"),
        ("N", "N", "N"),
    ]


def test_a_code_is_offered_from_its_first_day_to_its_last():
    code = Code("X", "X", "X.", first_day=date(2026, 4, 1), last_day=date(2027, 3, 31))
    days = [date(2026, 3, 31), date(2026, 4, 1), date(2027, 3, 31), date(2027, 4, 1)]
    assert [code.is_current(day) for day in days] == [False, True, True, False]


def test_a_code_without_dates_is_always_offered():
    sex = code_list("sex")
    assert sex.current(date(1999, 1, 1)) == sex.codes


def test_an_unknown_list_or_code_is_not_answered_with_a_guess():
    with pytest.raises(KeyError):
        code_list("no_such_list")
    assert not code_list("sex").has("m")
    with pytest.raises(KeyError):
        code_list("sex").label("m")


def test_a_list_is_read_once_and_cannot_be_changed_by_a_reader():
    assert code_list("sex") is code_list("sex")
    with pytest.raises(TypeError):
        code_list("carry").codes[0].extra["full"] = "N"  # type: ignore[index]
