"""Papers that are missing, who has them, and asking for them with a link."""

from dataclasses import dataclass
from datetime import timedelta

from django.core import signing
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from ccpl_portal.audit.actions import record
from ccpl_portal.outbox.actions import write_letter
from governance.customs.deadlines import papers_due_on
from governance.meetings.agenda import lines_of
from governance.meetings.people import address_of

from .actions import change_paper, put_on, store
from .models import PaperRequest

SALT = "governance.paper"
LIFETIME = timedelta(days=90)
NOT_AGAIN_FOR = timedelta(hours=12)


@dataclass
class Missing:
    line: object
    address: str
    asked: PaperRequest | None


def missing_of(meeting):
    """The lines that wait for a paper, in the order of the agenda."""
    items = meeting.items.for_page().select_related("presenter_person__user")
    lines = lines_of(meeting, list(items))
    there = set(
        meeting.items.filter(
            submissions__paper__withdrawn_at=None, submissions__isnull=False
        ).values_list("pk", flat=True)
    )
    asked = {one.item_id: one for one in PaperRequest.objects.filter(item__meeting=meeting)}
    return [
        Missing(line, address_of(line.item), asked.get(line.item.pk))
        for top in lines
        for line in [top, *top.children]
        if line.item.paper_expected and line.item.pk not in there
    ]


@transaction.atomic
def chase(*, meeting, by, missing=None):
    """Ask each presenter of a missing paper for it; whoever was asked today is left in peace."""
    asked = []
    for one in missing_of(meeting) if missing is None else missing:
        if one.address and not asked_lately(one):
            asked.append(ask(one, meeting, by))
    return asked


def asked_lately(one):
    return one.asked is not None and one.asked.asked_at > timezone.now() - NOT_AGAIN_FOR


def ask(one, meeting, by):
    item = one.line.item
    request, _ = PaperRequest.objects.get_or_create(
        item=item, address=one.address, defaults={"person": item.presenter_person}
    )
    request.times_asked += 1
    request.asked_at = timezone.now()
    request.save(update_fields=["times_asked", "asked_at"])
    write_letter(
        to=request.address,
        template="governance/papers/letters/asked",
        context={
            "item": item,
            "meeting": meeting,
            "link": upload_link(request),
            "due_on": papers_due_on(meeting),
        },
        key=f"paper-request {request.pk} {request.times_asked}",
        about=request,
    )
    record("asked for paper", request, by=by, item=item.pk)
    return request


def upload_link(request):
    return reverse("papers:upload", args=[signing.dumps(request.pk, salt=SALT)])


def opened(token):
    """The request of a link; 404 where it is not one of ours or too old."""
    try:
        pk = signing.loads(token, salt=SALT, max_age=LIFETIME)
    except signing.BadSignature:
        raise Http404 from None
    found = PaperRequest.objects.select_related("item__meeting__group", "person__user", "paper")
    return get_object_or_404(found, pk=pk)


def may_send(request):
    """Until the paper is before its readers; after publication the secretary lets it out."""
    meeting = request.item.meeting
    if meeting.is_draft:
        return True
    is_out = request.paper is not None and request.paper.submissions.filter(is_held=False).exists()
    return meeting.state == meeting.State.PUBLISHED and not is_out


@transaction.atomic
def receive(*, request, paper, checked):
    """Keep what a presenter sent; a second time it becomes the next version."""
    PaperRequest.objects.select_for_update(of=["self"]).get(pk=request.pk)
    by = request.person.user if request.person else None
    item = request.item
    if paper.pk:
        change_paper(paper=paper, checked=checked, by=by)
    else:
        paper.group = item.meeting.group
        store(paper, checked, by)
        is_held = not item.meeting.is_draft
        put_on(paper=paper, item=item, visibility=item.visibility, by=by, is_held=is_held)
    request.paper = paper
    request.save(update_fields=["paper"])
    return paper
