"""What the shared rooms tell each other's registers; imported once, when all models are there."""

from django.urls import reverse

from .accounts import mine
from .files import models as files
from .files.registry import owner
from .glossary import models as glossary
from .leaving import own  # noqa: F401 - declares what a person holds
from .organisations import models as organisations
from .packs import models as packs
from .people import models as people
from .people.rules import may_see_picture
from .search import audiences
from .search.registry import Finding, findable
from .strategy import models as strategy
from .ui import navigation
from .ui.site import name_provider, portal_name_provider
from .web.caching import register_public

name_provider(organisations.system_name)
portal_name_provider(packs.portal_name)

register_public(
    packs.Pack,
    organisations.Sector,
    organisations.OrganisationKind,
    organisations.Level,
    organisations.Place,
    organisations.Organisation,
    organisations.PlaceMembership,
    organisations.Service,
    strategy.Tag,
    strategy.Principle,
    strategy.Workstream,
    strategy.Aim,
    strategy.PriorityArea,
    strategy.TransformationProgramme,
    strategy.Theme,
    people.Profession,
    people.ProfessionFamily,
    people.Person,
    people.Post,
    people.PostKind,
    people.Appointment,
    files.Picture,
    glossary.Term,
)

navigation.add("People", "people:list", order=20)
owner(people.Person, may_read=may_see_picture)
mine.shows("My entry in the directory", lambda user: [entry_line(user)])


def entry_line(user):
    return "See and change what others see of me", reverse("profiles:own")


def audiences_of(person):
    owner = [f"user:{person.user_id}"] if person.user_id else []
    if person.audience == people.Person.Audience.PUBLIC:
        return [audiences.PUBLIC]
    if person.audience == people.Person.Audience.VERIFIED:
        return [audiences.PROFESSIONAL, audiences.MANAGER, *owner]
    return [audiences.MANAGER, *owner]


def parts_for_all_readers(person):
    """Expertise and biography, unless fewer may read them than may find the entry."""
    for part in ["expertise", "biography"]:
        if getattr(person, f"{part}_audience") in {people.Audience.PUBLIC, person.audience}:
            yield getattr(person, part)


def describe_person(person):
    posts = [
        appointment.post.title
        for appointment in person.appointments.all()
        if appointment.is_current
    ]
    work = [str(part) for part in [person.profession, person.organisation] if part]
    return Finding(
        title=person.name,
        summary=", ".join([*posts, *work]),
        body="\n".join(parts_for_all_readers(person)),
        keywords=" ".join([*posts, person.job_title, *(tag.name for tag in person.tags.all())]),
        url=person.get_absolute_url(),
        audiences=audiences_of(person),
        is_example=person.is_example,
    )


def describe_organisation(organisation):
    place = organisation.place
    return Finding(
        title=organisation.name,
        summary=f"{organisation.kind.name}{f' in {place.name}' if place else ''}",
        keywords=f"{organisation.ods_code} {organisation.ons_code}",
        url=organisation.get_absolute_url(),
        audiences=[audiences.PUBLIC],
        is_example=organisation.is_example,
    )


def describe_place(place):
    return Finding(
        title=place.name,
        summary=place.summary or place.level.name,
        body=place.aims,
        keywords=place.code,
        url=place.get_absolute_url(),
        audiences=[audiences.PUBLIC],
        is_example=place.is_example,
    )


def describe_tag(tag):
    return Finding(
        title=str(tag),
        summary=tag.summary,
        body=tag.text,
        url=tag.get_absolute_url(),
        audiences=[audiences.PUBLIC],
        is_example=tag.is_example,
    )


findable(
    people.Person,
    kind="Person",
    describe=describe_person,
    also={people.Appointment: lambda appointment: [appointment.person]},
    fetch=lambda records: records.select_related("profession", "organisation").prefetch_related(
        "tags", "appointments__post"
    ),
)
findable(
    organisations.Organisation,
    kind="Organisation",
    describe=describe_organisation,
    also={organisations.PlaceMembership: lambda membership: [membership.organisation]},
    fetch=lambda records: records.select_related("kind"),
)
findable(
    organisations.Place,
    kind="Place",
    describe=describe_place,
    fetch=lambda records: records.select_related("level"),
)
for kind in [strategy.Principle, strategy.Workstream]:
    findable(
        kind,
        kind=kind.KIND.label,
        describe=describe_tag,
        # One table holds tags of every kind, and only these two have pages.
        fetch=lambda records: records.filter(kind=records.model.KIND),
    )


def describe_term(term):
    return Finding(
        title=f"{term.term}: {term.full}" if term.full else term.term,
        summary=term.meaning,
        url=f"{reverse('glossary:list')}#{term.slug}",
        audiences=[audiences.PUBLIC],
        is_example=term.is_example,
    )


findable(glossary.Term, kind="Word", describe=describe_term)
