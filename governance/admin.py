from .customs import admin as customs
from .delivery import admin as delivery
from .meetings import admin as meetings
from .papers import admin as papers
