from django.db import connection, transaction
from django.db.models import Max

from ccpl_portal import typeset
from ccpl_portal.audit.actions import record
from ccpl_portal.ui.dates import day
from ccpl_portal.ui.site import portal_name
from ccpl_portal.web.errors import Conflict
from quality.agenda.actions import Matter, bring

from .models import Report, ReportPlacement


@transaction.atomic
def send_report(*, scope, period, alert, advise, assure, by):
    """Add a version of what is said of a month; the newest counts, all are kept."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended('quality.report:' || %s, 0))",
            [f"{scope.key}:{period}"],
        )
    before = Report.objects.filter(scope=scope.key, period=period)
    report = Report.objects.create(
        **scope.fields,
        period=period,
        version=(before.aggregate(newest=Max("version"))["newest"] or 0) + 1,
        alert=alert,
        advise=advise,
        assure=assure,
        by=by,
    )
    record("sent assurance report", report, by=by, version=report.version)
    return report


@transaction.atomic
def put_on_agenda(*, report, group, by):
    """Bring a report before a group, as it stands in this version."""
    Report.objects.select_for_update().get(pk=report.pk)
    if report.placements.filter(group=group).exists():
        raise Conflict(f"{group} has this report before it already.")
    brought = bring(
        Matter(
            title=f"Quality report: {report}",
            why=report.alert or report.advise or report.assure,
            paper_title=f"Quality report: {report}, version {report.version}",
            recommendation="Say what follows from what worries the authors.",
            document=lambda: document(report),
        ),
        group=group,
        by=by,
    )
    placement = ReportPlacement.objects.create(
        report=report,
        group=group,
        item=brought.item,
        request=brought.request,
        paper=brought.paper,
    )
    record("put report on agenda", report, by=by, group=group.pk)
    return placement


def document(report):
    data = {
        "title": str(report),
        "system": portal_name(),
        "subtitle": f"Version {report.version}, {day(report.at)}",
        "alert": report.alert,
        "advise": report.advise,
        "assure": report.assure,
    }
    return typeset.pdf("quality/assurance/report.typ", data)
