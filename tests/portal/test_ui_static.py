"""The compiled style sheet and script: taken from the wheel, prepared, collected, small."""

import colorsys
import re
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command

from ccpl_portal.ui.finders import NhsFrontendFinder
from ccpl_portal.ui.identity import NEUTRAL, neutral


def prepared(name):
    return Path(NhsFrontendFinder().find(name)).read_text()


def test_only_the_style_sheet_and_the_script_are_taken():
    assert [name for name, _ in NhsFrontendFinder().list([])] == [
        "nhsuk/frontend.css",
        "nhsuk/frontend.js",
    ]
    assert NhsFrontendFinder().find("nhsuk/other.css") is None
    assert NhsFrontendFinder().find("nhsuk/other.css", find_all=True) == []


def test_the_ordinary_finders_find_them_for_tests_and_journeys():
    assert Path(finders.find("nhsuk/frontend.js")).read_text().endswith("initAll();\n")


@pytest.mark.parametrize("nhs_identity", [False, True])
def test_no_source_map_is_left_dangling(settings, nhs_identity):
    settings.NHS_IDENTITY = nhs_identity

    assert "sourceMappingURL" not in prepared("nhsuk/frontend.css") + prepared("nhsuk/frontend.js")


def test_the_neutral_style_sheet_asks_no_other_host_and_has_no_nhs_blue(settings):
    settings.NHS_IDENTITY = False

    css = prepared("nhsuk/frontend.css")

    assert "assets.nhs.uk" not in css
    assert "Frutiger" not in css
    assert "url(" not in css
    assert [colour for colour in NEUTRAL if colour in css.lower()] == []


def is_blue(colour):
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    hue, _, saturation = colorsys.rgb_to_hls(red, green, blue)
    return 0.55 < hue < 0.70 and saturation > 0.5


@pytest.mark.parametrize("nhs_identity", [False, True])
def test_no_shade_of_blue_is_left_in_the_neutral_sheet(settings, nhs_identity):
    settings.NHS_IDENTITY = nhs_identity

    colours = set(re.findall(r"#[0-9a-f]{6}\b", prepared("nhsuk/frontend.css")))

    assert bool([colour for colour in colours if is_blue(colour)]) == nhs_identity


def test_the_nhs_style_sheet_is_the_one_of_the_wheel(settings):
    settings.NHS_IDENTITY = True

    css = prepared("nhsuk/frontend.css")

    assert "assets.nhs.uk" in css
    assert "--nhsuk-brand-colour:#005eb8" in css


def test_the_neutral_theme_keeps_colours_that_carry_meaning():
    assert neutral("a{color:#d5281b}b{color:#007f3b}") == "a{color:#d5281b}b{color:#007f3b}"


def test_collectstatic_makes_hashed_and_compressed_copies(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }

    call_command("collectstatic", interactive=False, verbosity=0)

    address = staticfiles_storage.url("nhsuk/frontend.css")
    assert re.fullmatch(r"/static/nhsuk/frontend\.[0-9a-f]{12}\.css", address)
    hashed = tmp_path / address.removeprefix("/static/")
    assert hashed.with_name(hashed.name + ".br").exists()
    assert {path.name.split(".")[-1] for path in (tmp_path / "nhsuk").iterdir()} == {
        "css",
        "js",
        "gz",
        "br",
    }


def test_our_own_style_sheet_uses_only_colours_that_the_theme_has():
    used = set(re.findall(r"var\((--[\w-]+)\)", Path(finders.find("portal.css")).read_text()))

    assert used - set(re.findall(r"(--[\w-]+):", prepared("nhsuk/frontend.css"))) == set()


def sent(*names):
    """Bytes on the wire, as WhiteNoise compresses."""
    return sum(len(brotli.compress(Path(finders.find(name)).read_bytes())) for name in names)


def test_all_script_is_at_most_15_kilobytes():
    scripts = [
        name
        for finder in finders.get_finders()
        for name, _ in finder.list([])
        if name.startswith(("nhsuk/", "portal")) and name.endswith(".js")
    ]

    assert "nhsuk/frontend.js" in scripts
    assert sent(*scripts) <= 15_000


def test_the_frame_of_a_page_leaves_a_third_of_its_sixty_kilobytes_to_words():
    frame = ["nhsuk/frontend.css", "portal.css", "nhsuk/frontend.js", "portal-icon.svg"]

    assert sent(*frame) <= 40_000


# Contrast, by WCAG 2.2


def channel(value):
    value /= 255
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def luminance(colour):
    colour = colour.lstrip("#")
    if len(colour) == 3:
        colour = "".join(digit * 2 for digit in colour)
    red, green, blue = (channel(int(colour[i : i + 2], 16)) for i in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted([luminance(one), luminance(other)], reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_of_contrast_agrees_with_wcag():
    assert contrast("#000", "#fff") == 21
    assert round(contrast("#767676", "#ffffff"), 2) == 4.54


WORDS = [
    ("text", "body-background"),
    ("text", "card-background"),
    ("secondary-text", "body-background"),
    ("secondary-text", "card-background"),
    ("link", "body-background"),
    ("link", "card-background"),
    ("link-hover", "body-background"),
    ("link-visited", "body-background"),
    ("link-active", "body-background"),
    ("link", "secondary-button-hover"),
    ("link", "secondary-button-active"),
    ("reverse-text", "brand"),
    ("button-text", "button"),
    ("button-text", "button-hover"),
    ("error", "body-background"),
    ("focus-text", "focus"),
    ("secondary-button-text", "card-background"),
    ("link", "grey-4"),
]
GRAPHICS = [("input-border", "card-background"), ("brand", "body-background")]


@pytest.mark.parametrize("nhs_identity", [False, True])
def test_words_and_graphics_stand_out_in_both_themes(settings, nhs_identity):
    settings.NHS_IDENTITY = nhs_identity
    css = prepared("nhsuk/frontend.css")
    colours = dict(re.findall(r"--nhsuk-([\w-]+)-colour:(#[0-9a-f]{3,6})", css))

    faint = {
        f"{front} on {back}": round(contrast(colours[front], colours[back]), 2)
        for pairs, least in [(WORDS, 4.5), (GRAPHICS, 3)]
        for front, back in pairs
        if contrast(colours[front], colours[back]) < least
    }

    assert faint == {}


def rule(css, selector):
    """The declarations of the rule whose only selector this is."""
    found = re.search(r"[};]" + re.escape(selector) + r"\{([^}]*)\}", css)
    return dict(part.split(":", 1) for part in found[1].split(";") if part)


@pytest.mark.parametrize("nhs_identity", [False, True])
def test_the_header_is_legible_in_both_themes(settings, nhs_identity):
    settings.NHS_IDENTITY = nhs_identity
    css = prepared("nhsuk/frontend.css")

    header = rule(css, ".nhsuk-header")
    account = rule(css, ".nhsuk-header__account")

    assert contrast(header["color"], header["background-color"]) >= 4.5
    assert contrast("#fff", account["background-color"]) >= 4.5
