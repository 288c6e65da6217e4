"""The levels that a portal begins with; they are the group's to name, add and remove."""

from django.apps import apps as all_apps

LEVELS = [
    ("Routine", "Watched through the monthly figures, as everything is"),
    ("Enhanced", "Looked at by the group each month, with a report from the organisation"),
    ("Intensive", "A plan with dates, and support from the system, until it is better"),
]


def begin_with_levels(apps=all_apps, **kwargs):
    """Make the usual three where there is none; called after each migration."""
    try:
        AssuranceLevel = apps.get_model("quality", "AssuranceLevel")
    except LookupError:
        # Migrated back to before there were levels.
        return
    if not AssuranceLevel.objects.exists():
        AssuranceLevel.objects.bulk_create(
            AssuranceLevel(name=name, position=position, description=description)
            for position, (name, description) in enumerate(LEVELS)
        )
