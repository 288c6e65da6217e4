"""The frame of every page, and the furniture of lists."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory

from ccpl_portal.ui import navigation, site
from tests.factories.accounts import UserFactory

from .furniture import GroupFilter

pytestmark = pytest.mark.urls("tests.portal.furniture")


@pytest.fixture(autouse=True)
def menus(monkeypatch):
    for name in navigation.MENUS:
        monkeypatch.setitem(navigation.MENUS, name, [])


def page(request, source="{% block title %}Groups{% endblock %}"):
    return Template('{% extends "base.html" %}' + source).render(
        Context({"request": request, "site": site.current, "csrf_token": "a-token"})
    )


class Untouchable:
    """Stands where a session or a person would be, and fails when anybody looks."""

    def __getattr__(self, name):
        raise AssertionError(f"an anonymous page asked for {name}")


def test_an_anonymous_page_asks_neither_for_a_session_nor_for_a_person():
    request = RequestFactory().get("/furniture/")
    request.session = request.user = request._messages = Untouchable()

    html = page(request)

    assert "Sign in" in html
    assert "a-token" not in html


def signed_in(settings, **who):
    request = RequestFactory().get("/furniture/")
    request.COOKIES[settings.SESSION_COOKIE_NAME] = "x"
    request.user = UserFactory.build(**who)
    return request


def test_a_person_who_signed_in_finds_their_name_and_a_way_out(settings, menus):
    navigation.add("My account", "furniture", order=1, menu="account")
    request = signed_in(settings, name="Ana <b>Example</b>")

    html = page(request)

    assert 'My account: </span><span class="portal-name">Ana &lt;b&gt;Example&lt;/b&gt;' in html
    assert 'method="post" action="/accounts/logout/"' in html
    assert html.count('value="a-token"') == 1
    assert "Sign in" not in html


def test_an_entry_of_the_account_menu_may_be_for_some_people_only(settings, menus):
    navigation.add("My account", "furniture", order=1, menu="account")
    navigation.add(
        "Manage",
        "furniture",
        order=2,
        menu="account",
        shown_to=lambda user: user.is_superuser,
    )

    assert "Manage" in page(signed_in(settings, is_superuser=True))
    assert "Manage" not in page(signed_in(settings, is_superuser=False))


def test_a_stale_cookie_is_an_anonymous_reader(settings):
    request = RequestFactory().get("/furniture/")
    request.COOKIES[settings.SESSION_COOKIE_NAME] = "x"
    request.user = AnonymousUser()

    assert "Sign in" in page(request)


def test_the_bar_holds_what_houses_registered_in_their_order(menus):
    navigation.add("Quality", "account_login", order=40)
    navigation.add("Networks", "furniture", order=10)
    request = RequestFactory().get("/furniture/somewhere/")

    html = page(request)

    assert html.index("Networks") < html.index("Quality")
    assert html.count('aria-current="true"') == 1
    assert 'href="/furniture/" aria-current="true"' in html


def test_footer_and_feedback_say_nothing_until_a_page_exists(menus):
    request = RequestFactory().get("/furniture/")

    assert "Tell us" not in page(request)

    navigation.add("Tell us what you think", "furniture", order=1, menu="feedback")
    navigation.add("Privacy", "furniture", order=1, menu="footer")
    html = page(request)

    assert '<a href="/furniture/">Tell us what you think</a>' in html
    assert '<a class="nhsuk-footer__list-item-link" href="/furniture/">Privacy</a>' in html


def test_the_title_names_the_page_and_says_when_something_is_wrong():
    request = RequestFactory().get("/furniture/")
    source = "{% block title %}Groups{% endblock %}"

    class Form:
        errors = {"name": ["Enter the name"]}

    template = Template('{% extends "base.html" %}' + source)
    context = {"request": request, "site": site.current}

    assert "<title>Groups - Clinical and care professional leadership</title>" in (
        template.render(Context(context))
    )
    assert "<title>Error: Groups - " in template.render(Context({**context, "form": Form()}))


def test_the_system_is_named_once_a_room_knows_it(monkeypatch):
    monkeypatch.setattr(site, "_providers", [])
    site.forget()
    asked = []

    @site.name_provider
    def name():
        asked.append(1)
        return "Coventry and Warwickshire"

    monkeypatch.setattr(site, "_portal_providers", [lambda: "Health and care leaders"])

    request = RequestFactory().get("/furniture/")

    assert "Coventry and Warwickshire" in page(request)
    assert "Health and care leaders" in page(request)
    assert asked == [1]
    site.remember("")


def test_the_neutral_header_has_no_nhs_in_it(settings):
    settings.NHS_IDENTITY = False

    html = page(RequestFactory().get("/furniture/"))

    assert "nhsuk-header__logo" not in html
    assert ">NHS" not in html
    assert 'aria-label="NHS' not in html
    assert "portal-mark" in html


def test_the_nhs_header_carries_the_logo_when_the_setting_says_so(settings):
    settings.NHS_IDENTITY = True

    html = page(RequestFactory().get("/furniture/"))

    assert "nhsuk-header__logo" in html
    assert "portal-mark" not in html


@pytest.mark.parametrize("name", ["400.html", "500.html", "503.html", "403_csrf.html"])
def test_pages_of_last_resort_need_no_request_and_no_database(name):
    html = render_to_string(name)

    assert html.count("<h1>") == 1
    assert '<a href="/">' in html


@pytest.mark.parametrize("name", ["403.html", "404.html", "409.html"])
def test_pages_of_refusal_give_a_way_on(name):
    html = render_to_string(name, {}, request=RequestFactory().get("/gone/"))

    assert html.count("<h1>") == 1
    assert html.split("<main")[1].count("<a href=") >= 1


def test_a_conflict_says_its_own_words_escaped():
    html = render_to_string(
        "409.html", {"message": "<b>Closed</b>"}, request=RequestFactory().get("/gone/")
    )

    assert "&lt;b&gt;Closed&lt;/b&gt;" in html


def draw(source, request, **context):
    return Template("{% load ui %}" + source).render(Context({"request": request, **context}))


def test_pagination_keeps_the_query_and_marks_the_page():
    request = RequestFactory().get("/furniture/", {"q": "a&b", "place": ["rugby", "south"]})
    numbered = Paginator(range(100), 20).page(2)

    html = draw("{% pagination page %}", request, page=numbered)

    assert 'href="?q=a%26b&amp;place=rugby&amp;place=south&amp;page=3"' in html
    assert html.count('aria-current="page"') == 1


def test_one_page_needs_no_pagination():
    request = RequestFactory().get("/furniture/")

    assert draw("{% pagination page %}", request, page=Paginator([1], 20).page(1)) == ""


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "0 groups"), (1, "1 group"), (3, "3 groups"), (45, "Showing 1 to 20 of 45 groups")],
)
def test_the_count_is_said_in_words_and_announced(count, said):
    numbered = Paginator(range(count), 20).page(1)

    html = draw(
        '{% include "ui/result_count.html" with noun="group" nouns="groups" %}',
        RequestFactory().get("/furniture/"),
        page=numbered,
    )

    assert f'role="status">{said}</p>' in html


@pytest.mark.django_db
def test_each_chip_takes_one_filter_away_and_starts_at_the_first_page():
    request = RequestFactory().get(
        "/furniture/", {"q": "lung", "place": ["rugby", "south"], "page": "3"}
    )
    found = GroupFilter(request.GET, queryset=None)
    numbered = Paginator(range(5), 20).page(1)

    html = draw('{% include "ui/result_count.html" %}', request, found=found, page=numbered)

    assert html.count('class="portal-chip"') == 3
    assert 'href="?place=rugby&amp;place=south"' in html
    assert 'href="?q=lung&amp;place=south"' in html
    assert "Place: Rugby" in html


def test_the_folded_filters_tell_how_many_are_chosen():
    request = RequestFactory().get("/furniture/", {"q": "lung", "kind": "forum", "place": ""})
    found = GroupFilter(request.GET, queryset=None)

    html = draw('{% include "ui/filters.html" %}', request, found=found)

    assert "Filter (2)" in html
    assert "Clear filters" in html
    assert "(optional)" not in html


def test_a_filter_with_nothing_to_choose_is_not_drawn():
    request = RequestFactory().get("/furniture/")
    found = GroupFilter(request.GET, queryset=None)
    found.form.fields["place"].choices = []

    html = draw('{% include "ui/filters.html" %}', request, found=found)

    assert "Kind" in html
    assert "Place" not in html


def test_a_list_that_nothing_narrows_offers_nothing_to_clear():
    request = RequestFactory().get("/furniture/")
    found = GroupFilter(request.GET, queryset=None)

    html = draw('{% include "ui/filters.html" %}', request, found=found)

    assert "<span>Filter</span>" in html
    assert "Clear filters" not in html
