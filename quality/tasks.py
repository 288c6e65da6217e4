from .reminders import tasks as reminders
from .rollup import tasks as rollup
from .signals import tasks as signals
from .uploads import tasks as uploads
