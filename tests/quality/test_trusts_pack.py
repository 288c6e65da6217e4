"""The 140 trusts with a major A&E department, by region: nothing is tied to one system."""

import pytest
from django.core.management import CommandError, call_command

from quality.models import Body, Figure, System

from .test_overview import words_of

LICENCE = "Contains public sector information licensed under the Open Government Licence v3.0."


def test_the_pack_of_trusts_loads_by_name_and_shows_every_region(client, home, capsys):
    call_command("load_quality_pack", "type-1-trusts")

    assert "T1: made 15508, changed 0, unchanged 0, refused 0" in capsys.readouterr().out
    assert Body.objects.filter(system__code="T1").count() == 140
    unknown = Body.objects.filter(seats__area__name="Region not known")
    assert unknown.count() == 22
    assert set(unknown.values_list("name", flat=True)) >= {"Trust RQ6", "Trust RW6"}
    figures = Figure.objects.filter(measure__code="ae-four-hour", measure__system__code="T1")
    assert figures.filter(level="place", period="2019-03-01").count() == 8
    whole = figures.get(level="system", period="2016-04-01")
    places = figures.filter(level="place", period="2016-04-01")
    assert whole.numerator == sum(place.numerator for place in places)

    page = words_of(client.get("/quality/?system=T1"))
    assert "Major A&amp;E departments of England, 2016 to 2019" in page
    assert "Region not known" in page
    assert LICENCE in page
    funnel = words_of(client.get("/quality/measures/ae-four-hour/funnel/?system=T1"))
    assert "organisations together" in funnel
    assert "so the limits are widened by that much" in funnel
    assert "Major A&amp;E" not in words_of(client.get("/quality/"))
    for address in ("/search/?q=trust+rq6", "/organisations/"):
        assert "Trust RQ6" not in words_of(client.get(address))


def test_the_second_load_changes_nothing(db, capsys):
    call_command("load_quality_pack", "type-1-trusts")
    before = list(Figure.objects.order_by("pk").values())
    capsys.readouterr()

    call_command("load_quality_pack", "type-1-trusts")

    assert "made 0, changed 0" in capsys.readouterr().out
    assert list(Figure.objects.order_by("pk").values()) == before


def test_a_pack_that_is_nowhere_is_refused(db):
    with pytest.raises(CommandError, match="There is no such folder"):
        call_command("load_quality_pack", "type-9-trusts")

    assert not System.objects.exists()
