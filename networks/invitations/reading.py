"""Addresses pasted from anywhere: a line each, or separated by commas or semicolons, alone or
with a name. Every piece comes out again, as an address or as one that could not be read."""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

LONGEST = 254
WITH_NAME = re.compile(r"""^\s*["']?(?P<name>[^<>@]*?)["']?\s*<\s*(?P<email>[^<>\s]+)\s*>\s*$""")
# After an address in brackets, or before one that stands alone: where one ends, the next begins.
BETWEEN = re.compile(r"(?<=>)\s*,|,(?=\s*[^\s,<>]+@)")

is_address = EmailValidator()


@dataclass(frozen=True)
class Piece:
    """What stood there, and what could be read from it; no address when nothing could."""

    text: str
    email: str = ""
    name: str = ""


def read(text):
    """Every piece of the text, in its order."""
    return [
        piece
        for line in re.split(r"[;\r\n]+", text)
        if line.strip(" ,\t")
        for piece in pieces_of(line.strip(" ,\t"))
    ]


def pieces_of(words):
    for parts in [[words], BETWEEN.split(words), words.split(","), words.split()]:
        found = [as_address(part) for part in parts if part.strip()]
        if all(piece.email for piece in found):
            return found
    # Something is no address: the readable ones are taken, the rest is named.
    return [as_address(part) for part in words.split(",") if part.strip()]


def as_address(words):
    words = " ".join(words.split())
    named = WITH_NAME.match(words)
    email = (named["email"] if named else words).lower()
    name = " ".join(named["name"].split()).strip("\"' ,") if named else ""
    try:
        if len(email) > LONGEST:
            return Piece(words[:LONGEST])
        is_address(email)
    except ValidationError:
        return Piece(words[:LONGEST])
    return Piece(words, email, name[:120])
