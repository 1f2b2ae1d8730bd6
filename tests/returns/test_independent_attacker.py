"""An attacker with another solver, in another process, from the published cells alone."""

import invented
import judging


def weak(answers):
    """What was found to within one, apart from totals that follow from exact headlines."""
    found = []
    for answer in answers:
        assert answer["agrees"]
        assert answer["targets"] > 100
        found += [w for w in answer["weak"] if w[1] != "headline" or w[-2] < 5]
    return found


def test_nobody_finds_a_cell_of_random_first_returns(protected):
    sizes = (20, 64, 250)
    made = [protected(invented.one_quarter(n, 100 + n)).release for n in sizes]
    assert weak(judging.judged([judging.as_case([release]) for release in made])) == []


def test_nobody_finds_a_cell_or_a_newcomer_by_comparing_quarters(two_quarters):
    releases = [made.release for _facts, made in two_quarters]
    assert weak(judging.judged([judging.as_case(releases)])) == []


def test_the_judge_finds_what_plain_figures_give_away(protected):
    release = protected(invented.one_quarter(60, 9)).release
    case = judging.as_case([release]).replace('"themes"', '"themes"', 1)
    narrow = case.replace('"exact": 60', '"exact": 64')
    (answer,) = judging.judged([narrow])
    assert answer["agrees"] is False or answer["weak"]
