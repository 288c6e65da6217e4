"""What the houses above put on a group's page: news, decisions, what it voiced.

A house registers a function in its registration.py; it is asked when the page is drawn, and
returns only what this reader may see, in sections as on the pages of the strategy: with an order
under 30 before resources and members, with 30 or more after them. The group
brings `acting`, the roles in which this reader may act for it today, and `edits`, whether they
keep its page.
"""

_panels = []


def on_group_page(function):
    """Register `function(group, user) -> iterable of ccpl_portal.strategy.registry.Section`."""
    if function not in _panels:
        _panels.append(function)
    return function


def panels_of(group, user):
    sections = [section for panel in _panels for section in panel(group, user)]
    return sorted((section for section in sections if section.rows), key=lambda s: s.order)
