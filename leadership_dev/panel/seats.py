"""Who is asking, as a panel knows them: a member, its chair, the coordinator behind it."""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect

from ccpl_portal.accounts import roles
from leadership_dev.roles.models import LeadershipRole
from leadership_dev.rules import coordinates, handles_applications, is_kept_blind

from .models import PanelMember


def is_on_a_panel(user):
    """Sits on the panel of a role that is being recruited to, so signing in asks for more."""
    over = {"completed", "archived", "withdrawn"}
    return PanelMember.objects.of(user).exclude(role__state__in=over).exists()


roles.provides("panel", is_on_a_panel)


def seat_of(user, role):
    seats = PanelMember.objects.of(user).select_related("person", "role")
    return seats.filter(role=role).first()


def selects(user, role):
    """Runs the selection: the coordinator or a manager, unless the names are hidden from them.

    A superuser who is not a manager may look and does nothing here. Whoever sits on the panel,
    or has applied, is kept from the names like everybody else there.
    """
    return oversees(user, role) and handles_applications(user, role)


def arranges(user, role):
    """The coordinator alone: times of interviews, and offers."""
    return selects(user, role) and user.has_role("coordinator")


def oversees(user, role):
    """May read what the coordinator reads."""
    if not coordinates(user, role) or role.applications.sent().filter(user=user).exists():
        return False
    return not is_kept_blind(user, role)


def seated(view):
    """Only for members of the role's panel, who have first named everybody they know."""

    @login_required
    @wraps(view)
    def wrapped(request, slug, **kwargs):
        seats = PanelMember.objects.of(request.user).select_related("role", "person")
        seat = seats.filter(role__slug=slug).first()
        if seat is None:
            raise Http404
        if not seat.has_declared:
            return redirect("panel:declaration", slug)
        return view(request, seat, **kwargs)

    return wrapped


def role_for(user, slug):
    """The role, for its panel and for those who oversee it; 404 for everybody else."""
    role = LeadershipRole.objects.visible_to(user).filter(slug=slug).first()
    if role is None or not (seat_of(user, role) or oversees(user, role)):
        raise Http404
    return role
