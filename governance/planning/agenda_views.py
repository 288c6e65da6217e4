from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from ccpl_portal.ui.dates import clock
from ccpl_portal.web.errors import Conflict
from governance.customs.deadlines import next_deadline
from governance.meetings.finding import meeting_run_by
from governance.meetings.people import members_of

from . import arranging
from .builder import Builder
from .forms import PasteForm, fingerprint
from .pasting import MOST_LINES, read_agenda, read_line

READ_OR_WRITE = require_http_methods(["GET", "HEAD", "POST"])

ALREADY = "These items are on the agenda already"

# Words of a button -> what it does with a line.
DEEDS = {
    "up": lambda item, by: arranging.shift(item=item, by_places=-1, by=by),
    "down": lambda item, by: arranging.shift(item=item, by_places=1, by=by),
    "under": arranging.put_under,
    "out": arranging.take_out,
    "remove": arranging.remove,
}


@login_required
@READ_OR_WRITE
def agenda(request, pk):
    """The agenda, edited in the shape in which it will be read."""
    meeting = meeting_run_by(request.user, pk)
    refuse_when_closed(meeting)
    sent = request.POST if request.method == "POST" else None
    builder = Builder(meeting, sent)
    if sent is not None:
        saved = builder.save(request.user)
        if wants_json(request):
            return JsonResponse(as_json(meeting, builder))
        if saved:
            return done(request, meeting, sent)
    context = {
        "meeting": meeting,
        "builder": builder,
        "deadline": next_deadline(meeting),
        "presenters": members_of(meeting.group).values_list("name", flat=True),
        "added": sent.get("new", "") if sent else "",
    }
    status = 200 if sent is None else 422
    return render(request, "governance/planning/agenda.html", context, status=status)


def refuse_when_closed(meeting):
    if meeting.state not in arranging.OPEN:
        raise Conflict(
            f"This meeting is {meeting.get_state_display().lower()}, so its agenda stays as it is"
        )


def wants_json(request):
    return request.headers.get("Accept") == "application/json"


def done(request, meeting, sent):
    """All lines are saved; then comes what the pressed button asked for."""
    order = [int(pk) for pk in sent.get("order", "").split(",") if pk.isdecimal()]
    if order:
        arranging.put_in_order(meeting=meeting, order=order, by=request.user)
    deed, _, which = sent.get("do", "").partition("-")
    anchor = ""
    if deed in DEEDS and which.isdecimal():
        item = get_object_or_404(meeting.items, pk=which)
        DEEDS[deed](item=item, by=request.user)
        anchor = "" if deed == "remove" else f"#line-{item.pk}"
    elif sent.get("new", "").strip():
        arranging.add_typed(
            meeting=meeting, line=read_line(sent["new"]), shown=shown_in(sent), by=request.user
        )
        anchor = "#new"
    else:
        messages.success(request, "The agenda is saved")
    address = redirect("planning:agenda", meeting.pk)
    address["Location"] += anchor
    return address


def shown_in(sent):
    """The lines that stood on the page from which this was sent."""
    names = (name.split("-") for name in sent if name.startswith("row-"))
    return {int(parts[1]) for parts in names if len(parts) > 1 and parts[1].isdecimal()}


def as_json(meeting, builder):
    """What the page shows anew after it saved by itself."""
    order = [int(pk) for pk in builder.data.get("order", "").split(",") if pk.isdecimal()]
    if order:
        arranging.put_in_order(meeting=meeting, order=order, by=None)
    now = Builder(meeting)
    return {
        "saved": f"Saved at {clock(timezone.localtime())}",
        "over": now.balance.over_words,
        "balance": now.balance.words,
        "advice": now.balance.advice,
        "ends": clock(now.lines_end),
        "rows": [
            {
                "id": row.item.pk,
                "number": row.line.number,
                "time": clock(row.line.starts_at),
                "is_over": row.line.starts_at >= meeting.ends_at,
                "seen": fingerprint(row.item),
            }
            for row in now.flat
        ],
        "errors": {
            row.item.pk: [str(words) for errors in row.form.errors.values() for words in errors]
            for row in builder.flat
            if row.form.is_bound and row.form.errors
        },
    }


@login_required
@READ_OR_WRITE
def paste(request, pk):
    """An agenda from Word or an e-mail: read, shown, and added when it is right."""
    meeting = meeting_run_by(request.user, pk)
    refuse_when_closed(meeting)
    sent = request.POST if request.method == "POST" else None
    form = PasteForm(sent)
    lines = []
    if form.is_valid():
        lines = read_agenda(form.cleaned_data["text"])
        if len(lines) > MOST_LINES:
            form.add_error("text", f"Paste {MOST_LINES} lines or fewer")
            lines = []
        elif "add" in sent:
            return added(request, meeting, lines, sent)
    there = arranging.titles_on(meeting)
    preview = [(place, line, there[line.title.lower()]) for place, line in enumerate(lines)]
    context = {"meeting": meeting, "form": form, "preview": preview}
    return render(request, "governance/planning/paste.html", context)


def added(request, meeting, lines, sent):
    chosen = []
    for value in sent.getlist("line"):
        place, _, seen = value.partition("-")
        if place.isdecimal() and int(place) < len(lines):
            chosen.append((lines[int(place)], int(seen) if seen.isdecimal() else 0))
    if chosen:
        number = len(arranging.add_pasted(meeting=meeting, chosen=chosen, by=request.user))
        words = f"{number} item{'' if number == 1 else 's'} added" if number else ALREADY
        messages.success(request, words)
    return redirect("planning:agenda", meeting.pk)
