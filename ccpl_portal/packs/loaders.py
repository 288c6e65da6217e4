"""The files of the shared rooms: they lie below packs, so their loaders live here."""

from ccpl_portal.accounts.actions import make_demo_account
from ccpl_portal.accounts.models import RoleGrant, User
from ccpl_portal.glossary.models import Term
from ccpl_portal.organisations.models import (
    Level,
    Organisation,
    OrganisationKind,
    Place,
    PlaceMembership,
    Sector,
    Service,
)
from ccpl_portal.people.models import (
    Appointment,
    Person,
    Post,
    PostKind,
    Profession,
    ProfessionFamily,
)
from ccpl_portal.strategy.models import (
    Aim,
    Principle,
    PriorityArea,
    Theme,
    TransformationProgramme,
    Workstream,
)

from .columns import Day, Number, Reference, Tags, Text, YesNo, split
from .faults import Wrong
from .registry import loads
from .tables import Table

SLUG = Text("slug", required=True)
NAME = Text("name", required=True)
PLURAL = Text("plural", required=True)
POSITION = Number("position")


@loads("organisations/sectors.csv")
class Sectors(Table):
    model = Sector
    key = ["slug"]
    columns = [SLUG, NAME, POSITION]


@loads("organisations/kinds.csv", after=["organisations/sectors.csv"])
class OrganisationKinds(Table):
    model = OrganisationKind
    key = ["slug"]
    columns = [SLUG, NAME, PLURAL, Reference("sector", Sector), POSITION]


@loads("organisations/levels.csv")
class Levels(Table):
    model = Level
    key = ["slug"]
    columns = [SLUG, NAME, PLURAL, Number("rank", required=True), Text("aims")]


@loads("organisations/places.csv", after=["organisations/levels.csv"])
class Places(Table):
    model = Place
    key = ["slug"]
    columns = [
        SLUG,
        NAME,
        Reference("level", Level, required=True),
        Reference("parent", Place),
        Text("code"),
        Text("summary"),
        Text("aims"),
        POSITION,
    ]


@loads("organisations/organisations.csv", after=["organisations/kinds.csv"])
class Organisations(Table):
    model = Organisation
    key = ["ods_code"]
    columns = [
        Text("ods_code", required=True),
        Text("ons_code"),
        NAME,
        Reference("kind", OrganisationKind, required=True),
        Day("opened_on"),
        Day("closed_on"),
        Text("website"),
        Text("note"),
    ]


@loads(
    "organisations/memberships.csv",
    after=["organisations/organisations.csv", "organisations/places.csv"],
)
class PlaceMemberships(Table):
    model = PlaceMembership
    key = ["organisation", "place", "from_on"]
    columns = [
        Reference("organisation", Organisation, by="ods_code", required=True),
        Reference("place", Place, required=True),
        Day("from_on"),
        Day("until_on"),
    ]


@loads(
    "organisations/services.csv",
    after=["organisations/organisations.csv", "organisations/places.csv"],
)
class Services(Table):
    model = Service
    key = ["organisation", "place"]
    columns = [
        Reference("organisation", Organisation, by="ods_code", required=True),
        Reference("place", Place, required=True),
    ]


@loads("glossary/terms.csv")
class Terms(Table):
    model = Term
    key = ["slug"]
    columns = [
        SLUG,
        Text("term", required=True),
        Text("full"),
        Text("full_plural"),
        Text("meaning", required=True),
    ]


@loads("people/families.csv")
class ProfessionFamilies(Table):
    model = ProfessionFamily
    key = ["slug"]
    columns = [SLUG, NAME, YesNo("is_expected"), POSITION]


@loads("people/professions.csv", after=["people/families.csv"])
class Professions(Table):
    model = Profession
    key = ["slug"]
    columns = [SLUG, NAME, Text("plural"), Reference("family", ProfessionFamily), POSITION]


class StrategyTable(Table):
    """The kinds of tag share one table; the proxy model says which kind a file holds."""

    key = ["slug"]
    columns = [
        SLUG,
        NAME,
        Text("summary"),
        Text("text"),
        Text("mailbox"),
        Text("website"),
        Tags("serves"),
        POSITION,
    ]

    def prepare(self, values, load):
        return values | {"kind": self.model.KIND}


