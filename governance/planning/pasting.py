"""An agenda that was written elsewhere, read from pasted text. No line is ever dropped.

Understood: "1.", "1.1", "a)", bullets and indents; the columns of a table copied from Word; and
what stands in brackets or after a dash: "(Dr Patel, 10 mins, for decision)".
"""

import re
import textwrap
from dataclasses import dataclass

from governance.meetings.words import Purpose

LONGEST = 200
MOST_LINES = 200

NUMBER = re.compile(r"(?:(?:item|agenda item)\s+)?(\d{1,2}(?:\.\d{1,2})*)(?:[.):]+\s*|\s+)", re.I)
LETTER = re.compile(r"(?:\(?([a-z]|i{1,3}|iv|v|vi{1,3})[.)])\s+", re.I)
BULLET = re.compile(r"[•◦▪‣·○●\-–—*]\s+")
TIME = re.compile(r"(?:at\s+)?\d{1,2}[:.]\d{2}(?:\s*[ap]m)?|\d{1,2}\s*[ap]m", re.I)
TIME_FIRST = re.compile(
    rf"(?:{TIME.pattern})(?:\s*(?:-|–|to)\s*(?:{TIME.pattern}))?[\s:.\-–]+", re.I
)
MINUTES = re.compile(r"(\d{1,3})\s*(?:m|min|mins|minute|minutes|['’′])?", re.I)
MINUTES_LAST = re.compile(r"[\s,;\-–]+(\d{1,3})\s*(?:min|mins|minute|minutes|['’′])\.?$", re.I)
NAME_LAST = re.compile(r"(.+)\s[-–—]\s(\S+(?: \S+){1,3})")
BRACKETS_LAST = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*$")
ENCLOSURE = re.compile(
    r"(?:enc(?:l|losure)?s?\.?|paper|attached|appendix|verbal|oral)\b[\s:]*[\w./]{0,6}", re.I
)
HEAD = {"time", "item", "no", "no.", "title", "agenda item", "presenter", "lead", "enclosure"}
HEAD |= {"purpose", "paper", "papers", "minutes", "mins", "duration", "#", "enc", "owner", "action"}

PURPOSES = {
    Purpose.DECIDE: [
        "decide",
        "decision",
        "approve",
        "approval",
        "agree",
        "ratify",
        "ratification",
    ],
    Purpose.ASSURE: ["assure", "assurance", "scrutiny", "scrutinise"],
    Purpose.DISCUSS: ["discuss", "discussion", "advise", "advice", "comment", "consider"],
    Purpose.NOTE: ["note", "noting", "information", "info", "update", "receive"],
}
WORDS = {word: purpose for purpose, words in PURPOSES.items() for word in words}
PURPOSE = re.compile(rf"(?:(?:for|to)\s+)?({'|'.join(WORDS)})", re.I)


@dataclass
class Line:
    title: str
    is_under: bool = False
    presenter: str = ""
    minutes: int | None = None
    purpose: str = ""


def read_agenda(text):
    """The lines of a pasted agenda; a line is under the last one that is not."""
    lines = []
    for raw in textwrap.dedent(text.replace("\r\n", "\n")).splitlines():
        if not raw.strip():
            continue
        line = read_row(raw) if raw.strip().count("\t") else read_line(raw)
        if line:
            line.is_under = line.is_under and bool(lines)
            lines.append(line)
    return lines


def read_line(raw):
    """One line of running text."""
    words = clean(raw)
    if words.lower().rstrip(":") in {"agenda", "items"}:
        return None
    is_under, words = numbered(TIME_FIRST.sub("", words, count=1), indented=indent_of(raw))
    line = Line(words, is_under)
    take_brackets(line)
    take_minutes(line)
    line.title = line.title.strip(" ,;:–-") or words or clean(raw)
    return shortened(line)


def read_row(raw):
    """One row of a table: each cell is known by what is in it."""
    cells = [clean(cell) for cell in raw.split("\t")]
    if {cell.lower() for cell in cells if cell} <= HEAD:
        return None
    line, rest = Line(""), []
    for cell in filter(None, cells):
        if re.fullmatch(r"\d{1,2}(?:\.\d{1,2})*[.)]?", cell) and not rest and not line.is_under:
            line.is_under = "." in cell.rstrip(".)")
        elif not took(line, cell, bare_number=bool(rest)):
            rest.append(cell)
    first = read_line(rest[0]) if rest else None
    line.title = first.title if first else clean(raw)
    for name in ["presenter", "minutes", "purpose"]:
        if first and not getattr(line, name):
            setattr(line, name, getattr(first, name))
    line.is_under = line.is_under or bool(first and first.is_under)
    if len(rest) > 1 and not line.presenter:
        line.presenter = rest[1]
    line.title = " – ".join([line.title, *rest[2:]])
    return shortened(line)


def numbered(words, *, indented):
    """Whether a line stands under another, and the line without its number or bullet."""
    if (match := NUMBER.match(words)) and words[match.end() :].strip():
        depth = match[1].count(".")
        return bool(depth), words[match.end() :]
    for mark in [LETTER, BULLET]:
        if match := mark.match(words):
            is_under = indented or mark is LETTER
            return is_under, words[match.end() :]
    return indented, words


def take_brackets(line):
    """(Dr Patel, 10 mins): what stands in the last brackets, as far as it is understood."""
    match = BRACKETS_LAST.search(line.title)
    if not match:
        return
    left = [
        part
        for part in map(str.strip, re.split(r"[,;/]| - | – ", match[1]))
        if part and not took(line, part)
    ]
    names = [part for part in left if looks_like_a_name(part)]
    if left and not names and not (line.minutes or line.purpose):
        return
    line.title = line.title[: match.start()]
    line.presenter = ", ".join(names)
    kept = [part for part in left if part not in names]
    if kept:
        line.title += f" ({', '.join(kept)})"


def take_minutes(line):
    if line.minutes is None and (match := MINUTES_LAST.search(line.title)):
        line.minutes = sensible(int(match[1]))
        line.title = line.title[: match.start()]
        take_name_after_dash(line)


def take_name_after_dash(line):
    """Spirometry close to home - Huw Ragwort: a full name after the last dash."""
    match = NAME_LAST.fullmatch(line.title)
    if match and not line.presenter and looks_like_a_name(match[2]):
        line.title, line.presenter = match.groups()


def took(line, words, *, bare_number=True):
    """Take a piece that says minutes, a purpose, a time or an enclosure; False for others."""
    if TIME_FIRST.fullmatch(words + " "):
        return True
    if (match := MINUTES.fullmatch(words)) and (bare_number or not words.isdigit()):
        line.minutes = sensible(int(match[1]))
        return True
    if match := PURPOSE.fullmatch(words):
        line.purpose = WORDS[match[1].lower()]
        return True
    return bool(ENCLOSURE.fullmatch(words))


def looks_like_a_name(words):
    """Dr Patel, Chair, Farah Larkspur and Tom Toadflax: few words, the main ones capital."""
    listed = words.split()
    main = [word for word in listed if word.lower() not in {"and", "&", "of", "the", "de", "van"}]
    return bool(main) and len(listed) <= 8 and all(word[0].isupper() for word in main)


def sensible(minutes):
    return minutes if 0 < minutes <= 600 else None


def indent_of(raw):
    before = raw[: len(raw) - len(raw.lstrip())]
    return "\t" in before or len(before.replace("\u00a0", " ")) >= 2


def clean(words):
    return " ".join(words.replace("\u00a0", " ").replace("\ufeff", "").split())


def shortened(line):
    line.title = line.title[:LONGEST]
    line.presenter = line.presenter[:120]
    return line
