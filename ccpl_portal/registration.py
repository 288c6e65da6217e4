"""What the shared rooms tell each other's registers; imported once, when all models are there."""

from .organisations import models as organisations
from .people import models as people
from .strategy import models as strategy
from .ui import navigation
from .ui.site import name_provider
from .web.caching import register_public

name_provider(organisations.system_name)

register_public(
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
)

navigation.add("People", "people:list", order=20)
