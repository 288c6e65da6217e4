from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from ccpl_portal.files.store import NoRoom
from ccpl_portal.files.validation import check_upload
from ccpl_portal.web.errors import Conflict
from governance.customs.deadlines import papers_due_on
from governance.meetings.agenda import lines_of
from governance.meetings.finding import meeting_kept_by

from . import actions, chasing
from .forms import MOST_FILES, UploadForm
from .matching import best_item, title_of
from .models import Paper, Submission

READ_OR_WRITE = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@READ_OR_WRITE
def manage(request, pk):
    """All papers of a meeting by item: what is there, what is missing, what came in."""
    meeting = meeting_kept_by(request.user, pk)
    if request.method == "POST":
        deed = next((DEEDS[name] for name in DEEDS if name in request.POST), None)
        if deed:
            deed(request, meeting)
        return redirect("papers:manage", meeting.pk)
    items = list(meeting.items.for_page())
    lines = lines_of(meeting, items)
    found = Submission.objects.filter(item__in=items).for_page()
    by_item = {}
    for submission in found:
        by_item.setdefault(submission.item_id, []).append(submission)
    missing = chasing.missing_of(meeting)
    context = {
        "meeting": meeting,
        "lines": [(line, by_item.get(line.item.pk, [])) for line in flat(lines)],
        "missing": {one.line.item.pk: one for one in missing},
        "to_ask": [one for one in missing if one.address],
        "due_on": papers_due_on(meeting),
        "unplaced": proposals(meeting, lines),
        "is_open": meeting.state in actions.OPEN,
    }
    return render(request, "governance/papers/manage.html", context)


def flat(lines):
    return [line for top in lines for line in [top, *top.children]]


def proposals(meeting, lines):
    """Uploads that are on no item yet, each with the item that its name speaks of."""
    return [
        (paper, best_item(name_of(paper), flat(lines))) for paper in meeting.unplaced_papers.all()
    ]


def name_of(paper):
    file = paper.file
    return file.current.name if file else paper.title


def upload(request, meeting):
    """Take in many files at once; each that is refused is named with the reason."""
    actions.refuse_when_closed(meeting)
    files = request.FILES.getlist("files")
    if not files:
        messages.warning(request, "Choose one or more files")
    for sent in files[:MOST_FILES]:
        try:
            checked = check_upload(sent)
            actions.take_in(
                meeting=meeting, title=title_of(checked.name), checked=checked, by=request.user
            )
        except ValidationError as refused:
            messages.error(request, f"{sent.name}: {refused.messages[0]}")
        except NoRoom as refused:
            messages.error(request, str(refused))
            return
    if len(files) > MOST_FILES:
        messages.error(request, f"Only the first {MOST_FILES} were taken. Send the rest again")


@transaction.atomic
def place(request, meeting):
    """Put uploads on the items that the secretary confirmed."""
    count = 0
    for paper in meeting.unplaced_papers.all():
        which = request.POST.get(f"item-{paper.pk}", "")
        if which.isdecimal():
            item = get_object_or_404(meeting.items, pk=which)
            actions.put_on(paper=paper, item=item, visibility=item.visibility, by=request.user)
            count += 1
        elif which == "delete":
            actions.discard(paper=paper, by=request.user)
    messages.success(request, f"{count} paper{'' if count == 1 else 's'} put on the agenda")


def chase(request, meeting):
    asked = chasing.chase(meeting=meeting, by=request.user)
    if asked:
        words = "presenter is" if len(asked) == 1 else "presenters are"
        messages.success(request, f"{len(asked)} {words} asked for their papers by email")
    else:
        messages.info(request, "Everybody was asked today already, or has no address here")


def accept(request, meeting):
    actions.accept(submission=submission_of(request, meeting, "accept"), by=request.user)
    messages.success(request, "The paper is out")


def take_off(request, meeting):
    actions.take_off(submission=submission_of(request, meeting, "off"), by=request.user)
    messages.success(request, "The paper is off the agenda")


def submission_of(request, meeting, name):
    pk = request.POST[name]
    found = Submission.objects.filter(item__meeting=meeting).for_page()
    return get_object_or_404(found, pk=pk if pk.isdecimal() else 0)


DEEDS = {"upload": upload, "place": place, "chase": chase, "accept": accept, "off": take_off}


@READ_OR_WRITE
def upload_by_link(request, token):
    """A presenter sends a paper, without an account; sends it again and it is the new version."""
    asked = chasing.opened(token)
    if request.user.is_authenticated and asked.person and asked.person.user != request.user:
        raise PermissionDenied("This link is for somebody else. Sign out to use it")
    meeting = asked.item.meeting
    if not chasing.may_send(asked):
        raise Conflict("The papers of this meeting are out. Send your new version to the secretary")
    paper = asked.paper or Paper(title=asked.item.title, author=asked.item.presenter_name)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = UploadForm(*sent, instance=paper)
    if form.is_valid():
        checked = form.cleaned_data["file"]
        chasing.receive(request=asked, paper=form.instance, checked=checked)
        return render(request, "governance/papers/received.html", {"asked": asked, "form": form})
    context = {"asked": asked, "meeting": meeting, "form": form, "due_on": papers_due_on(meeting)}
    return render(request, "governance/papers/upload.html", context)
