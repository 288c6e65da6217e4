from django import template

from ccpl_portal.ui.dates import day, month
from quality.measures.words import tidy

register = template.Library()

NUMBERS = ["no", "one", "two", "three", "four", "five"]


@register.filter
def month_name(value):
    """May 2026"""
    return month(value)


@register.filter
def whole(number):
    """12,305; nothing for no number."""
    return "" if number is None else f"{number:,}"


@register.filter
def in_words(count):
    return NUMBERS[count] if count < len(NUMBERS) else str(count)


@register.filter
def due_on(measure_set, period):
    """5 May 2026"""
    return day(measure_set.due_on(period))


@register.filter
def rows(count):
    """1 row; 3 rows; 1,203 rows"""
    return "1 row" if count == 1 else f"{count:,} rows"


@register.filter
def cell(words, column):
    return words.get(column, "")


@register.filter
def as_format(address, kind):
    """The same address for another kind of file than CSV."""
    return address.replace("format=csv", f"format={kind}")


@register.filter
def share_in_words(judged):
    """83.4%"""
    return f"{tidy(100 * judged.numerator / judged.denominator, 1)}%"
