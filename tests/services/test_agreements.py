"""What young people say to working with us."""

from dataclasses import replace
from datetime import date

import pytest

from youthcase.errors import Refusal


@pytest.mark.parametrize("answer", ["N", "WITHDRAWN"])
def test_a_no_and_a_withdrawal_need_their_day(sam, answer):
    person = replace(
        sam.people.blank(), first_name="Amara", last_name="Okonedo", dob=date(2010, 5, 5)
    )
    episode = replace(sam.episodes.blank(person.id), referral_source="2A", primary_risk="KNIFE")
    sam.episodes.refer(episode, person)

    with pytest.raises(Refusal, match="Write the day") as refused:
        sam.episodes.answer(episode, answer, None)
    assert refused.value.field == "agreed_on"
    assert sam.people.file(person.id).agreements == ()

    sam.episodes.answer(episode, "Y", None)  # an undated yes is as good as any
    assert len(sam.people.file(person.id).agreements) == 1
