"""The quality files of a system's own pack."""

from datetime import date

import pytest
from django.core.management import call_command

from quality.models import (
    Figure,
    Happening,
    Measure,
    Phase,
    Return,
    ReturnsContact,
    Signal,
    Step,
    System,
)
from quality.packs import month_of
from quality.returns.due import months_ago
from quality.rollup.actions import roll_up


@pytest.fixture
def loaded(db):
    call_command("load_pack", "coventry-and-warwickshire", verbosity=0)
    return System.objects.home()


def test_the_pack_brings_three_years_of_real_figures_and_marked_examples(loaded, client):
    roll_up(system=loaded)

    measures = Measure.objects.filter(system=loaded)
    assert {(m.code, m.set.is_example, m.set.audience) for m in measures} == {
        ("ae-four-hour", False, "public"),
        ("ae-attendances", False, "public"),
        ("ae-admitted", False, "public"),
        ("vte-assessed", True, "signed_in"),
        ("falls-harm", True, "signed_in"),
        ("cdiff", True, "signed_in"),
        ("friends-family", True, "signed_in"),
    }
    system = Figure.objects.filter(measure__code="ae-four-hour", level="system")
    march = system.get(period=date(2019, 3, 1))
    assert (march.numerator, march.denominator, march.received) == (21888, 27337, 3)
    assert system.filter(period__lte=date(2019, 3, 1), received=3).count() == 36
    assert set(ReturnsContact.objects.values_list("user__email", "body__code")) == {
        ("ceg_chair@demo.example", "RKB"),
        ("quality@demo.example", "RKB"),
        ("quality2@demo.example", "RJC"),
    }
    page = client.get("/quality/").content.decode()
    assert "80.1%" in page
    assert "vte-assessed" not in page


def test_the_pack_marks_charts_and_tells_what_was_done_about_past_signals(loaded):
    assert set(Phase.objects.values_list("measure__code", "starts_on")) == {
        ("falls-harm", months_ago(13))
    }
    assert set(Happening.objects.values_list("measure__code", "starts_on")) == {
        ("ae-four-hour", date(2018, 1, 1)),
        ("vte-assessed", months_ago(7)),
        ("friends-family", months_ago(12)),
        ("cdiff", months_ago(21)),
    }
    past = Signal.objects.values_list("measure__code", "state", "is_standing", "is_example")
    assert set(past) == {
        ("vte-assessed", "closed", False, True),
        ("falls-harm", "closed", False, True),
    }
    assert Step.objects.filter(words="").count() == 0
    assert Step.objects.count() == 2


def test_a_second_load_adds_no_version(loaded):
    counted = [Return, Signal, Step, Phase, Happening]
    before = [model.objects.count() for model in counted]

    call_command("load_pack", "coventry-and-warwickshire", verbosity=0)

    assert [model.objects.count() for model in counted] == before


def test_example_months_are_counted_back_from_the_first_load():
    assert month_of("-1m", date(2026, 1, 31)) == "2025-12-01"
    assert month_of("-12m", date(2026, 1, 5)) == "2025-01-01"
    assert month_of("2019-04-01", date(2026, 1, 5)) == "2019-04-01"
