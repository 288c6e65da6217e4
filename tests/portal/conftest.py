from copy import deepcopy
from pathlib import Path

import pytest

from ccpl_portal.ui import navigation, site

HOUSES = ["Networks", "Governance", "Leadership", "Quality", "News", "Events", "About"]


@pytest.fixture
def furniture_shop(settings, monkeypatch):
    """A site whose only page is the one with all the furniture on it, and full menus."""
    templates = deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"].append(Path(__file__).parent / "templates")
    settings.TEMPLATES = templates
    settings.ROOT_URLCONF = "tests.portal.furniture"
    site.remember("Coventry and Warwickshire", seconds=3600)
    for name in navigation.MENUS:
        monkeypatch.setitem(navigation.MENUS, name, [])
    for order, words in enumerate(HOUSES):
        navigation.add(words, "furniture" if order == 0 else "account_login", order=order)
    for order, words in enumerate(["Accessibility", "Privacy", "Cookies", "Contact"]):
        navigation.add(words, "furniture", order=order, menu="footer")
    navigation.add("Tell us what you think", "furniture", order=0, menu="feedback")


@pytest.fixture
def furniture_client(furniture_shop, client):
    return client
