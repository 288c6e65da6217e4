from .bodies.models import Area, Body, BodyMembership, Seat, System
from .measures.models import Happening, Measure, MeasureSet, Obligation, Phase, Target
from .returns.models import Return, ReturnsContact
from .rollup.models import Change, Figure, RollupRun
from .uploads.models import Layout, Upload

__all__ = [
    "Area",
    "Body",
    "BodyMembership",
    "Change",
    "Figure",
    "Happening",
    "Layout",
    "Measure",
    "MeasureSet",
    "Obligation",
    "Phase",
    "Return",
    "ReturnsContact",
    "RollupRun",
    "Seat",
    "System",
    "Target",
    "Upload",
]
