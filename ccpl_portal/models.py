from .accounts.models import RoleGrant, User
from .audit.models import Event
from .files.models import File, FileVersion, Picture
from .glossary.models import Term
from .jobs.models import Job
from .organisations.models import (
    Level,
    Organisation,
    OrganisationKind,
    Place,
    PlaceMembership,
    Sector,
    Service,
)
from .outbox.models import Letter
from .packs.models import Loaded, Pack
from .people.models import Appointment, Person, Post, PostKind, Profession, ProfessionFamily
from .search.models import Entry
from .strategy.models import (
    Aim,
    Principle,
    PriorityArea,
    Tag,
    Theme,
    TransformationProgramme,
    Workstream,
)
from .web.models import ContentVersion

__all__ = [
    "Aim",
    "Appointment",
    "ContentVersion",
    "Event",
    "Level",
    "Loaded",
    "Organisation",
    "OrganisationKind",
    "Pack",
    "Person",
    "Place",
    "PlaceMembership",
    "Post",
    "PostKind",
    "Principle",
    "PriorityArea",
    "Profession",
    "ProfessionFamily",
    "RoleGrant",
    "Sector",
    "Service",
    "Tag",
    "Term",
    "Theme",
    "TransformationProgramme",
    "User",
    "Workstream",
]
