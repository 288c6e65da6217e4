"""The order of business that the NHS expects of its committees, for groups without their own."""

from django.apps import apps as all_apps

from governance.meetings.words import Part, Purpose

HOUSE_ORDER = [
    ("Welcome and apologies", Part.ATTENDANCE, Purpose.NOTE, "Chair", 5),
    ("Confirmation of quoracy", Part.QUORACY, Purpose.NOTE, "Chair", 2),
    ("Declarations of interest", Part.INTERESTS, Purpose.NOTE, "Chair", 3),
    ("Minutes of the last meeting", Part.MINUTES, Purpose.DECIDE, "Chair", 5),
    ("Matters arising and action log", Part.ACTIONS, Purpose.ASSURE, "Secretary", 10),
    ("Chair’s report", "", Purpose.NOTE, "Chair", 10),
    ("Business", Part.BUSINESS, "", "", None),
    ("Any other business", Part.ANYTHING, Purpose.DISCUSS, "Chair", 5),
    ("Date of next meeting", Part.NEXT, Purpose.NOTE, "Secretary", 1),
]


def lay_down(apps=all_apps, using="default", **kwargs):
    """Make the house order where there is none; what managers changed in it stays."""
    try:
        StandingItem = apps.get_model("governance", "StandingItem")
    except LookupError:
        # Migrated back to before there were meetings.
        return
    house = StandingItem.objects.using(using).filter(group=None)
    if house.exists():
        return
    StandingItem.objects.using(using).bulk_create(
        StandingItem(
            position=position,
            title=title,
            part=part,
            purpose=purpose,
            presenter=presenter,
            minutes_allotted=minutes,
        )
        for position, (title, part, purpose, presenter, minutes) in enumerate(HOUSE_ORDER, start=1)
    )
