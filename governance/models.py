from .binder.models import Pack
from .customs.models import Customs, StandingItem
from .delivery.models import Deliverable
from .meetings.items import AgendaItem
from .meetings.models import Meeting
from .papers.models import Paper, PaperRequest, Submission
from .planning.models import ItemRequest
from .publishing.models import Change, Notice, Reply
