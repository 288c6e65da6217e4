"""Pictures for people who do not exist: a flower, drawn from the name, and never a face."""

import hashlib
from io import BytesIO
from math import cos, pi, sin

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from ccpl_portal.files.actions import add_picture
from ccpl_portal.files.validation import check_upload
from ccpl_portal.people.models import Person

from .columns import Reference, Text
from .registry import loads
from .tables import Table

SIDE = 480
GROUND = ["#dceaed", "#e8edee", "#f2e6ee", "#fdf3d8", "#e3efe4"]
PETALS = ["#0b5563", "#7c2855", "#425563", "#8a5a00", "#006747"]


@loads("people/pictures.csv", after=["people/people.csv"])
class Pictures(Table):
    """An example entry gets a picture, so that pictures are seen working."""

    model = Person
    key = ["person"]
    columns = [Reference("person", Person, required=True), Text("alt", required=True)]

    def find(self, values):
        return values["person"]

    def write(self, row, before, load):
        outcome = super().write(row, before, load)
        # The person was there; what the row makes is the picture.
        return "made" if before is None else outcome

    def fill(self, record, row, values, names, load):
        upload = SimpleUploadedFile(f"{record.slug}.png", flower(record.slug))
        checked = check_upload(upload, ("png",), longest_side=SIDE)
        record.picture = add_picture(checked=checked, alt=values["alt"], by=None, owner=record)
        record.save()


def flower(seed):
    """A PNG of a few round petals; the same seed gives the same picture."""
    draws = hashlib.sha256(seed.encode()).digest()
    # Twice the size and then halved, so that edges are smooth.
    side = SIDE * 2
    picture = Image.new("RGB", (side, side), GROUND[draws[0] % len(GROUND)])
    pen = ImageDraw.Draw(picture)
    petals, reach = 5 + draws[1] % 4, side * (20 + draws[2] % 6) / 100
    radius = reach * (55 + draws[3] % 20) / 100
    for step in range(petals):
        angle = 2 * pi * (step / petals + draws[4] / 256)
        x, y = side / 2 + reach * cos(angle), side / 2 + reach * sin(angle)
        disc(pen, x, y, radius, PETALS[draws[5] % len(PETALS)])
    disc(pen, side / 2, side / 2, reach * 0.6, "#f4c430")
    target = BytesIO()
    picture.resize((SIDE, SIDE)).save(target, "PNG")
    return target.getvalue()


def disc(pen, x, y, radius, colour):
    pen.ellipse([x - radius, y - radius, x + radius, y + radius], fill=colour)
