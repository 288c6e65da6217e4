"""What the admin's start page offers, and what it says needs care.

Houses register both in their admin modules, beside the pages that the words lead to.
"""

from typing import NamedTuple

from django.urls import reverse


class Task(NamedTuple):
    order: int
    words: str
    url_name: str
    permission: str

    @property
    def href(self):
        return reverse(self.url_name)


_tasks = []
_carers = []


def task(words, url_name, permission, *, order):
    """Offer a task to everybody who holds the permission."""
    _tasks.append(Task(order, words, url_name, permission))


def care(function):
    """Register a function of the user that yields pairs: what needs care, and where."""
    _carers.append(function)
    return function


def tasks_for(user):
    return [task for task in sorted(_tasks) if user.has_perm(task.permission)]


def cares_for(user):
    return [pair for ask in _carers for pair in ask(user)]
