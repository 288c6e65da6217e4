"""Managers see what was changed of a measure, its targets, phases and duties."""

from datetime import date

from django.urls import reverse

from tests.factories.accounts import ManagerFactory, UserFactory
from tests.factories.quality import MeasureFactory, ObligationFactory, TargetFactory

from .test_overview import words_of


def test_the_history_of_a_measure_holds_all_that_hangs_on_it(client, db):
    measure = MeasureFactory(name="Falls assessed")
    measure.name = "Falls risk assessed"
    measure.save()
    TargetFactory(measure=measure, value="0.9")
    phase = measure.phases.create(starts_on=date(2024, 4, 1), reason="New form")
    phase.delete()
    ObligationFactory(measure=measure)
    client.force_login(ManagerFactory())

    page = words_of(client.get(reverse("admin:quality_measure_history", args=[measure.pk])))

    assert "Name: Falls assessed → Falls risk assessed" in page
    assert "Phase New form added" in page
    assert "Target 0.9" in page
    assert "Obligation added" in page


def test_the_history_names_who_changed_it(client, db):
    measure = MeasureFactory()
    manager = ManagerFactory(name="Mo Manager")
    client.force_login(manager)
    client.post(
        reverse("admin:quality_obligation_add"),
        {"measure": measure.pk, "body": ObligationFactory(measure__system=measure.system).body.pk},
    )

    page = words_of(client.get(reverse("admin:quality_measure_history", args=[measure.pk])))

    assert "Mo Manager Obligation added" in page


def test_the_history_is_for_managers(client, db):
    address = reverse("admin:quality_measure_history", args=[MeasureFactory().pk])
    statuses = [client.get(address).status_code]
    for user in (UserFactory(), ManagerFactory()):
        client.force_login(user)
        statuses.append(client.get(address).status_code)

    assert statuses == [302, 404, 200]
