from .reminders import tasks as reminders
from .rollup import tasks as rollup
from .uploads import tasks as uploads
