"""What the front page says is waiting for a panel member, a coordinator, an applicant."""

from django.urls import reverse

from leadership_dev.panel.models import PanelMember

DECLARES_IN = {"approved", "open", "closed", "sifting"}


def selection_waiting_for(user):
    """Pairs of words and address of what a member of a panel owes."""
    return [
        line
        for seat in PanelMember.objects.of(user).select_related("role").with_progress()
        for line in owed(seat)
    ]


def owed(seat):
    role = seat.role
    if not seat.has_declared:
        if role.state in DECLARES_IN:
            href = reverse("panel:declaration", args=[role.slug])
            yield f"Name whom you know: {role.title}", href
    elif role.state == "sifting" and seat.scored < seat.to_score:
        yield f"{seat.to_score - seat.scored} to score: {role.title}", seat.get_absolute_url()
    elif role.state == "moderating":
        yield f"Moderation is open: {role.title}", reverse("scoring:ranking", args=[role.slug])
