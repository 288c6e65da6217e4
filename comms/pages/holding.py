"""Pages that somebody answers for, for when they leave."""

from ccpl_portal.leaving.columns import named_in
from ccpl_portal.leaving.registry import holds
from ccpl_portal.publishing.models import State
from ccpl_portal.ui.dates import day

from .models import Page


def review_of(page):
    return f"To be reviewed on {day(page.review_on)}" if page.review_on else ""


holds(
    named_in(
        lambda: Page.objects.exclude(state=State.ARCHIVED).order_by("title"),
        "owner",
        name="pages",
        heading="Pages that they answer for",
        order=90,
        words=lambda page: page.title,
        due=review_of,
    )
)
