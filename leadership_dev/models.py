from .applications.models import AdjustmentRequest, Answer, Application, ApplicationIdentity
from .interviews.models import InterviewPlan, InterviewSlot
from .letters.models import LetterTemplate
from .machine.models import Transition
from .monitoring.models import (
    MonitoringAggregate,
    MonitoringResponse,
    MonitoringYear,
    Option,
    Question,
    QuestionSet,
)
from .outcomes.models import Decision, FeedbackPoint, Offer, ProposedOutcome, Signature, TwoKeys
from .panel.models import Assignment, DeclaredTie, PanelMember
from .pool.models import PoolEntry
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
from .scoring.models import CutLine, Moderation, Score, ScoreSheet, TieChoice
from .transparency.models import TransparencyRecord
