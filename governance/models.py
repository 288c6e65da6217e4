from .actions.models import Action, ActionChange
from .attendance.models import Attendance, Withdrawal
from .binder.models import Pack
from .customs.models import Customs, StandingItem
from .decisions.models import Decision
from .delivery.models import Deliverable
from .meetings.items import AgendaItem
from .meetings.models import Meeting
from .minutes.models import Correction, Entry, KeyMessages, Minutes
from .papers.models import Paper, PaperRequest, Submission
from .planning.models import CarriedAction, ItemRequest
from .publishing.models import Change, Notice, Reply
from .references.models import Series
