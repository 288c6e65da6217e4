"""Words that agendas, standing items and papers share."""

from django.db.models import TextChoices


class Visibility(TextChoices):
    PUBLIC = "public", "Public"
    MEMBERS = "members", "Members"
    PRIVATE = "private", "Private"


class Purpose(TextChoices):
    DECIDE = "decide", "Decide"
    ASSURE = "assure", "Assure"
    DISCUSS = "discuss", "Discuss"
    NOTE = "note", "Note"


class Part(TextChoices):
    """What the portal knows of a line: where the minutes, actions and quoracy belong."""

    ATTENDANCE = "attendance", "Attendance and apologies"
    QUORACY = "quoracy", "Quoracy"
    INTERESTS = "interests", "Declarations of interest"
    MINUTES = "minutes", "Minutes of the last meeting"
    ACTIONS = "actions", "Open actions"
    BUSINESS = "business", "The business of the day"
    ANYTHING = "anything", "Any other business"
    NEXT = "next", "Date of the next meeting"
