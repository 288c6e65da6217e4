"""Signals of the past, with what was done about them, as a file of a pack."""

from datetime import datetime, time

from django.utils import timezone

from ccpl_portal.packs.columns import Day, Text
from ccpl_portal.packs.faults import Wrong
from ccpl_portal.packs.registry import loads
from ccpl_portal.packs.tables import Table
from quality.measures.models import next_month
from quality.packs import Month, OwnBody, OwnMeasure, home

from .looking import Finding
from .models import Signal, Step


def noon(day):
    return timezone.make_aware(datetime.combine(day, time(12)))


@loads("quality/signals.csv", after=["quality/obligations.csv"])
class PastSignals(Table):
    """They are over: signals that stand are found in the figures."""

    model = Signal
    key = ["measure_code", "org_code", "period"]
    columns = [
        OwnMeasure("measure_code", to="measure", required=True),
        OwnBody("org_code", required=False),
        Month("period", required=True),
        Text("kind", required=True),
        Text("fact", required=True),
        Text("closed_because", required=True),
        Day("closed_on", to="gone_at", required=True),
    ]

    def find(self, values):
        past = Signal.objects.filter(is_standing=False, subject=values["subject"])
        return past.filter(period=values["period"]).first()

    def prepare(self, values, load):
        if values["kind"] not in Signal.Kind.values:
            raise Wrong(f"Enter one of {', '.join(Signal.Kind.values)}", "kind")
        named = {name: values.get(name) for name in ("kind", "period", "fact", "measure", "body")}
        return values | {
            "system": home(),
            "subject": Finding(**named).subject,
            "state": Signal.State.CLOSED,
            "is_standing": False,
            "raised_at": noon(next_month(values["period"])),
            "gone_at": noon(values["gone_at"]),
        }

    def fill(self, record, row, values, names, load):
        super().fill(record, row, values, names, load)
        if record.pk and not record.steps.exists():
            Step.objects.create(
                signal=record,
                to=Signal.State.CLOSED,
                words=record.closed_because,
                at=record.gone_at,
            )
