"""Neutral by default, NHS by a setting: one compiled style sheet, two palettes.

The NHS letters, lozenge and blue belong to NHS organisations; a system is a partnership that
includes councils and charities. Colours are compiled into the style sheet, so the neutral theme
is a translation of each blue, made once when static files are collected.
"""

import re

# NHS blue and its shades -> deep teal. The greens, reds and greys carry meaning and stay.
NEUTRAL = {
    "#005eb8": "#0b5563",  # brand: header, links, secondary buttons
    "#004b93": "#084351",  # hover, account menu
    "#003d78": "#063743",  # active
    "#004281": "#063743",
    "#0055a6": "#0a4c59",
    "#00478a": "#084351",
    "#002f5c": "#042a33",  # shadow
    "#003087": "#063743",
    "#337ec6": "#4f8793",  # rule in the header
    "#d9e7f4": "#dcebed",  # pale
    "#c7dcef": "#c6dee2",
    "#ccdff1": "#cfe4e7",
    "#edf4fa": "#eef6f7",
    "#330072": "#4a2c6f",  # visited
}
SYSTEM_FONTS = '-apple-system,BlinkMacSystemFont,"Segoe UI",Roboto,Helvetica,Arial,sans-serif'
NHS_FONTS = re.compile(r"@font-face\{[^}]*assets\.nhs\.uk[^}]*\}")


def neutral(css):
    """Return the style sheet without NHS colours and without a request for the NHS typeface."""
    css = NHS_FONTS.sub("", css)
    css = re.sub(r"Frutiger W01,\s*arial,\s*sans-serif", SYSTEM_FONTS, css, flags=re.IGNORECASE)
    return re.sub(r"#[0-9a-f]{6}\b", lambda colour: NEUTRAL.get(colour[0].lower(), colour[0]), css)


def theme_colour(nhs_identity):
    return "#005eb8" if nhs_identity else NEUTRAL["#005eb8"]
