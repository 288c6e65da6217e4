"""Who presents: somebody of the directory where the name is theirs, else the words as typed."""

import re

from governance.meetings.people import members_of

TITLES = re.compile(r"\b(?:dr|prof|professor|mr|mrs|ms|miss|sir|dame)\b\.?", re.I)


def presenter_of(words, group):
    """The two fields of an item for a presenter's name as somebody typed it."""
    person = known(words, group)
    return {"presenter": "" if person else words, "presenter_person": person}


def known(words, group):
    """The member of the group who has this name, with or without a title; None for others."""
    asked = plain(words)
    if not asked:
        return None
    people = [person for person in members_of(group) if plain(person.name) == asked]
    return people[0] if len(people) == 1 else None


def plain(name):
    return " ".join(TITLES.sub(" ", name).replace(".", " ").lower().split())
