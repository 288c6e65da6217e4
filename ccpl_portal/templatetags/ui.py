"""`{% load ui %}`: the words that templates use for the furniture of the room `ui`."""

from django import template
from django.conf import settings
from django.contrib.messages import get_messages
from django.utils.safestring import mark_safe

from ccpl_portal.ui import dates, fields, filters, header, identity, navigation
from ccpl_portal.ui.markup import component, link_target

register = template.Library()


@register.simple_tag(takes_context=True)
def site_header(context):
    # Lazy: a page that never asks for the token sets no cookie and may be shared.
    return header.header(context.get("request"), context.get("csrf_token", ""))


@register.simple_tag
def theme_colour():
    return identity.theme_colour(settings.NHS_IDENTITY)


@register.simple_tag
def menu(name):
    return navigation.entries(name)


@register.simple_tag(takes_context=True)
def waiting_messages(context):
    """Messages for this reader; a reader who brought no cookie can have none."""
    request = context.get("request")
    if request is None or not {settings.SESSION_COOKIE_NAME, "messages"} & set(request.COOKIES):
        return []
    return get_messages(request)


@register.simple_tag
def breadcrumbs(*pairs):
    """Words and address in turn; Home is put first."""
    trail = [("Home", "/"), *zip(pairs[::2], pairs[1::2], strict=True)]
    return component("breadcrumb", items=[{"text": text, "href": href} for text, href in trail])


@register.simple_tag
def tag(text, colour=""):
    return component("tag", text=text, colour=colour)


@register.simple_tag
def button(text, kind="", name=None, value=None):
    return component(
        "button",
        text=text,
        type="submit",
        preventDoubleClick=True,
        classes=f"nhsuk-button--{kind}" if kind else "",
        name=name,
        value=value,
    )


@register.simple_tag
def button_link(text, href, kind=""):
    return component(
        "button", text=text, href=href, classes=f"nhsuk-button--{kind}" if kind else ""
    )


@register.simple_tag
def field(bound_field):
    return fields.draw(bound_field)


@register.simple_tag
def filter_field(bound_field):
    """A field of a filter form; nothing when there is nothing to choose."""
    if not fields.offers_a_choice(bound_field):
        return ""
    bound_field.form.narrows_a_list = True
    return fields.draw(bound_field)


@register.simple_tag
def error_summary(form):
    return fields.error_summary(form)


@register.simple_tag(takes_context=True)
def pagination(context, page):
    paginator = page.paginator
    if paginator.num_pages < 2:
        return ""

    def address(number):
        query = context["request"].GET.copy()
        query["page"] = number
        return f"?{query.urlencode()}"

    items = [
        {"ellipsis": True}
        if number == paginator.ELLIPSIS
        else {"number": number, "href": address(number), "current": number == page.number}
        for number in paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]
    return component(
        "pagination",
        items=items,
        previous={"href": address(page.previous_page_number())} if page.has_previous() else None,
        next={"href": address(page.next_page_number())} if page.has_next() else None,
    )


def summary_row(key, value, href=None, link_text="Change", hidden_text=None):
    row = {"key": {"text": key}, "value": {"text": value}}
    if href:
        action = {"href": href, "text": link_text, "visuallyHiddenText": hidden_text or key}
        row["actions"] = {"items": [action]}
    return row


@register.simple_tag
def summary_list(rows):
    return component("summary-list", "summaryList", rows=[summary_row(*row) for row in rows])


@register.simple_tag
def card(heading, href, text="", level=2):
    return component(
        "card",
        heading={"text": heading, "level": level, "size": "s"},
        href=href,
        clickable=True,
        description=text or None,
    )


@register.simple_tag
def inset_text(text):
    return component("inset-text", "insetText", text=text)


@register.simple_tag
def warning(heading, text, level=3):
    return component(
        "warning-callout", "warningCallout", heading=heading, headingLevel=level, text=text
    )


@register.simple_tag
def details(summary, text):
    return component("details", summaryText=summary, text=text)


@register.simple_tag
def example_mark(thing):
    """Says that this was made up for the demonstration; nothing for a fact."""
    if not getattr(thing, "is_example", False):
        return ""
    return mark_safe('<span class="portal-example">Example content</span>')


@register.simple_tag
def chosen_filters(found):
    return filters.chosen(found)


register.filter("link_target", link_target)


def said(function):
    """A date filter says nothing of nothing, so that a template need not ask first."""

    def filter_(value):
        return "" if value in (None, "") else function(value)

    return filter_


register.filter("day", said(dates.day))
register.filter("weekday", said(dates.weekday))
register.filter("month", said(dates.month))
register.filter("clock", said(dates.clock))
register.filter("moment", said(dates.moment))
register.filter("away", said(dates.away))
register.filter("from_to", dates.from_to)
