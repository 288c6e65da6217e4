from .applications.models import AdjustmentRequest, Answer, Application, ApplicationIdentity
from .machine.models import Transition
from .programmes.models import Programme, ProgrammeLevel
from .roles.models import (
    Anchor,
    Criterion,
    EligibilityQuestion,
    Extension,
    LeadershipRole,
    RoleAlert,
    RoleQuestion,
)
