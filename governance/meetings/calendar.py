from datetime import UTC
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event, vUri


def calendar_of(meetings, *, with_links):
    """Return the meetings as an iCalendar file; the call link only for those who may join."""
    calendar = Calendar()
    calendar.add("prodid", "-//CCPL portal//Meetings//EN")
    calendar.add("version", "2.0")
    for meeting in meetings:
        calendar.add_component(event_of(meeting, with_links=with_links))
    return calendar.to_ical()


def event_of(meeting, *, with_links):
    address = f"{settings.SITE_URL}{meeting.get_absolute_url()}"
    link = meeting.online_link if with_links else ""
    event = Event()
    # The same for ever, so that a calendar changes its entry and makes no second one.
    event.add("uid", f"meeting-{meeting.pk}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("sequence", meeting.revision)
    event.add("dtstamp", meeting.updated_at.astimezone(UTC))
    event.add("dtstart", meeting.starts_at.astimezone(UTC))
    event.add("dtend", meeting.ends_at.astimezone(UTC))
    event.add("summary", meeting.name)
    event.add("url", vUri(address))
    event.add("status", "CANCELLED" if meeting.is_cancelled else "CONFIRMED")
    where = ", ".join(part for part in [meeting.place, link] if part)
    if where:
        event.add("location", where)
    event.add("description", "\n".join(part for part in [meeting.purpose, address, link] if part))
    return event
