from copy import copy

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from ccpl_portal.accounts.rules import is_verified
from ccpl_portal.files.models import Picture
from ccpl_portal.files.store import NoRoom
from ccpl_portal.people.actions import entry_of
from ccpl_portal.people.models import Person
from ccpl_portal.people.rules import is_oneself, may_edit, may_read
from ccpl_portal.people.views import page_of_person
from ccpl_portal.ui.text import render_markdown

from . import actions
from .forms import EntryForm
from .viewers import COLLEAGUE, STRANGER, viewer


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def own(request):
    """The way from one's account to one's entry, which is made when there is none."""
    person = Person.objects.filter(user=request.user).first()
    if person is None and request.method == "POST":
        if not is_verified(request.user):
            raise PermissionDenied("You can make an entry once your account is verified")
        person = entry_of(request.user)
        return redirect("profiles:edit", person.slug)
    return render(request, "ccpl_portal/profiles/own.html", {"person": person})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, slug):
    visible = Person.objects.visible_to(request.user).for_page()
    person = get_object_or_404(visible, slug=slug)
    if not may_edit(request.user, person):
        raise PermissionDenied
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = EntryForm(*posted, instance=copy(person))
    if form.is_valid() and "back" not in request.POST and (answer := act(request, person, form)):
        return answer
    context = {"person": person, "form": form, "own": is_oneself(request.user, person)}
    return render(request, "ccpl_portal/profiles/edit.html", context)


def act(request, person, form):
    """Preview or save; None when a file has no room, which is then said at its field."""
    try:
        if request.POST.get("preview") in {STRANGER, COLLEAGUE}:
            return preview(request, person, form)
        changed = actions.change_entry(form=form, by=request.user)
    except NoRoom as refusal:
        form.add_error("upload", str(refusal))
        return None
    messages.success(request, "Saved. This is what you see; others see what you chose to show")
    return redirect(changed)


def preview(request, person, form):
    """The page as somebody else will see it. Only a new picture is stored, for nobody to see."""
    typed, shown = form.cleaned_data, form.instance
    kept = typed["kept"]
    if typed["upload"]:
        picture = actions.keep_picture(
            person=person, checked=typed["upload"], alt=typed["alt"], by=request.user
        )
        kept = picture.public_id
    shown.picture = Picture.objects.of(person).filter(public_id=kept).first() or person.picture
    if typed.get("remove_picture") and not kept:
        shown.picture = None
    shown.biography_html = render_markdown(shown.biography)
    reader = viewer(request.POST["preview"])
    context = {
        "as_stranger": request.POST["preview"] == STRANGER,
        "is_seen": may_read(reader, shown),
        "fields": [(field.html_name, field.value()) for field in texts_of(form)],
        "ticks": [field.html_name for field in ticks_of(form) if field.value()],
        "kept": kept,
        "person": shown,
        **page_of_person(shown, reader),
    }
    return render(request, "ccpl_portal/profiles/preview.html", context)


def texts_of(form):
    return [field for field in form if field.name not in {"upload", "kept"} and not ticks(field)]


def ticks_of(form):
    return [field for field in form if ticks(field)]


def ticks(field):
    return field.widget_type == "checkbox"
