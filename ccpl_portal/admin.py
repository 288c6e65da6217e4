from .audit.admin import EventAdmin