@loads("strategy/principles.csv")
class Principles(StrategyTable):
    model = Principle
    key = ["number"]
    columns = [
        Number("number", required=True),
        NAME,
        Text("summary"),
        Text("text", required=True),
    ]

    def prepare(self, values, load):
        return super().prepare(values, load) | {"slug": str(values["number"])}


@loads("strategy/workstreams.csv", after=["strategy/principles.csv"])
class Workstreams(StrategyTable):
    model = Workstream


@loads("strategy/priority_areas.csv", after=["strategy/workstreams.csv"])
class PriorityAreas(StrategyTable):
    model = PriorityArea


@loads("strategy/themes.csv", after=["strategy/workstreams.csv"])
class Themes(StrategyTable):
    model = Theme


@loads("strategy/aims.csv", after=["strategy/priority_areas.csv", "strategy/themes.csv"])
class Aims(StrategyTable):
    model = Aim
    columns = [*StrategyTable.columns, Number("horizon")]


@loads(
    "strategy/programmes.csv",
    after=["strategy/priority_areas.csv", "strategy/themes.csv", "people/people.csv"],
)
class TransformationProgrammes(StrategyTable):
    model = TransformationProgramme
    columns = [*StrategyTable.columns, Reference("clinical_lead", Person, to="lead")]


@loads(
    "people/people.csv",
    after=[
        "organisations/organisations.csv",
        "people/professions.csv",
        "strategy/aims.csv",
    ],
)
class People(Table):
    model = Person
    key = ["slug"]
    columns = [
        SLUG,
        NAME,
        Reference("profession", Profession),
        Reference("organisation", Organisation, by="ods_code"),
        Text("job_title"),
        Text("expertise"),
        Text("biography"),
        Text("audience"),
        Text("email"),
        Text("phone"),
        YesNo("shows_email"),
        YesNo("shows_phone"),
        Tags(),
    ]


@loads("people/post_kinds.csv")
class PostKinds(Table):
    model = PostKind
    key = ["slug"]
    columns = [SLUG, NAME, PLURAL, POSITION]


@loads(
    "people/posts.csv",
    after=[
        "organisations/organisations.csv",
        "organisations/places.csv",
        "people/post_kinds.csv",
        "strategy/programmes.csv",
    ],
)
class Posts(Table):
    model = Post
    key = ["slug"]
    columns = [
        SLUG,
        Text("title", required=True),
        Reference("kind", PostKind),
        Reference("organisation", Organisation, by="ods_code"),
        Reference("place", Place),
        Text("purpose"),
        Text("mailbox"),
        Day("from_on"),
        Day("until_on"),
        Tags(),
    ]


@loads("people/appointments.csv", after=["people/posts.csv", "people/people.csv"])
class Appointments(Table):
    model = Appointment
    key = ["post", "person", "from_on"]
    columns = [
        Reference("post", Post, required=True),
        Reference("person", Person, required=True),
        Day("from_on"),
        Day("until_on"),
    ]


class Roles(Text):
    help = "superuser, or roles of the programme separated by semicolons"
    known = {"superuser", *RoleGrant.Role.values}

    def read(self, cell, load):
        roles = set(split(cell))
        if not roles <= self.known:
            raise Wrong(f"Enter roles out of {', '.join(sorted(self.known))}, not “{cell}”")
        return roles


@loads("accounts/accounts.csv", after=["people/people.csv"])
class DemoAccounts(Table):
    """People who sign in to a demo. Their password is printed, so they are never facts."""

    model = User
    key = ["account"]
    columns = [
        Text("account", required=True),
        NAME,
        Reference("person", Person),
        Text("kind", required=True),
        YesNo("verified", required=True),
        Roles("roles"),
    ]

    def write(self, row, before, load):
        if load.section != "examples":
            raise Wrong("Accounts are for demos. Move this file to examples/")
        values = self.values_of(row, load)
        roles = values.get("roles", set())
        user = make_demo_account(
            email=f"{values['account']}@demo.example",
            name=values["name"],
            kind=values["kind"],
            verified=values["verified"],
            roles=sorted(roles - {"superuser"}),
            is_superuser="superuser" in roles,
        )
        person = values.get("person")
        if person is not None and person.user_id != user.pk:
            person.user = user
            person.save()
        return "changed" if before else "made"
