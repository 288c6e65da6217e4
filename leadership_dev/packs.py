from ccpl_portal.organisations.models import Organisation, Place
from ccpl_portal.packs.columns import Amount, Day, Number, Reference, References, Text
from ccpl_portal.packs.published import PublishedTable
from ccpl_portal.packs.registry import loads
from ccpl_portal.packs.tables import Table
from ccpl_portal.people.models import Profession
from leadership_dev.monitoring import packs as monitoring  # noqa: F401, it registers
from leadership_dev.panel import packs as panel  # noqa: F401, it registers
from leadership_dev.pool import packs as pool  # noqa: F401, it registers
from leadership_dev.roles import packs as roles  # noqa: F401, it registers

from .models import Programme, ProgrammeLevel


@loads("leadership/levels.csv")
class ProgrammeLevels(Table):
    model = ProgrammeLevel
    key = ["slug"]
    columns = [
        Text("slug", required=True),
        Text("name", required=True),
        Text("summary"),
        Number("position"),
    ]


@loads(
    "leadership/programmes/*.md",
    after=[
        "leadership/levels.csv",
        "organisations/organisations.csv",
        "organisations/places.csv",
        "people/professions.csv",
        "strategy/programmes.csv",
    ],
)
class Programmes(PublishedTable):
    model = Programme
    columns = [
        *PublishedTable.columns,
        Text("provider", required=True),
        Reference("organisation", Organisation, by="ods_code"),
        Reference("level", ProgrammeLevel),
        Text("audience"),
        References("professions", Profession),
        References("places", Place),
        Text("delivery"),
        Text("length"),
        Amount("hours_a_week"),
        Day("starts_on"),
        Day("ends_on"),
        Day("apply_by"),
        Amount("cost_pounds"),
        Text("cost_note"),
        Amount("cpd_points"),
        Number("places_offered"),
        Text("link"),
        Text("contact"),
        Text("mailbox"),
        Day("checked_on"),
    ]
