"""The booked time as a calendar entry. Its words say interview and reference, and no name."""

from datetime import UTC
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event


def calendar_of(slot):
    role = slot.role
    calendar = Calendar()
    calendar.add("prodid", "-//CCPL portal//Interviews//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    event = Event()
    host = urlsplit(settings.SITE_URL).hostname
    # The same when the time is moved, so that a calendar changes its entry.
    event.add("uid", f"interview-{slot.application.public_id}@{host}")
    event.add("sequence", int(slot.booked_at.timestamp()))
    event.add("dtstamp", slot.booked_at.astimezone(UTC))
    event.add("dtstart", slot.starts_at.astimezone(UTC))
    event.add("dtend", slot.ends_at.astimezone(UTC))
    event.add("summary", f"{role.meeting_word.capitalize()}: {role.title}")
    event.add("location", slot.place)
    event.add("description", f"Your reference: {slot.application.reference}")
    calendar.add_component(event)
    return calendar.to_ical()
