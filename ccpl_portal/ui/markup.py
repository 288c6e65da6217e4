"""NHS components as HTML: the macros of nhsuk-frontend-jinja, called with plain text only."""

import re
from functools import lru_cache

from django.utils.safestring import mark_safe
from jinja2 import ChainableUndefined, Environment, PackageLoader

# A link may leave the portal by these schemes; anything else (javascript:, data:) is dropped.
SCHEME = re.compile(r"[\x00-\x20]*([a-zA-Z][\w+.-]*):")
OPEN_SCHEMES = {"http", "https", "mailto", "tel"}

# The macros are of 10.6, the style sheet of 10.4: one part has another name there.
RENAMED = ("nhsuk-error-summary__heading", "nhsuk-error-summary__title")


@lru_cache
def environment():
    return Environment(
        loader=PackageLoader("nhsuk_frontend_jinja"),
        undefined=ChainableUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@lru_cache
def macro(component, name):
    template = environment().get_template(f"nhsuk/components/{component}/macro.jinja")
    return getattr(template.module, name)


def link_target(url):
    """Return the address, or "#" when its scheme could run a script."""
    url = str(url)
    scheme = SCHEME.match(url.replace("\t", "").replace("\n", "").replace("\r", ""))
    return "#" if scheme and scheme[1].lower() not in OPEN_SCHEMES else url


def plain(value):
    """Turn every string into a plain str, however deep it lies.

    Text literals of a Django template are SafeString, and the macros print those as HTML.
    """
    if isinstance(value, dict):
        return {
            key: link_target(plain(item)) if key == "href" and item else plain(item)
            for key, item in value.items()
        }
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if value is None or isinstance(value, bool | int):
        return value
    # str(value) would hand a SafeString back as it is; adding to it makes a plain one.
    return str.__str__(str(value)) + ""


def component(name, macro_name=None, /, **params):
    """Return a component's HTML. Only `html` parameters, made by this room, are not escaped."""
    html = macro(name, macro_name or name)(plain(params)).replace(*RENAMED)
    # Every string went through plain(), so the macro has escaped what readers wrote.
    return mark_safe(html)  # noqa: S308
