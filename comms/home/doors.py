"""The ways in from the home page, one line each."""

from typing import NamedTuple

from django.urls import reverse


class Door(NamedTuple):
    words: str
    line: str
    url_name: str

    @property
    def href(self):
        return reverse(self.url_name)


DOORS = [
    Door(
        "Find a group", "Networks, expert groups and forums, and how to join them", "directory:list"
    ),
    Door("Find a person", "Who leads on what, in which organisation", "people:list"),
    Door("Meetings and decisions", "What is coming, and what was promised", "governance:hub"),
    Door("Learn and lead", "Programmes and courses for leaders at every level", "leadership:hub"),
    Door(
        "Quality and safety",
        "The system’s figures, and what changed beyond chance",
        "quality:system",
    ),
    Door("About the programme", "What it is for, its principles and workstreams", "pages:about"),
]
