"""Who isn't in the room: one calculation for groups, consultations, events and the pipeline.

    makeup = MakeUp()
    voices = [makeup.voice(person, profession=..., organisation=..., place=...), ...]
    room = Room(makeup, scope_of(makeup, places=group.places.all()), voices)
    room.tables, room.missing(noun="member")

Where the page does not list the people by name it shows `under_small(room)` (rule SMALL).
"""

from .makeup import MakeUp, scope_of
from .room import ABOUT, Missing, Room, inside
from .small import under_small

__all__ = ["ABOUT", "MakeUp", "Missing", "Room", "inside", "scope_of", "under_small"]
