"""What a cell of a pack may hold, and how it becomes a value."""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation

from django.apps import apps
from django.utils import timezone

from ccpl_portal.strategy.models import Tag

from .faults import NotFound, Wrong

WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
RELATIVE = re.compile(r"([+-]\d{1,4})([dwm])(?: ([a-z]{3}))?", re.IGNORECASE)
CLOCK = re.compile(r"(\d{1,2}):(\d{2})")


class Text:
    """A column of words; the others refine how its cells are read."""

    help = "words"

    def __init__(self, name, *, to=None, required=False):
        self.name = name
        self.to = to or name
        self.required = required

    def read(self, cell, load):
        return cell


class Choice(Text):
    """One of a few words; `choices` is the model's own TextChoices."""

    def __init__(self, name, choices, **kwargs):
        super().__init__(name, **kwargs)
        self.choices = choices

    @property
    def help(self):
        return f"one of {', '.join(self.choices.values)}"

    def read(self, cell, load):
        if cell not in self.choices.values:
            raise Wrong(f"Enter {self.help}, not “{cell}”")
        return cell


class YesNo(Text):
    help = "yes or no"

    def read(self, cell, load):
        try:
            return {"yes": True, "no": False}[cell.lower()]
        except KeyError:
            raise Wrong(f"Enter yes or no, not “{cell}”") from None


class Number(Text):
    help = "a whole number"

    def read(self, cell, load):
        try:
            return int(cell)
        except ValueError:
            raise Wrong(f"Enter a whole number, not “{cell}”") from None


class Amount(Text):
    help = "a number"

    def read(self, cell, load):
        try:
            amount = Decimal(cell)
        except InvalidOperation:
            amount = Decimal("NaN")
        if not amount.is_finite():
            raise Wrong(f"Enter a number, not “{cell}”")
        return amount


class Day(Text):
    help = "a date: 2023-06-15, or counted from the first load: +14d, -3w, +2m, +2w tue"

    def read(self, cell, load):
        return day(cell, load.anchor)


class Moment(Text):
    help = "a date as in the other columns and a time: 2023-06-15 14:00, +2w tue 14:00"

    def read(self, cell, load):
        when, _, clock = cell.rpartition(" ")
        found = CLOCK.fullmatch(clock)
        if not found or int(found[1]) > 23 or int(found[2]) > 59:
            raise Wrong(f"Enter a date and a time such as 2023-06-15 14:00, not “{cell}”")
        return timezone.make_aware(
            datetime.combine(day(when, load.anchor), time(int(found[1]), int(found[2])))
        )


class Reference(Text):
    """Another row, named by its natural key."""

    def __init__(self, name, model, *, by="slug", to=None, required=False):
        super().__init__(name, to=to, required=required)
        self._model = model
        self.by = by

    @property
    def model(self):
        return apps.get_model(self._model) if isinstance(self._model, str) else self._model

    @property
    def help(self):
        return f"the {self.by.replace('_', ' ')} of a row of {self.model._meta.verbose_name_plural}"

    def read(self, cell, load):
        return load.remember((self.model, self.by, cell), self.find, cell)

    def find(self, key):
        found = list(self.model._default_manager.filter(**{self.by: key})[:2])
        if len(found) == 2:
            raise Wrong(f"More than one {self.noun} is called “{key}”")
        if not found:
            raise NotFound(f"There is no {self.noun} “{key}”")
        return found[0]

    @property
    def noun(self):
        return self.model._meta.verbose_name


class References(Reference):
    """Several other rows, separated by semicolons."""

    @property
    def help(self):
        return f"{super().help}; several are separated by semicolons"

    def read(self, cell, load):
        return [super(References, self).read(key, load) for key in split(cell)]


class Tags(Text):
    """What a row serves: `principle:3; workstream:clinical-networking; priority-area:stroke`."""

    help = "what it serves, as kind:slug; several are separated by semicolons"

    def __init__(self, name="tags", *, to=None):
        super().__init__(name, to=to)

    def read(self, cell, load):
        return [load.remember((Tag, word), self.find, word) for word in split(cell)]

    def find(self, word):
        kind, _, slug = word.partition(":")
        if kind not in Tag.Kind.values or not slug:
            raise Wrong(f"Enter a kind and a slug such as principle:3, not “{word}”")
        try:
            return Tag.objects.get(kind=kind, slug=slug)
        except Tag.DoesNotExist:
            raise NotFound(f"There is no {Tag.Kind(kind).label.lower()} “{slug}”") from None


def split(cell):
    return [word.strip() for word in cell.split(";") if word.strip()]


def day(words, anchor):
    relative = RELATIVE.fullmatch(words)
    if not relative:
        try:
            return date.fromisoformat(words)
        except ValueError:
            raise Wrong(f"Enter a date such as 2023-06-15 or +14d, not “{words}”") from None
    count, unit, weekday = int(relative[1]), relative[2].lower(), relative[3]
    if unit == "m":
        months = anchor.year * 12 + anchor.month - 1 + count
        # The 28th is the last day that each month has.
        found = date(months // 12, months % 12 + 1, min(anchor.day, 28))
    else:
        found = anchor + timedelta(days=count * (7 if unit == "w" else 1))
    if not weekday:
        return found
    if weekday.lower() not in WEEKDAYS:
        raise Wrong(f"“{weekday}” is no day of the week: write mon, tue, wed, thu, fri, sat or sun")
    return found - timedelta(days=found.weekday() - WEEKDAYS.index(weekday.lower()))
