from .assurance.models import QualityGroup, Report, ReportPlacement
from .bodies.models import Area, Body, BodyMembership, Seat, System
from .levels.models import AssuranceLevel, LevelSetting
from .measures.models import Happening, Measure, MeasureSet, Obligation, Phase, Target
from .returns.models import Return, ReturnsContact
from .rollup.models import Change, Figure, RollupRun
from .sign_off.models import SentBack
from .signals.models import Placement, Signal, Step
from .uploads.models import Layout, Upload

__all__ = [
    "Area",
    "AssuranceLevel",
    "Body",
    "BodyMembership",
    "Change",
    "Figure",
    "Happening",
    "Layout",
    "LevelSetting",
    "Measure",
    "MeasureSet",
    "Obligation",
    "Phase",
    "Placement",
    "QualityGroup",
    "Report",
    "ReportPlacement",
    "Return",
    "ReturnsContact",
    "RollupRun",
    "Seat",
    "SentBack",
    "Signal",
    "Step",
    "System",
    "Target",
    "Upload",
]
