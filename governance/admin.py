from .actions import admin as actions
from .customs import admin as customs
from .decisions import admin as decisions
from .delivery import admin as delivery
from .meetings import admin as meetings
from .papers import admin as papers
