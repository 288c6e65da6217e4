from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from governance.meetings.agenda import lines_of
from governance.meetings.finding import meeting_kept_by
from governance.meetings.open import check_open

from . import actions
from .forms import AttendanceForm, PastedForm, PasteForm, WithdrawalForm
from .models import Attendance, Withdrawal
from .names import LONGEST_LIST, members_of, read
from .standing import MeetingQuoracy

READ_OR_WRITE = require_http_methods(["GET", "HEAD", "POST"])
Standing = Attendance.Standing


@login_required
@READ_OR_WRITE
def page(request, pk):
    """Who is there: everybody in one go, then the exceptions."""
    meeting = meeting_kept_by(request.user, pk)
    check_open(meeting)
    members = members_of(meeting)
    if request.method == "POST":
        standings = {
            known.person.pk: request.POST.get(f"person-{known.person.pk}", "") for known in members
        }
        known_words = {"", *Standing.values}
        standings = {key: value for key, value in standings.items() if value in known_words}
        actions.record_standings(meeting=meeting, standings=standings, by=request.user)
        messages.success(request, "Attendance saved")
        return redirect("attendance:page", pk)
    return render(request, "governance/attendance/page.html", context_of(meeting, members))


def context_of(meeting, members):
    rows = list(meeting.attendances.select_related("deputy_for", "first_item", "last_item"))
    by_person = {row.person_id: row for row in rows if row.person_id}
    known = {one.person.pk for one in members}
    return {
        "meeting": meeting,
        "members": [(one, by_person.get(one.person.pk)) for one in members],
        "others": [row for row in rows if row.person_id not in known],
        "rows": rows,
        "known": MeetingQuoracy(meeting, attendances=rows),
        "paste": PasteForm(),
    }


@login_required
@READ_OR_WRITE
def everyone(request, pk):
    if request.method != "POST":
        return page(request, pk)
    meeting = meeting_kept_by(request.user, pk)
    actions.take_everyone(meeting=meeting, by=request.user)
    messages.success(request, "Everybody is marked as there. Now change the exceptions")
    return redirect("attendance:page", pk)


@login_required
@READ_OR_WRITE
def paste(request, pk):
    """Show what a pasted list would become, before anything is saved."""
    if request.method != "POST":
        return page(request, pk)
    meeting = meeting_kept_by(request.user, pk)
    check_open(meeting)
    form = PasteForm(request.POST)
    members = members_of(meeting)
    if not form.is_valid():
        context = context_of(meeting, members) | {"paste": form, "form": form}
        return render(request, "governance/attendance/page.html", context)
    pasted = read(form.cleaned_data["people"], members)
    lines = line_forms(members)(initial=[line_of(one) for one in pasted], prefix="line")
    context = {"meeting": meeting, "lines": lines, "pasted": zip(lines, pasted, strict=True)}
    return render(request, "governance/attendance/preview.html", context)


def line_of(pasted):
    standing = Standing.PRESENT if pasted.person or pasted.deputy_for else Standing.IN_ATTENDANCE
    stood_in_for = pasted.member_stood_in_for
    return {
        "name": pasted.name,
        "who": pasted.person.pk if pasted.person else PastedForm.GUEST,
        "standing": Standing.APOLOGIES if pasted.apologies else standing,
        "deputy_for": stood_in_for.pk if stood_in_for else "",
    }


def line_forms(members):
    formset = forms.formset_factory(
        PastedForm, extra=0, max_num=LONGEST_LIST, absolute_max=LONGEST_LIST
    )
    people = [known.person for known in members]
    return lambda *args, **kwargs: formset(*args, form_kwargs={"people": people}, **kwargs)


@login_required
@READ_OR_WRITE
def confirm(request, pk):
    if request.method != "POST":
        return page(request, pk)
    meeting = meeting_kept_by(request.user, pk)
    lines = line_forms(members_of(meeting))(request.POST, prefix="line")
    if not lines.is_valid():
        context = {"meeting": meeting, "lines": lines, "pasted": [(line, None) for line in lines]}
        return render(request, "governance/attendance/preview.html", context, status=422)
    people = [line.as_person for line in lines if line.as_person]
    actions.add_people(meeting=meeting, people=people, by=request.user)
    words = "1 person" if len(people) == 1 else f"{len(people)} people"
    messages.success(request, f"{words} on the list")
    return redirect("attendance:page", pk)


@login_required
@READ_OR_WRITE
def row(request, pk, row_pk):
    """One person: when they came and went, for which items, or off the list."""
    meeting = meeting_kept_by(request.user, pk)
    check_open(meeting)
    found = get_object_or_404(meeting.attendances, pk=row_pk)
    lines = lines_of(meeting, list(meeting.items.for_page()))
    choices = [
        (one.item.pk, f"{one.number} {one.item.title}")
        for line in lines
        for one in [line, *line.children]
    ]
    sent = request.POST if request.method == "POST" else None
    if sent is not None and "remove" in sent:
        actions.remove_row(row=found, by=request.user)
        messages.success(request, f"{found.name} is off the list")
        return redirect("attendance:page", pk)
    form = AttendanceForm(sent, instance=found, lines=choices)
    if form.is_valid():
        actions.change_row(row=form.instance, by=request.user)
        messages.success(request, f"{form.instance.name}: saved")
        return redirect("attendance:page", pk)
    context = {"meeting": meeting, "row": found, "form": form}
    return render(request, "governance/attendance/row.html", context)


@login_required
@READ_OR_WRITE
def withdraw(request, pk, item_pk):
    """Somebody leaves the room for one item because of an interest."""
    meeting = meeting_kept_by(request.user, pk)
    check_open(meeting)
    item = get_object_or_404(meeting.items, pk=item_pk)
    form = WithdrawalForm(request.POST if request.method == "POST" else None, meeting=meeting)
    if form.is_valid():
        actions.withdraw(item=item, by=request.user, **form.cleaned_data)
        messages.success(request, f"{form.cleaned_data['attendance']} withdraws from this item")
        return redirect(room_of(item))
    context = {"meeting": meeting, "item": item, "form": form}
    return render(request, "governance/attendance/withdraw.html", context)


@login_required
@READ_OR_WRITE
def undo(request, pk, withdrawal_pk):
    meeting = meeting_kept_by(request.user, pk)
    withdrawals = Withdrawal.objects.filter(item__meeting=meeting)
    related = withdrawals.select_related("item__meeting", "attendance")
    withdrawal = get_object_or_404(related, pk=withdrawal_pk)
    if request.method != "POST":
        context = {"meeting": meeting, "withdrawal": withdrawal}
        return render(request, "governance/attendance/undo.html", context)
    actions.undo_withdrawal(withdrawal=withdrawal, by=request.user)
    messages.success(request, "The withdrawal is taken back")
    return redirect(room_of(withdrawal.item))


def room_of(item):
    return f"{reverse('minutes:room', args=[item.meeting_id])}#item-{item.pk}"
