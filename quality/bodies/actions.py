from django.db import transaction

from ccpl_portal.organisations.models import Place

from .models import Area, Body, System


@transaction.atomic
def adopt_home():
    """The portal's own system with an area for each place below it; None without a root."""
    root = Place.objects.system()
    if root is None:
        return None
    said = {"code": root.code or root.slug, "name": root.name}
    system, _ = System.objects.update_or_create(place=root, defaults=said)
    for place in root.children.all():
        said = {"code": place.slug, "name": place.name, "position": place.position}
        Area.objects.update_or_create(place=place, defaults={"system": system, **said})
    return system


def adopt_body(system, organisation):
    """The body that stands for an organisation of this portal."""
    said = {"code": organisation.ods_code, "name": organisation.name}
    body, _ = Body.objects.update_or_create(
        organisation=organisation, defaults={"system": system, **said}
    )
    return body
