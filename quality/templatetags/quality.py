from django import template

from ccpl_portal.ui.dates import month

register = template.Library()

NUMBERS = ["no", "one", "two", "three", "four", "five"]


@register.filter
def month_name(day):
    """May 2026"""
    return month(day)


@register.filter
def whole(number):
    """12,305; nothing for no number."""
    return "" if number is None else f"{number:,}"


@register.filter
def in_words(count):
    return NUMBERS[count] if count < len(NUMBERS) else str(count)
