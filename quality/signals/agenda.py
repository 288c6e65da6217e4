"""A signal before a group: a line of its agenda, with the chart as it stands as a paper."""

from django.db import transaction
from django.utils import timezone

from ccpl_portal import typeset
from ccpl_portal.audit.actions import record
from ccpl_portal.ui.dates import day
from ccpl_portal.ui.site import portal_name
from ccpl_portal.web.errors import Conflict
from governance.planning.models import ItemRequest
from quality.agenda.actions import Matter, bring
from quality.overview.report import lettered

from .actions import ALLOWED, State, take_step
from .models import Placement, Signal
from .pictures import chart_of


@transaction.atomic
def put_on_agenda(*, signal, group, by):
    """Put a signal on the agenda that the group is making, or ask for it to be taken up."""
    Signal.objects.select_for_update().get(pk=signal.pk)
    signal = Signal.objects.for_listing().get(pk=signal.pk)
    if not signal.is_open:
        raise Conflict("This signal is closed by now. Look at it again.")
    clear_refused(signal, group)
    if signal.placements.filter(group=group, decision=None).exists():
        raise Conflict(f"{group} has this signal before it already.")
    brought = bring(matter_of(signal), group=group, by=by)
    placement = Placement.objects.create(
        signal=signal,
        group=group,
        by=by,
        item=brought.item,
        request=brought.request,
        paper=brought.paper,
    )
    record("put signal on agenda", signal, by=by, group=group.pk)
    if State.LOOKING in ALLOWED[signal.state]:
        take_step(signal=signal, to=State.LOOKING, by=by, words=f"Put before {group}")
    return placement


def clear_refused(signal, group):
    """A group that did not take it up may be asked again."""
    declined = ItemRequest.State.DECLINED
    signal.placements.filter(group=group, request__state=declined, decision=None).delete()


def matter_of(signal):
    title = f"{signal.about}, as at {day(timezone.localdate())}"
    return Matter(
        title=f"Quality signal: {signal}",
        why=signal.fact,
        paper_title=title,
        recommendation="Say what is to be done about this signal.",
        document=lambda: document(signal, title),
    )


def document(signal, title):
    """The chart and its verdict as they stand now, as a paper that stays as it is."""
    picture, told = chart_of(signal)
    data = {
        "title": title,
        "system": portal_name(),
        "fact": signal.fact,
        "verdict": told["verdict"],
        "head": told["head"],
        "rows": told["rows"],
        "raised": day(signal.raised_at),
        "kind": signal.get_kind_display(),
        "picture": bool(picture),
    }
    files = {"chart.svg": lettered(picture)} if picture else {}
    return typeset.pdf("quality/signals/paper.typ", data, files=files)
