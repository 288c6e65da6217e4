from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from ccpl_portal.people.models import Person
from ccpl_portal.web.requests import client_ip
from ccpl_portal.web.throttle import allows

from . import actions
from .forms import MessageForm

QUARTER, DAY = 15 * 60, 24 * 60 * 60
TOO_MANY = "Too many messages were sent from here. Wait a quarter of an hour, then send it again"


@require_http_methods(["GET", "HEAD", "POST"])
def write(request, slug):
    visible = Person.objects.visible_to(request.user).select_related("user")
    person = get_object_or_404(visible, slug=slug)
    if not person.takes_messages:
        raise Http404
    form = MessageForm(request.POST if request.method == "POST" else None, user=request.user)
    if form.is_valid() and send(request, person, form):
        messages.success(request, f"Your message to {person.name} is on its way")
        return redirect(person)
    return render(request, "ccpl_portal/letterbox/write.html", {"person": person, "form": form})


def send(request, person, form):
    """Whether it is done with; a machine is told what a person is told."""
    if form.is_by_a_machine:
        return True
    typed = form.cleaned_data
    sender = actions.Sender.of(request.user, typed)
    if not within_limits(client_ip(request), sender, person):
        form.add_error(None, TOO_MANY)
        return False
    actions.write_to(
        person=person, sender=sender, message=typed["message"], token=typed.get("token")
    )
    return True


def within_limits(ip, sender, person):
    """A hospital may reach us through one address, so that limit is the widest."""
    return (
        allows("letterbox from", sender.email.lower(), most=5, seconds=QUARTER)
        and allows("letterbox at", ip, most=30, seconds=QUARTER)
        and allows("letterbox to", person.pk, most=50, seconds=DAY)
    )
