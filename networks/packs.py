from ccpl_portal.organisations.models import Level, Organisation, Place, Sector
from ccpl_portal.packs.columns import (
    Choice,
    Day,
    Number,
    Reference,
    References,
    Tags,
    Text,
    YesNo,
    split,
)
from ccpl_portal.packs.faults import Wrong
from ccpl_portal.packs.registry import loads
from ccpl_portal.packs.tables import Table
from ccpl_portal.people.missing import ABOUT
from ccpl_portal.people.models import Person, PostKind, Profession, ProfessionFamily

from .models import (
    Gap,
    Group,
    GroupKind,
    Membership,
    MembershipRule,
    QuorumCondition,
    Resource,
    TermsOfReference,
)


@loads("networks/kinds.csv")
class GroupKinds(Table):
    model = GroupKind
    key = ["slug"]
    columns = [
        Text("slug", required=True),
        Text("name", required=True),
        Text("plural", required=True),
        Text("summary"),
        YesNo("is_forum"),
        Number("position"),
    ]


@loads(
    "networks/groups.csv",
    after=[
        "networks/kinds.csv",
        "organisations/places.csv",
        "people/people.csv",
        "strategy/programmes.csv",
    ],
)
class Groups(Table):
    model = Group
    key = ["slug"]
    columns = [
        Text("slug", required=True),
        Text("name", required=True),
        Text("short_name"),
        Reference("kind", GroupKind, required=True),
        Choice("status", Group.Status, required=True),
        Day("status_since"),
        Choice("visibility", Group.Visibility),
        Text("purpose", required=True),
        Reference("level", Level),
        References("places", Place),
        Reference("reports_to", Group),
        Reference("executive_sponsor", Person),
        Text("rhythm"),
        Text("mailbox"),
        Day("review_on"),
        Number("quorum"),
        YesNo("oversees_quality"),
        Tags(),
    ]


@loads("networks/memberships.csv", after=["networks/groups.csv"])
class Memberships(Table):
    model = Membership
    key = ["group", "person", "role", "from_on"]
    columns = [
        Reference("group", Group, required=True),
        Reference("person", Person, required=True),
        Choice("role", Membership.Role, required=True),
        YesNo("votes"),
        Reference("organisation", Organisation, by="ods_code"),
        Reference("profession", Profession),
        Reference("place", Place),
        Day("from_on"),
        Day("until_on"),
    ]


class Roles(Text):
    help = "roles such as chair or member; several are separated by semicolons"

    def read(self, cell, load):
        roles = split(cell)
        for role in roles:
            if role not in Membership.Role.values:
                raise Wrong(f"There is no role “{role}”: choose from {Membership.Role.values}")
        return roles


@loads("networks/quorum.csv", after=["networks/groups.csv"])
class QuorumConditions(Table):
    model = QuorumCondition
    key = ["group", "words"]
    columns = [
        Reference("group", Group, required=True),
        Text("words", required=True),
        Number("at_least"),
        Roles("roles"),
        References("professions", Profession),
        References("families", ProfessionFamily),
    ]


@loads("networks/rules.csv", after=["networks/groups.csv", "people/post_kinds.csv"])
class MembershipRules(Table):
    model = MembershipRule
    key = ["group", "role"]
    columns = [
        Reference("group", Group, required=True),
        Choice("role", Membership.Role, required=True),
        YesNo("votes"),
        References("post_kinds", PostKind),
        References("places", Place),
        References("professions", Profession),
    ]


@loads("networks/gaps.csv", after=["networks/groups.csv"])
class Gaps(Table):
    model = Gap
    key = ["group", *ABOUT]
    columns = [
        Reference("group", Group),
        Reference("family", ProfessionFamily),
        Reference("sector", Sector),
        Reference("place", Place),
        Reference("organisation", Organisation, by="ods_code"),
        YesNo("is_wanted"),
        Text("why_not"),
        Text("engaging"),
        Text("working"),
        Text("call"),
        Reference("owner", Person),
        Day("review_on"),
    ]

    def find(self, values):
        about = {name: values.get(name) for name in self.key}
        return Gap.objects.filter(**about).first()


@loads("networks/resources.csv", after=["networks/groups.csv", "strategy/priority_areas.csv"])
class Resources(Table):
    model = Resource
    key = ["title"]
    columns = [
        Text("title", required=True),
        Reference("group", Group),
        Text("summary"),
        Choice("kind", Resource.Kind, required=True),
        Choice("audience", Resource.Audience, required=True),
        Text("link", required=True),
        Day("review_on"),
        Tags(),
    ]


@loads("networks/terms.csv", after=["networks/groups.csv"])
class Terms(Table):
    """Versions of terms of reference, numbered in the order in which they were adopted."""

    model = TermsOfReference
    key = ["group", "adopted_on"]
    columns = [
        Reference("group", Group, required=True),
        Day("adopted_on", required=True),
        Text("text", required=True),
        Text("changed"),
    ]

    def prepare(self, values, load):
        earlier = TermsOfReference.objects.filter(
            group=values["group"], adopted_on__lt=values["adopted_on"]
        )
        return {**values, "number": earlier.count() + 1}
