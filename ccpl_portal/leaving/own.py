"""What a person may hold in the shared rooms."""

from ccpl_portal.people.models import Appointment
from ccpl_portal.strategy.models import Tag

from .columns import named_in
from .periods import held_for_a_time
from .registry import holds

holds(
    held_for_a_time(
        lambda: Appointment.objects.select_related("post").order_by("post__title"),
        name="posts",
        heading="Leadership posts",
        order=10,
        words=lambda appointment: appointment.post.title,
        href=lambda appointment: "",
        copied=["post"],
    )
)
holds(
    named_in(
        lambda: Tag.objects.order_by("kind", "name"),
        "lead",
        name="leads",
        heading="Workstreams, areas and programmes that they lead",
        order=20,
        words=lambda tag: f"{tag.get_kind_display()}: {tag.name}",
    )
)
